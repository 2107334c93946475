"""Nothing leaves for another host than the one the site is read from, also after a redirect."""

from __future__ import annotations

import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from menafn_crawler.normalise.addresses import rebase

logger = logging.getLogger(__name__)


class OffSite(IgnoreRequest):
    """The address leads to another host."""


class SameSiteMiddleware:
    """Sends links to the published site to the base that is read instead; refuses every other host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Let a request to the site pass, turn one to the published host round. Raises OffSite for another host."""
        site: str | None = getattr(self._crawler.spider, "site", None)
        if site is None or urlsplit(request.url).netloc.lower() == urlsplit(site).netloc.lower():
            return None
        own = rebase(request.url, site)
        if own is None:
            self._crawler.stats.inc_value("menafn/drop/offsite")
            raise OffSite(f"{request.url} leads away from {site}")
        return request.replace(url=own, dont_filter=True)
