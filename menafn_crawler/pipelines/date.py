"""Step 2: a date that the page alone leaves in doubt is decided with what the run and the store know besides."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from menafn_crawler.extensions.session import Session
from menafn_crawler.items import Article
from menafn_crawler.store import Redating


class DatePipeline:
    """Dates doubtful articles by their neighbours, and knows printed dates that stand on every page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Begin with what earlier runs learned."""
        session = Session.of(self._crawler)
        with session.database.read() as connection:
            self._redating = Redating(connection, session.zone)

    def process_item(self, item: Article) -> Article:
        """The article, its date decided with all that is known now."""
        if not self._redating.doubts(item):
            return item
        with Session.of(self._crawler).database.read() as connection:
            return self._redating.decide(connection, item)

    def close_spider(self) -> None:
        """Decide once more what was in doubt, now that the neighbours are in the store."""
        if not self._redating.met_any:
            return
        session = Session.of(self._crawler)
        with session.database.write() as connection:
            days = session.configuration.duplicate_days
            changed = self._redating.decide_again(connection, days, session.now_text())
        if changed:
            self._crawler.stats.inc_value("menafn/date/decided_again", changed)
