"""Dates that a page alone leaves in doubt, decided with what the run and the store know besides.

Neighbours may come later than the article, so what is in doubt is decided once more at the end.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from menafn_crawler.items import Article
from menafn_crawler.normalise import RepeatedDates, doubtful
from menafn_crawler.normalise.redate import redate
from menafn_crawler.store import articles, dating, duplicates


class Redating:
    """What one run learns of dates: which numbers it met, and which printed dates stand on every page."""

    def __init__(self, connection: Connection, zone: ZoneInfo) -> None:
        """Begin with the stale dates of earlier runs; *zone* is that of the printed times."""
        self._zone = zone
        self._repeated = RepeatedDates(dating.known_stale(connection))
        self._misled: set[int] = set()
        self._numbers: tuple[int, int] | None = None

    @property
    def met_any(self) -> bool:
        """Whether it took note of an article."""
        return self._numbers is not None

    def doubts(self, article: Article) -> bool:
        """Take note of an article; whether its date is in doubt."""
        first, last = self._numbers or (article.article_id, article.article_id)
        self._numbers = min(first, article.article_id), max(last, article.article_id)
        printed = {e["raw"] for e in article.date_evidence if e["source"] in ("printed", "footer") and e["raw"]}
        for raw in printed:
            self._misled.update(self._repeated.saw(raw or "", article.article_id))
        return doubtful(article, self._repeated.stale)

    def decide(self, connection: Connection, article: Article) -> Article:
        """The article with the date that its neighbours in the store and the stale dates leave it."""
        neighbours = dating.certain_neighbours(connection, article.article_id)
        return redate(article, neighbours, self._zone, self._repeated.stale)

    def decide_again(self, connection: Connection, duplicate_days: int, now: str) -> int:
        """Decide once more what was in doubt, and keep the stale dates (UTC text *now*); how many dates changed."""
        if self._numbers is None:
            return 0
        duplicates.one_at_a_time(connection)
        dating.remember_stale(connection, self._repeated.stale, now)
        ids = {*dating.doubtful_ids(connection, *self._numbers), *self._misled}
        changed = 0
        for article in list(articles.iterate_some(connection, sorted(ids), copies=True)):
            decided = self.decide(connection, article)
            if decided != article:
                dating.save_date(connection, decided)
                duplicates.relate(connection, decided, duplicate_days)
                changed += 1
        return changed
