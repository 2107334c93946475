"""One HTTP request with its response, and which of their headers may be archived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from menafn_crawler.bounds import escape_controls

REQUESTED_FIELD = "MENAFN-Article"
"""WARC field of our own: canonical URL of the article that was requested, before any redirect."""
LIST_FIELD = "MENAFN-List"
"""WARC field of our own: edition and section of the list that was requested, such as ``en/asia``."""
FEED_FIELD = "MENAFN-Feed"
"""WARC field of our own: path and query of the feed that was requested, before any redirect."""
SOFTWARE = "menafn_crawler"
"""Value of the warcinfo field ``software`` in files written by this project."""
SITE_FIELD = "source"
"""Warcinfo field: base URL of the site that was crawled."""

_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie"})
_NOT_ARCHIVED = frozenset(
    {"transfer-encoding", "connection", "keep-alive", "content-length", "set-cookie", "set-cookie2"}
)
_NOT_IN_NAMES = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]+")

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HttpExchange:
    """A request and its response. The body is as received, with its content encoding."""

    url: str
    """URL that was fetched."""
    fetched_at: datetime
    """Aware datetime of the response."""
    status_line: str
    """``HTTP/1.1 200 OK``."""
    headers: Headers
    body: bytes = field(repr=False)
    request_line: str
    """``GET /1109547045/Slug HTTP/1.1``."""
    request_headers: Headers
    ip: str | None = None
    """IP address of the server, None if unknown."""
    warc_fields: Mapping[str, str] = field(default_factory=dict)
    """Fields of our own for the response record: ``REQUESTED_FIELD``, ``LIST_FIELD``, ``FEED_FIELD``."""


def safe_headers(headers: Iterable[tuple[str, str]]) -> Headers:
    r"""Return *headers* as they may be written: a control character would end a line and could forge a record.

    >>> safe_headers([("X-A\n", "b\r\nWARC-Type: response")])
    (('X-A-', 'b\\r\\nWARC-Type: response'),)
    """
    return tuple((_NOT_IN_NAMES.sub("-", name), escape_controls(value)) for name, value in headers)


def response_headers(headers: Headers, length: int) -> Headers:
    """Return the response headers to archive for a body of *length* bytes.

    The transfer encoding is undone, so Content-Length is that of the body. Cookies are left out.

    >>> response_headers((("Transfer-Encoding", "chunked"), ("Content-Type", "text/html")), 3)
    (('Content-Type', 'text/html'), ('Content-Length', '3'))
    """
    archived = ((name, value) for name, value in headers if name.strip().lower() not in _NOT_ARCHIVED)
    return (*safe_headers(archived), ("Content-Length", str(length)))


def request_headers(headers: Headers) -> Headers:
    """Return the request headers to archive: all but passwords and cookies."""
    return safe_headers((name, value) for name, value in headers if name.strip().lower() not in _CREDENTIALS)
