"""A store that fails is told in one line; Scrapy would print a page for every article under way."""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler

from menafn_crawler.store import StoreError

LOGGERS = ("scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal")
"""Where Scrapy tells of errors in callbacks, pipelines and signal handlers."""


class PlainErrors(logging.Filter):
    """Keeps the tracebacks of failures of the store out of the log: they say nothing that the message does not."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        plain = cls()
        for name in LOGGERS:
            logging.getLogger(name).addFilter(plain)
        return plain

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is shown: not one of a failed store, which ends the crawl with a line of its own."""
        return record.exc_info is None or not isinstance(record.exc_info[1], StoreError)
