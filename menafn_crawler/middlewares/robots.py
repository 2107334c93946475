"""Obey robots.txt by RFC 9309: read before anything else; unreachable forbids everything; Crawl-delay is honoured."""

from __future__ import annotations

import asyncio
import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from menafn_crawler.bounds import ROBOTS_SECONDS, printable
from menafn_crawler.fetch import RobotsRules, RobotsUnreachable, read_robots
from menafn_crawler.middlewares.same_site import ROBOTS

logger = logging.getLogger(__name__)

_ENCODINGS = "menafn_robots_encodings"
"""Key of the meta data of a request for robots.txt: the Content-Encoding of the undecoded answer."""
_PRIORITY = 1_000


class RobotsMiddleware:
    """Fetches robots.txt once per host, before the first request, and refuses what it forbids."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self._rules: dict[str, asyncio.Future[RobotsRules | RobotsUnreachable]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured with ROBOTSTXT_OBEY off."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass that robots.txt allows. Raises IgnoreRequest for others."""
        if request.meta.get("dont_obey_robotstxt") or urlsplit(request.url).scheme not in ("http", "https"):
            return
        rules = await self.rules(request.url)
        if isinstance(rules, RobotsUnreachable):
            raise IgnoreRequest(f"robots.txt could not be read: {rules}")
        if not rules.allows(request.url):
            self._crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest("Forbidden by robots.txt")

    async def rules(self, url: str) -> RobotsRules | RobotsUnreachable:
        """Return the rules of the host of *url*; whoever asks meanwhile waits for the same answer."""
        parts = urlsplit(url)
        if parts.netloc not in self._rules:
            self._rules[parts.netloc] = asyncio.ensure_future(self._fetch(f"{parts.scheme}://{parts.netloc}{ROBOTS}"))
        return await asyncio.shield(self._rules[parts.netloc])

    async def _fetch(self, address: str) -> RobotsRules | RobotsUnreachable:
        assert self._crawler.engine is not None
        timeout = min(ROBOTS_SECONDS, self._crawler.settings.getfloat("DOWNLOAD_TIMEOUT") or ROBOTS_SECONDS)
        request = Request(
            address,
            headers={"Accept-Encoding": "gzip"},
            priority=_PRIORITY,
            meta={"dont_obey_robotstxt": True, "download_timeout": timeout, "max_retry_times": 1, _ENCODINGS: ""},
            callback=NO_CALLBACK,
        )
        self._crawler.stats.inc_value("robotstxt/request_count")
        try:
            response = await self._crawler.engine.download_async(request)
            encodings = response.request.meta[_ENCODINGS] if response.request is not None else ""
            self._crawler.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
            rules = read_robots(response.status, response.body, encodings, self._agent)
        except RobotsUnreachable as unreachable:
            return unreachable
        except Exception as error:  # noqa: BLE001 - whatever keeps robots.txt from being read forbids everything
            return RobotsUnreachable(printable(error) or type(error).__name__)
        if rules.crawl_delay:
            self._slow_down(urlsplit(address).hostname or "", rules.crawl_delay)
        return rules

    def _slow_down(self, host: str, delay: float) -> None:
        """Keep *delay* seconds between requests to *host*, also where AutoThrottle would ask sooner."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        delay = max(delay, self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        logger.info("robots.txt of %s asks for %g s between requests", printable(host), delay)
        throttle = self._crawler.get_extension(AutoThrottle)
        if throttle is not None and hasattr(throttle, "mindelay"):
            throttle.mindelay = max(throttle.mindelay, delay)
            throttle.maxdelay = max(throttle.maxdelay, delay)
        downloader.per_slot_settings[host] = {"delay": delay, "jitter": 0}
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, delay)
            slot.jitter = 0  # random delays may be half as long as the site asks for


class RobotsEncodingMiddleware:
    """Keeps robots.txt undecoded: Scrapy reads a damaged gzip as far as it goes, and rules would be missing."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Take the Content-Encoding off an answer to the request for robots.txt."""
        if _ENCODINGS not in request.meta:
            return response
        encodings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        request.meta[_ENCODINGS] = encodings
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        return response.replace(headers=headers)
