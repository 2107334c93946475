"""Step 4: the article, what it says the same as, and the end of its candidate, in one transaction."""

from __future__ import annotations

from collections import Counter
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from menafn_crawler.extensions.archive import Archive
from menafn_crawler.extensions.profile import Profile
from menafn_crawler.extensions.second_process import Second
from menafn_crawler.extensions.session import Session
from menafn_crawler.items import Article
from menafn_crawler.parse import FALLBACK
from menafn_crawler.store import Keep, Keeper, Kept, articles

SOME_WORDS = 30
"""Words below which a text is a caption or the remains of a page."""


class Unchanged(DropItem):
    """A known article was looked at again, and nothing has changed."""


class StorePipeline:
    """Stores the article; what it passes on is the article as the store knows it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._said: Counter[str] = Counter()
        """How many pages said what."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Know who stores."""
        session = Session.of(self._crawler)
        self._keeper = Keeper(session.database, session.configuration.duplicate_days)
        self._second = Second.of(self._crawler)

    async def process_item(self, item: Article) -> Article:
        """The stored article, with its sections and relations. Raises Unchanged for one that is known as it is."""
        self._count(item)
        kept = await self._keep(Keep(item, Archive.captures(self._crawler, item.article_id)))
        stored, change = kept.article, kept.change
        stats = self._crawler.stats
        if change is articles.Change.UNCHANGED:
            stats.inc_value("menafn/article/unchanged")
            raise Unchanged(f"article {item.article_id} says what it said before")
        stats.inc_value("menafn/article/stored" if change is articles.Change.NEW else f"menafn/article/{change}")
        stats.inc_value(f"menafn/extraction/{stored.extraction}")
        stats.inc_value(f"menafn/date/{stored.date_source or 'none'}")
        return stored

    async def _keep(self, keep: Keep) -> Kept:
        """Store it beside the crawl, else here. Raises StoreError when the database fails."""
        if self._second is None or not self._second.free:
            return self._keeper.keep(keep)
        kept: Kept | None = await self._second.ask(keep)
        if kept is not None:
            self._crawler.stats.inc_value("menafn/store/beside")
            return kept
        return self._keeper.kept(keep) or self._keeper.keep(keep)  # it may have ended between the two

    def _count(self, item: Article) -> None:
        """Count what the page said: the gate compares it with earlier runs (see ``report.quality_gate``)."""
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
        self._said.update(name for name, said in found.items() if said)

    def close_spider(self) -> None:
        """Give the counts to the statistics: page by page, that would cost more than the counting."""
        for name, count in self._said.items():
            self._crawler.stats.inc_value(f"menafn/page/{name}", count)
