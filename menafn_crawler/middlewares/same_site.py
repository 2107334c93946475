"""Refuse requests to other hosts than the site's, also after a redirect."""

from __future__ import annotations

import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from menafn_crawler.fetch import read_rendering
from menafn_crawler.normalise import rebase

logger = logging.getLogger(__name__)


ROBOTS = "/robots.txt"


class OffSite(IgnoreRequest):
    """The address leads to another host."""


class SameSiteMiddleware:
    """Redirect requests for menafn.com to the base address of this run, and refuse every other host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._splash = read_rendering(
            crawler.settings.get("MENAFN_RENDER"), crawler.settings.get("SPLASH_URL")
        ).endpoint

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Pass a request to the base; send one for menafn.com there. Raises OffSite for another host."""
        site: str | None = getattr(self._crawler.spider, "site", None)
        if site is None or _is_below(request.url, site):
            return None
        if "splash" in request.meta and request.url == self._splash:
            return None  # the site is asked through it; see middlewares/render.py
        own = rebase(request.url, site)
        if own is None:
            self._crawler.stats.inc_value("menafn/drop/offsite")
            raise OffSite(f"{request.url} leads away from {site}")
        return request.replace(url=own, dont_filter=True)


def _is_below(address: str, site: str) -> bool:
    """Return True if *address* lies below the base *site*, or is robots.txt of its host.

    >>> _is_below("http://127.0.0.1:8000/mirror/1109547045/Slug", "http://127.0.0.1:8000/mirror")
    True
    >>> _is_below("http://127.0.0.1:8000/1109547045/Slug", "http://127.0.0.1:8000/mirror")
    False
    """
    url, base = urlsplit(address), urlsplit(site)
    if url.netloc.lower() != base.netloc.lower():
        return False
    return url.path == ROBOTS or f"{url.path}/".startswith(f"{base.path.rstrip('/')}/")
