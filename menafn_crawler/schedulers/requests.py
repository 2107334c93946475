"""Serialise requests for Redis and read them back. Redis holds data only: nothing in it can name code.

Only the project's own value classes are unpickled, and a request has Scrapy's fields and one of our callbacks, nothing
else. Otherwise whoever can write to the Redis could run any module on every worker.
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
_OF_AN_ATTEMPT = frozenset(
    "menafn_answer menafn_arrival menafn_probe menafn_robots_encodings answered_at download_latency".split()
)
"""Keys of the meta data that describe one attempt. A retry starts without them, and the answer's body among them is
large."""


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return the class of a value. Raises UnpicklingError for a class that no request of ours holds."""
        if module == "builtins" and name in _BUILT_IN:
            return super().find_class(module, name)
        if module.startswith(_OWN):
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, enum.Enum)):
                return found
        raise pickle.UnpicklingError(f"a request in Redis holds {module}.{name}, which no request of ours does")


def dumps(request: dict[str, Any]) -> bytes:
    """Serialise a request, given as Scrapy's ``to_dict`` returns it. Raises UnpicklingError if ``loads`` refuses it."""
    meta = {name: value for name, value in request.get("meta", {}).items() if name not in _OF_AN_ATTEMPT}
    data = pickle.dumps({**request, "meta": meta}, protocol=5)
    loads(data)  # a request that no worker could read would be lost in the queue
    return data


def loads(data: bytes) -> dict[str, Any]:
    """Return the request as a dictionary. Raises UnpicklingError for data that is no request of ours."""
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
