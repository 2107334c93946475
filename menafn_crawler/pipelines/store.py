"""Step 4: the article, what it says the same as, and the end of its candidate, in one transaction."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from menafn_crawler.extensions.archive import Archive
from menafn_crawler.extensions.session import Session
from menafn_crawler.items import Article
from menafn_crawler.store import articles


class Unchanged(DropItem):
    """A known article was looked at again, and nothing has changed."""


class StorePipeline:
    """Stores the article; what it passes on is the article as the store knows it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """The stored article, with its sections and relations. Raises Unchanged for one that is known as it is."""
        session = Session.of(self._crawler)
        with session.database.write() as connection:
            stored, change = articles.save(connection, item, session.configuration.duplicate_days)
            Archive.note(self._crawler, connection, item.article_id)
        stats = self._crawler.stats
        if change is articles.Change.UNCHANGED:
            stats.inc_value("menafn/article/unchanged")
            raise Unchanged(f"article {item.article_id} says what it said before")
        stats.inc_value("menafn/article/stored" if change is articles.Change.NEW else f"menafn/article/{change}")
        stats.inc_value(f"menafn/extraction/{stored.extraction}")
        stats.inc_value(f"menafn/date/{stored.date_source or 'none'}")
        return stored
