"""Step 1: from the page to the article, in the crawl's own process or in one beside it."""

from __future__ import annotations

import os
import time
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from menafn_crawler.extensions.session import Session
from menafn_crawler.extract.beside import Pace, SecondProcess
from menafn_crawler.extract.page import ArticlePage, extract
from menafn_crawler.items import Article
from menafn_crawler.parse.page import UnreadablePage


class Unreadable(DropItem):
    """No layout reads the page."""


class ExtractPipeline:
    """Makes the article of a page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pace = Pace()
        self._second: SecondProcess | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def open_spider(self) -> None:
        """A machine with one core has none for a second process."""
        configuration = Session.of(self._crawler).configuration
        self._may_start = configuration.second_process and len(os.sched_getaffinity(0)) > 1

    async def process_item(self, item: ArticlePage) -> Article:
        """The article. Raises Unreadable where no layout reads the page."""
        if self._may_start and self._pace.fast(time.monotonic()):
            self._may_start = False
            self._second = SecondProcess()
        try:
            if self._second is None or self._second.busy:
                return extract(item)
            self._crawler.stats.inc_value("menafn/extract/beside")
            return await self._second.extract(item)
        except UnreadablePage as error:
            raise Unreadable(str(error)) from error

    async def close_spider(self) -> None:
        """End the second process."""
        if self._second is not None:
            await self._second.close()
