"""Serialise requests for Redis and read them back. Redis holds data only: nothing in it can name code.

Only the project's own value classes are unpickled, and a request has Scrapy's fields and one of our callbacks, nothing
else. Otherwise whoever can write to the Redis could run any module on every worker.
"""

from __future__ import annotations

import dataclasses
import enum
import io
import pickle
from collections.abc import Callable
from typing import Any

from scrapy import Request, Spider

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


def as_dict(request: Request, spider: Spider) -> dict[str, Any]:
    """Return a request as Scrapy's ``to_dict`` does. Raises PicklingError for one that another worker could not make.

    Scrapy looks for the callbacks among all members of the spider, which takes longer than reading an article.
    """
    if type(request) is not Request:
        raise pickle.PicklingError(f"{type(request).__name__} is no plain request")
    values = {name: getattr(request, name) for name in request.attributes}
    callback, errback = (_method_name(method, spider) for method in (request.callback, request.errback))
    return values | {"callback": callback, "errback": errback, "headers": dict(request.headers)}


def _method_name(method: Callable[..., Any] | None, spider: Spider) -> str | None:
    if method is None:
        return None
    name = str(getattr(method, "__name__", ""))
    function = getattr(method, "__func__", None)
    if name not in _CALLBACKS or function is None or getattr(type(spider), name, None) is not function:
        raise pickle.PicklingError(f"{method} is no callback that a request may name")
    return name


def dumps(request: dict[str, Any]) -> bytes:
    """Serialise a request, given as ``as_dict`` returns it. Raises UnpicklingError if ``loads`` refuses it."""
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
