"""Base of the pipelines that use the crawl's store, clock and statistics."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from menafn_crawler.bounds import printable
from menafn_crawler.extensions.session import Session
from menafn_crawler.fetch import Fault
from menafn_crawler.store import StoreError

logger = logging.getLogger(__name__)


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

    @contextmanager
    def _last_writing(self) -> Iterator[None]:
        """Log a store that fails in the block and let the run end with 3.

        An error would keep Scrapy from closing the other pipelines. The next run writes what is missing.
        """
        try:
            yield
        except StoreError as error:
            reason = f"the store failed when the run ended: {printable(error)}"
            self._session.fault = self._session.fault or Fault(reason)
            self._session.finishes_articles = False
            logger.error("%s", reason)  # noqa: TRY400
