"""Refreshes the data set's files at the end of a crawl that changed something."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from menafn_crawler.export.dataset import export
from menafn_crawler.extensions.session import Session

logger = logging.getLogger(__name__)

CHANGES = ("menafn/article/stored", "menafn/section/added")
"""Counters of what changes the data set."""


class Exports:
    """Writes the files of ``MENAFN_EXPORTS`` under the data directory."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        exports = cls(crawler)
        crawler.signals.connect(exports.spider_closed, signals.spider_closed)
        return exports

    def spider_closed(self, spider: Spider) -> None:
        """Refresh what is out of date or missing."""
        session = Session.of(self._crawler)
        configuration = session.configuration
        changed = any(self._crawler.stats.get_value(name) for name in CHANGES)
        for name in configuration.exports:
            path = configuration.data_dir / name
            if changed or not path.exists():
                written = export(session.database, path, copies=configuration.keep_duplicates)
                logger.info("%d articles in %s", written, path)
