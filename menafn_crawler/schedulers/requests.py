"""Requests as bytes in Redis, and back. Redis holds data only: nothing in it can name code.

Of what is unpickled only the project's own values are made, and a request has Scrapy's fields and a callback of ours,
nothing else. Otherwise whoever can write to the Redis could run any module on every worker.
"""

from __future__ import annotations

import dataclasses
import enum
import io
import pickle
from typing import Any

_BUILT_IN = frozenset({"set", "frozenset", "bytearray", "complex"})
_OWN = ("menafn_crawler.discover.", "menafn_crawler.store.")


_FIELDS = frozenset(
    "url callback errback headers method body cookies meta encoding priority dont_filter flags cb_kwargs".split()
)
"""Fields of a request. ``_class`` is not among them: it names a class that Scrapy would import."""
_CALLBACKS = frozenset(
    "parse_article article_failed parse_list list_failed parse_home home_failed parse_feed feed_failed".split()
)
"""Methods of spiders that a request may name."""


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
    """Return the request again. Raises UnpicklingError for what is none of ours."""
    request = _Values(io.BytesIO(data)).load()
    if not isinstance(request, dict):
        raise pickle.UnpicklingError("what lies in Redis is no request")
    if foreign := [str(name) for name in request if name not in _FIELDS]:
        raise pickle.UnpicklingError(f"a request in Redis has the field {foreign[0]!r}, which no request of ours has")
    named = (request.get("callback"), request.get("errback"))
    if foreign := [str(name) for name in named if name is not None and name not in _CALLBACKS]:
        raise pickle.UnpicklingError(f"a request in Redis names {foreign[0]!r}, which is no callback of ours")
    if not str(request.get("url", "")).startswith(("http://", "https://")):
        raise pickle.UnpicklingError("a request in Redis has no http address")
    return request
