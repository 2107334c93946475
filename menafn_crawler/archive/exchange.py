"""A request and its answer, as they go into an archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

ASKED_ARTICLE = "MENAFN-Article"
"""Field of a record of ours: the published address of the article that was asked for, before any redirect."""
ASKED_LIST = "MENAFN-List"
"""Field of a record of ours: edition and section of the list that was asked for, ``en/asia``."""
ASKED_FEED = "MENAFN-Feed"
"""Field of a record of ours: path and query on the site of the feed that was asked for, before any redirect."""
SOFTWARE = "menafn_crawler"
"""By this name in its warcinfo a file of ours is known."""
SITE = "source"
"""Field of our warcinfo: the base that the site was read from."""

_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
_OF_THE_CONNECTION = frozenset({"transfer-encoding", "connection", "keep-alive"})
_SECRET_ANSWERS = frozenset({"set-cookie", "set-cookie2"})

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what came back. The body is as it was sent, its content encoding included."""

    url: str
    """Address that was fetched."""
    fetched_at: datetime
    """Aware instant of the answer."""
    status_line: str
    """``HTTP/1.1 200 OK``."""
    headers: Headers
    body: bytes = field(repr=False)
    request_line: str
    """``GET /1109547045/Slug HTTP/1.1``."""
    request_headers: Headers
    ip: str | None = None
    """Address of the machine that answered, None where it is not known."""
    about: Mapping[str, str] = field(default_factory=dict)
    """Fields of our own for the record of the answer: ``ASKED_ARTICLE``, ``ASKED_LIST``, ``ASKED_FEED``."""


def kept_headers(headers: Headers, length: int) -> Headers:
    """The headers of an answer whose body has *length* bytes.

    The transfer encoding is undone, the length is true, cookies are nobody's business.

    >>> kept_headers((("Transfer-Encoding", "chunked"), ("Content-Type", "text/html")), 3)
    (('Content-Type', 'text/html'), ('Content-Length', '3'))
    """
    gone = _OF_THE_CONNECTION | _SECRET_ANSWERS | {"content-length"}
    return (*((name, value) for name, value in headers if name.lower() not in gone), ("Content-Length", str(length)))


def public_headers(headers: Headers) -> Headers:
    """The headers of a request without what is nobody's business: passwords and cookies."""
    return tuple((name, value) for name, value in headers if name.lower() not in _SECRET)
