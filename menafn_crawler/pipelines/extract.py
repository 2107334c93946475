"""Step 1: from the page to the article, in the crawl's own process or in the one beside it."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from menafn_crawler.bounds import READ_SECONDS
from menafn_crawler.extensions.second_process import Second
from menafn_crawler.extract.reader import Answer
from menafn_crawler.fetch import TooSlow, time_bound
from menafn_crawler.items import Article
from menafn_crawler.parse import UnreadablePage
from menafn_crawler.reading import ArticlePage, extract


class Unreadable(DropItem):
    """No layout reads the page."""

    is_article = False
    """True if the page is an article's for certain, so that it is set aside and not asked for again at once."""


class ExtractPipeline:
    """Makes the article of a page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Know whom to ask."""
        self._second = Second.of(self._crawler)

    async def process_item(self, item: ArticlePage) -> Article:
        """The article. Raises Unreadable where no layout reads the page."""
        try:
            read = await self._beside(item)
            if read is not None:
                return read
            with time_bound(READ_SECONDS):
                return extract(item)
        except UnreadablePage as error:
            raise Unreadable(str(error)) from error
        except TooSlow as error:
            unreadable = Unreadable(str(error))
            unreadable.is_article = True
            raise unreadable from error

    async def _beside(self, page: ArticlePage) -> Article | None:
        """What the second process reads; None where that is left to this one. Raises UnreadablePage."""
        if self._second is None:
            return None
        self._second.page_came()
        read: Answer = await self._second.ask(page)
        if read is not None:
            self._crawler.stats.inc_value("menafn/extract/beside")
        if isinstance(read, UnreadablePage):
            raise read
        return read
