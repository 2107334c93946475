"""Step 5: copies go no further, unless they are asked for. They stay in the store, marked."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from menafn_crawler.extensions.session import Session
from menafn_crawler.items import Article


class Copy(DropItem):
    """Another article said it first."""


class DeduplicatePipeline:
    """Drops copies from what the run gives out."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """Return the article. Raises Copy if another one said it first."""
        if item.duplicate_of is None:
            return item
        self._crawler.stats.inc_value(f"menafn/drop/duplicate/{item.duplicate_kind}")
        session = Session.of(self._crawler)
        if session.configuration.keep_duplicates:
            return item
        session.dropped_copies.add(item.article_id)
        raise Copy(f"article {item.article_id} says what {item.duplicate_of} said first ({item.duplicate_kind})")
