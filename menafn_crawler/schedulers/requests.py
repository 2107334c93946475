"""Requests as bytes in Redis, and back: pickled, but of what is unpickled only values of the project's own are made.

Whoever can write to the Redis could else have every worker run what he likes.
"""

from __future__ import annotations

import dataclasses
import enum
import io
import pickle
from typing import Any

_BUILT_IN = frozenset({"set", "frozenset", "bytearray", "complex"})
_OWN = ("menafn_crawler.discover.", "menafn_crawler.store.")


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """The class of a value. Raises UnpicklingError for whatever is none of ours."""
        if module == "builtins" and name in _BUILT_IN:
            return super().find_class(module, name)
        if module.startswith(_OWN):
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, enum.Enum)):
                return found
        raise pickle.UnpicklingError(f"a request in Redis holds {module}.{name}, which no request of ours does")


def dumps(request: dict[str, Any]) -> bytes:
    """A request, as Scrapy's ``to_dict`` gives it, as bytes."""
    return pickle.dumps(request, protocol=5)


def loads(data: bytes) -> dict[str, Any]:
    """The request again. Raises UnpicklingError for what is none."""
    request = _Values(io.BytesIO(data)).load()
    if not isinstance(request, dict):
        raise pickle.UnpicklingError("what lies in Redis is no request")
    return request
