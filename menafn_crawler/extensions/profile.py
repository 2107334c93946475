"""Collect the run's profile: what its lists, articles and answers look like (``report.run_profile``)."""

from __future__ import annotations

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from menafn_crawler.extensions.session import Session
from menafn_crawler.normalise import read_date_header
from menafn_crawler.report.run_profile import ProfileCollector


class Profile:
    """The profile of the crawl under way. Spiders add list pages and menus, the store pipeline adds articles."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.collector = ProfileCollector()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        profile = cls(crawler)
        crawler.signals.connect(profile.response_received, signals.response_received)
        return profile

    @classmethod
    def of(cls, crawler: Crawler) -> ProfileCollector:
        """Return the collector of *crawler*."""
        profile = crawler.get_extension(cls)
        assert profile is not None
        return profile.collector

    def response_received(self, response: Response) -> None:
        """Compare the clock with the answer's ``Date`` header. An answer from a cache or an archive says nothing."""
        header = (response.headers.get("Date") or b"").decode("latin-1")
        if not header or "cached" in response.flags:
            return
        if (sent := read_date_header(header)) is not None:
            self.collector.add_clock((Session.of(self._crawler).now() - sent).total_seconds())
