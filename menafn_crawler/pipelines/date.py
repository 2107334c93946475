"""Step 2: a date that the page alone leaves in doubt is decided with what the run and the store know besides."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from menafn_crawler.extensions.session import Session
from menafn_crawler.items import Article
from menafn_crawler.normalise.redate import doubtful, redate
from menafn_crawler.normalise.stale import RepeatedDates
from menafn_crawler.store import articles, dating, duplicates


class DatePipeline:
    """Dates doubtful articles by their neighbours, and knows printed dates that stand on every page.

    Neighbours may be crawled later than the article, so what is in doubt is decided once more when the crawl ends.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._repeated = RepeatedDates()
        self._misled: set[int] = set()
        self._new: list[int] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Begin with the stale dates of earlier runs."""
        with Session.of(self._crawler).database.read() as connection:
            self._repeated = RepeatedDates(dating.known_stale(connection))

    def process_item(self, item: Article) -> Article:
        """The article, its date decided with all that is known now."""
        self._watch(item)
        if not doubtful(item, self._repeated.stale):
            return item
        session = Session.of(self._crawler)
        with session.database.read() as connection:
            neighbours = dating.certain_neighbours(connection, item.article_id)
        return redate(item, neighbours, session.zone, self._repeated.stale)

    def _watch(self, item: Article) -> None:
        known = self._new or [item.article_id]
        self._new = [min(*known, item.article_id), max(*known, item.article_id)]
        printed = {e["raw"] for e in item.date_evidence if e["source"] in ("printed", "footer") and e["raw"]}
        for raw in printed:
            self._misled.update(self._repeated.saw(raw or "", item.article_id))

    def close_spider(self) -> None:
        """Decide once more what was in doubt, now that the neighbours are in the store."""
        if not self._new:
            return
        session = Session.of(self._crawler)
        with session.database.write() as connection:
            duplicates.one_at_a_time(connection)
            dating.remember_stale(connection, self._repeated.stale, session.now_text())
            ids = {*dating.doubtful_ids(connection, self._new[0], self._new[-1]), *self._misled}
            for article in list(articles.iterate_some(connection, sorted(ids), copies=True)):
                neighbours = dating.certain_neighbours(connection, article.article_id)
                decided = redate(article, neighbours, session.zone, self._repeated.stale)
                if decided != article:
                    dating.save_date(connection, decided)
                    duplicates.relate(connection, decided, session.configuration.duplicate_days)
                    self._crawler.stats.inc_value("menafn/date/decided_again")
