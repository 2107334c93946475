"""Choose the dates of articles again with what one page alone cannot say: neighbours, constant dates, feeds.

Neighbours may be fetched later than an article, so dates in doubt are chosen once more when a run ends.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from menafn_crawler.items import Article
from menafn_crawler.normalise import ConstantDates, is_doubtful
from menafn_crawler.normalise.redate import redate
from menafn_crawler.store import articles, date_queries, duplicates, feed_dates


class Redating:
    """What one run learns about dates: the range of ids it met, and printed dates that are the same on every page."""

    def __init__(self, connection: Connection, zone: ZoneInfo) -> None:
        """Start with the constant dates of earlier runs; *zone* is the zone of printed times."""
        self._zone = zone
        self._constant = ConstantDates(date_queries.known_stale(connection))
        self._misled: set[int] = set()
        self._ids: tuple[int, int] | None = None

    @property
    def met_any(self) -> bool:
        """Return True if the run met an article."""
        return self._ids is not None

    def doubts(self, article: Article) -> bool:
        """Note an article; return True if its date is in doubt."""
        first, last = self._ids or (article.article_id, article.article_id)
        self._ids = min(first, article.article_id), max(last, article.article_id)
        printed = {e["raw"] for e in article.date_evidence if e["source"] in ("printed", "footer") and e["raw"]}
        for raw in printed:
            self._misled.update(self._constant.saw(raw or "", article.article_id))
        return is_doubtful(article, self._constant.stale)

    def decide(self, connection: Connection, article: Article) -> Article:
        """Return the article with its date chosen among its evidence, stored neighbours and constant dates."""
        neighbours = date_queries.certain_neighbours(connection, article.article_id)
        return redate(article, neighbours, self._zone, self._constant.stale)

    def decide_again(self, connection: Connection, duplicate_days: int, now: str) -> int:
        """Choose dates in doubt once more, store the constant dates (*now*: UTC text); return how many dates changed.

        Other workers wait until the transaction ends, so a date is chosen with all that is stored.
        """
        if self._ids is None:
            return 0
        duplicates.one_at_a_time(connection)
        date_queries.remember_stale(connection, self._constant.stale, now)
        ids = {*date_queries.doubtful_ids(connection, *self._ids), *self._misled}
        changed = 0
        for article in list(articles.iterate_some(connection, sorted(ids), copies=True)):
            decided = self.decide(connection, article)
            if decided != article:
                _save(connection, decided, duplicate_days)
                changed += 1
        return changed


def apply_feed_dates(connection: Connection, ids: Sequence[int], zone: ZoneInfo, duplicate_days: int) -> int:
    """Choose the dates of stored articles among *ids* again with what feeds say of them; return how many changed.

    The record becomes the same as if the feed had been known when the page was read.
    """
    duplicates.one_at_a_time(connection)
    said = feed_dates.of_articles(connection, ids)
    stale = date_queries.known_stale(connection) if said else frozenset()
    unaware = 0
    for article in list(articles.iterate_some(connection, list(said), copies=True)):
        decided = with_feed_dates(connection, article, said[article.article_id], zone, stale)
        if decided is not article:
            unaware += 1
            _save(connection, decided, duplicate_days)
    return unaware


def with_feed_dates(
    connection: Connection, article: Article, raws: Sequence[str], zone: ZoneInfo, stale: Collection[str]
) -> Article:
    """Return the article dated with the feed dates *raws* (as written); the same object if it has all of them."""
    known = {said["raw"] for said in article.date_evidence if said["source"] == "feed"}
    new = [raw for raw in raws if raw not in known]
    if not new:
        return article
    said = [{"source": "feed", "raw": raw, "value": None, "verdict": "unreadable"} for raw in new]
    asked = replace(article, date_evidence=(*article.date_evidence, *said))
    decided = redate(asked, (), zone, stale)
    if is_doubtful(decided):
        decided = redate(asked, date_queries.certain_neighbours(connection, article.article_id), zone, stale)
    return decided


def _save(connection: Connection, decided: Article, duplicate_days: int) -> None:
    """Store a changed date; the article's relations to other articles depend on it."""
    date_queries.save_date(connection, decided)
    duplicates.relate(connection, decided, duplicate_days)
