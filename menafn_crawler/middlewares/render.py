"""Downloader middleware that renders pages in Splash, by scrapy-splash, and returns them as pages of the site.

A request asks for a browser with ``rendered``. No other module knows which browser it is, so that another one
(scrapy-playwright, say) can replace this file.
"""

from __future__ import annotations

import importlib
import logging
from typing import Any, NoReturn, Self
from urllib.parse import urlsplit

import scrapy.utils.url
import w3lib.url
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import HtmlResponse, Response

from menafn_crawler.configuration import Configuration, SettingError
from menafn_crawler.fetch import Mode, RenderingError, read_rendered_page, splash_arguments, splash_error

logger = logging.getLogger(__name__)

LOOK = "menafn_render"
"""Key of a request's metadata: number of the attempt to render the page, from 1."""
UNANSWERED = 12
"""Requests in a row without a response after which Splash counts as down for the rest of the run."""


class NotRendered(IgnoreRequest):
    """Splash did not render the page; the message says why."""


def render_request(request: Request, look: int = 1) -> Request:
    """Return the request for the page as a browser renders it; *look* is the number of the attempt."""
    return request.replace(meta={**request.meta, LOOK: look})


def render_attempts(request: Request | None) -> int:
    """Return how often the page of *request* has been rendered, this time included; 0 without a browser."""
    return int(request.meta.get(LOOK, 0)) if request is not None else 0


def load_splash() -> Any:
    """Return the middleware class of scrapy-splash. Raises SettingError if the package is not installed."""
    # The name that scrapy-splash 0.11 imports has left Scrapy; it was w3lib's all along.
    vars(scrapy.utils.url).setdefault("canonicalize_url", w3lib.url.canonicalize_url)
    try:
        return importlib.import_module("scrapy_splash").SplashMiddleware
    except ImportError as error:
        raise SettingError(
            f"MENAFN_RENDER needs the package scrapy-splash: pip install scrapy-splash ({error})"
        ) from None


class RenderMiddleware:
    """Sends requests that want a browser to Splash, and returns the site's page instead of Splash's response."""

    def __init__(self, crawler: Crawler) -> None:
        configuration = Configuration.from_settings(crawler.settings)
        self._crawler = crawler
        self._rendering = configuration.rendering
        self._wait = configuration.render_wait
        if self._rendering.mode is Mode.NEVER:
            raise NotConfigured
        self._splash = load_splash().from_crawler(crawler)
        self._again = frozenset(map(int, crawler.settings.getlist("RETRY_HTTP_CODES")))
        self._unanswered = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured if MENAFN_RENDER is never."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Replace a request that wants a browser by one to Splash. Raises NotRendered once Splash is down."""
        if not render_attempts(request) or request.url == self._rendering.endpoint:
            return None
        if self._unanswered >= UNANSWERED:
            raise NotRendered("Splash does not answer any more")
        request.meta.update(
            splash={
                "splash_url": self._rendering.splash_url,
                "args": splash_arguments(request.url, self._wait, render_attempts(request)),
                "slot_policy": "scrapy_default",
                "dont_process_response": True,
            },
            # Splash asks the site, so this request waits in the site's slot.
            download_slot=urlsplit(request.url).hostname or "",
            # The plain request measured the site's latency; most of this one's time is our own wait.
            autothrottle_dont_adjust_delay=self._rendering.mode is Mode.AUTO,
            dont_redirect=True,
        )
        self._count("asked")
        sent: Request | None = self._splash.process_request(request, self._crawler.spider)
        return sent

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the rendered page, or a response of Splash that is retried. Raises NotRendered for other failures."""
        if request.url != self._rendering.endpoint:
            return response
        self._unanswered = 0
        self._splash.process_response(request, response, self._crawler.spider)
        if response.status in self._again:
            return response
        if response.status != 200:
            self._fail(f"Splash answered {response.status}: {splash_error(response.body)}")
        try:
            shown = read_rendered_page(response.body)
        except RenderingError as error:
            self._fail(str(error))
        self._count("shown")
        address = request.meta["splash"]["args"]["url"]
        headers = {"Content-Type": "text/html; charset=utf-8"}
        body = shown.html.encode("utf-8", "replace")
        return HtmlResponse(address, shown.status, headers, body, request=request, encoding="utf-8")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a request without a response. Raises NotRendered once Splash counts as down."""
        if request.url != self._rendering.endpoint or isinstance(exception, IgnoreRequest):
            return
        self._unanswered += 1
        if self._unanswered == UNANSWERED:
            logger.warning("Splash does not answer (%s): what needs it is left to the next run", exception)
        if self._unanswered >= UNANSWERED:
            self._fail(f"Splash does not answer: {exception}")

    def _fail(self, reason: str) -> NoReturn:
        self._count("failed")
        raise NotRendered(reason)

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"menafn/render/{what}")
