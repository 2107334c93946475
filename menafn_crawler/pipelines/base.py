"""Base of the pipelines that use the crawl's store, clock and statistics."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from menafn_crawler.extensions.session import Session


class Pipeline:
    """A pipeline with the crawler that runs it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    @property
    def _session(self) -> Session:
        return Session.of(self._crawler)

    @property
    def _stats(self) -> StatsCollector:
        return self._crawler.stats
