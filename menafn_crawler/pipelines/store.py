"""Step 4: store the article, its captures and the state of its candidate in one transaction with a few others."""

from __future__ import annotations

from collections import Counter

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from menafn_crawler.extensions.archive import Archive
from menafn_crawler.extensions.profile import Profile
from menafn_crawler.items import Article
from menafn_crawler.parse import FALLBACK
from menafn_crawler.pipelines.base import Pipeline
from menafn_crawler.pipelines.group import Group
from menafn_crawler.store import GROUP, Change, Writer, WriteRequest, WriteResult

SOME_WORDS = 30
"""Words below which a text is a caption or the remains of a page."""


class Unchanged(DropItem):
    """A known article was looked at again, and nothing has changed."""


class StorePipeline(Pipeline):
    """Collects articles into groups and stores each group; passes on each article as the store has it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pages: Counter[str] = Counter()
        """How many pages had what."""

    def open_spider(self) -> None:
        """Get the writer ready."""
        session = self._session
        writer = Writer(session.database, session.configuration.duplicate_days)
        self._group: Group[WriteRequest, WriteResult] = Group(GROUP, writer.write)

    async def process_item(self, item: Article) -> Article:
        """Return the stored article, with its sections and relations, once its group is stored.

        Raises Unchanged for an article that is known as it is, StoreError when the database fails.
        """
        self._count(item)
        result = await self._group.add(WriteRequest(item, Archive.captures(self._crawler, item.article_id)))
        stored, change = result.article, result.change
        stats = self._stats
        if change is Change.UNCHANGED:
            stats.inc_value("menafn/article/unchanged")
            raise Unchanged(f"article {item.article_id} says what it said before")
        stats.inc_value("menafn/article/stored" if change is Change.NEW else f"menafn/article/{change}")
        stats.inc_value(f"menafn/extraction/{stored.extraction}")
        stats.inc_value(f"menafn/date/{stored.date_source or 'none'}")
        return stored

    def _count(self, item: Article) -> None:
        """Count what the page had: the quality gate compares it with earlier runs (see ``report.quality_gate``)."""
        Profile.of(self._crawler).add_article(item)
        found = {
            "all": True,
            "provider": item.provider is not None,
            "published_at": item.published_at is not None,
            "wire_id": item.wire_id is not None,
            "text": item.word_count >= SOME_WORDS,
            "anchors": item.extraction == FALLBACK,
            "date_conflict": item.date_conflict,
        }
        self._pages.update(name for name, has in found.items() if has)

    def close_spider(self) -> None:
        """Give the counts to the statistics: page by page, that would cost more than the counting."""
        for name, count in self._pages.items():
            self._stats.inc_value(f"menafn/page/{name}", count)
