"""Pass a cookie wall: a site that answers its first request with a cookie alone is asked again with that cookie.

Cookies are off otherwise; nothing else is kept of what a site sets.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Self
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from menafn_crawler.bounds import COOKIE_BYTES
from menafn_crawler.extensions.profile import Profile

logger = logging.getLogger(__name__)

_ARTICLE_LINK = re.compile(rb"href\s{0,3}=\s{0,3}[\"']?[^\"'\s<>]{0,200}/\d{6,12}/")
_RELOADS = re.compile(rb"location\.(?:reload|replace|href)|document\.cookie|http-equiv=[\"']?refresh", re.IGNORECASE)
_LINK = re.compile(rb"<a\s", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class _Gate:
    """State that both middlewares of one crawl share."""

    cookie: bytes | None = None
    passed: bool = False
    """True after the first answer that is no cookie wall."""


_GATES: WeakKeyDictionary[Crawler, _Gate] = WeakKeyDictionary()


class CookieWallMiddleware:
    """Ask again with the cookie that a page without article links set; then send it with every request."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._gate = _GATES.setdefault(crawler, _Gate())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Send the cookie of the wall."""
        if self._gate.cookie is not None:
            request.headers.setdefault("Cookie", self._gate.cookie)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Return the request again if the answer is a cookie wall that was met without its cookie."""
        if request.url.endswith("/robots.txt"):
            return response
        cookie = None if request.meta.get("cookie_wall") else _cookie_header(response)
        if cookie is None or not self.is_wall(request, response) or (self._gate.passed and self._gate.cookie is None):
            self._gate.passed = self._gate.passed or response.status not in _REDIRECTS
            return response
        if self._gate.cookie is None:
            logger.warning("the site sets a cookie and asks again; it is sent from now on")
            self._crawler.stats.inc_value("menafn/cookie_wall")
            if (profile := self._crawler.get_extension(Profile)) is not None:
                profile.collector.add_cookie_wall()
        self._gate.cookie = cookie
        again = request.replace(dont_filter=True, meta={**request.meta, "cookie_wall": True})
        again.headers["Cookie"] = cookie
        return again

    def is_wall(self, request: Request, response: Response) -> bool:
        """Return True for a page that links no article, and nothing else or loads itself again."""
        body = response.body
        if response.status not in (200, 401, 403) or _ARTICLE_LINK.search(body):
            return False
        return not _LINK.search(body) or bool(_RELOADS.search(body))


class CookieRedirectMiddleware(CookieWallMiddleware):
    """The same for a redirect to the same address. Runs before Scrapy follows redirects."""

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Check redirects only: bodies are still compressed here."""
        return super().process_response(request, response) if response.status in _REDIRECTS else response

    def is_wall(self, request: Request, response: Response) -> bool:
        """Return True for a redirect to the same address."""
        location = (response.headers.get("Location") or b"").decode("latin-1")
        return bool(response.urljoin(location).partition("?")[0] == request.url.partition("?")[0])


def _cookie_header(response: Response) -> bytes | None:
    """Return the value of a ``Cookie`` header for the cookies that the answer sets; None if it sets none."""
    jar: SimpleCookie = SimpleCookie()
    for header in response.headers.getlist("Set-Cookie"):
        try:
            jar.load(header[:COOKIE_BYTES].decode("latin-1"))
        except CookieError:
            return None
    pairs = "; ".join(f"{name}={morsel.coded_value}" for name, morsel in jar.items())
    return pairs.encode("latin-1") if pairs and len(pairs) <= COOKIE_BYTES else None
