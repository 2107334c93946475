"""Step 2: choose dates in doubt again with what the run and the store know: neighbours, constants, clocks."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from menafn_crawler.extensions.session import Session
from menafn_crawler.items import Article
from menafn_crawler.store import Redating


class DatePipeline:
    """Choose the date of doubtful articles again; see ``store.Redating``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Load the constant dates that earlier runs found."""
        session = Session.of(self._crawler)
        with session.database.read() as connection:
            self._redating = Redating(connection, session.zone)

    def process_item(self, item: Article) -> Article:
        """Return the article with the date that everything known now gives."""
        if not self._redating.doubts(item):
            return item
        with Session.of(self._crawler).database.read() as connection:
            return self._redating.decide(connection, item)

    def close_spider(self) -> None:
        """Choose dates in doubt once more, now that the neighbours are stored."""
        if not self._redating.met_any:
            return
        session = Session.of(self._crawler)
        with session.database.write() as connection:
            days = session.configuration.duplicate_days
            changed = self._redating.decide_again(connection, days, session.now_text())
        if changed:
            self._crawler.stats.inc_value("menafn/date/decided_again", changed)
