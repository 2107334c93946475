"""Choose the dates of articles again with what one page alone cannot say: neighbours, constant dates, feeds.

Neighbours may be fetched later than an article, so dates in doubt are chosen once more when a run ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from menafn_crawler.items import Article
from menafn_crawler.normalise import (
    TIMED,
    ConstantDates,
    Interval,
    PageClocks,
    at_midnight,
    doubled_instants,
    is_doubtful,
    midnight_is_a_day,
    redate,
    resolve_doubled_hour,
    utc_text,
)
from menafn_crawler.store import articles, date_queries, duplicates, feed_dates
from menafn_crawler.store.changes import has_lock, lock_articles
from menafn_crawler.store.interrupted_runs import articles_to_finish
from menafn_crawler.store.writer import Transactions, change_in_steps

_AN_HOUR = timedelta(hours=1)
_RELATED = 32
"""Articles that are related to others at a time."""


_STEP = 50
"""Articles whose dates are chosen again in one transaction."""


class Redating:
    """What one run learns about dates: the range of ids it met, constant dates and clocks on pages."""

    def __init__(self, connection: Connection, zone: ZoneInfo) -> None:
        """Start with the constant dates of earlier runs, and with the articles of a killed one.

        *zone* is the zone of printed times.
        """
        self._zone = zone
        self._constant = ConstantDates(date_queries.known_stale(connection))
        self._clocks = PageClocks()
        self._again: set[int] = set()
        """Articles whose dates are chosen again at the end: in doubt when they came, or misled by a constant."""
        self._clock_ids: set[int] = set()
        self._ids: tuple[int, int] | None = None
        for article in articles.iterate_some(connection, articles_to_finish(connection), copies=True):
            self.doubts(article)

    @property
    def met_any(self) -> bool:
        """Return True if the run met an article."""
        return self._ids is not None

    def doubts(self, article: Article) -> bool:
        """Note an article; return True if its date is in doubt."""
        first, last = self._ids or (article.article_id, article.article_id)
        self._ids = min(first, article.article_id), max(last, article.article_id)
        for raw in _page_texts(article):
            self._again.update(self._constant.saw(raw, article.article_id))
        self._clock_ids.update(self._clocks.saw(article))
        odd = article.article_id in self._clock_ids or at_midnight(article.published_at, self._zone)
        doubtful = odd or is_doubtful(article, self._constant.stale)
        if doubtful:
            self._again.add(article.article_id)
        return doubtful

    def decide(self, connection: Connection, article: Article) -> Article:
        """Return the article with its date chosen among its evidence, stored neighbours and constant dates."""
        neighbours = date_queries.certain_neighbours(connection, article.article_id)
        number = article.article_id
        return redate(
            article,
            neighbours,
            self._zone,
            {*self._constant.stale, *(_page_texts(article) if number in self._clock_ids else ())},
            clocks_ruled_out=number in self._clocks.suspected and self._clocks.are_ruled_out,
            midnight_is_a_day=self._midnight_is_a_day(connection, article),
            interval=self._of_doubled_hour(connection, article),
        )

    def _of_doubled_hour(self, connection: Connection, article: Article) -> Interval | None:
        """Return the instant of an article in a doubled hour if the ids of that night prove it."""
        if article.published_at is None:
            return None
        both = doubled_instants(datetime.fromisoformat(article.published_at), self._zone)
        if both is None:
            return None
        around = (utc_text(both[0] - _AN_HOUR), utc_text(both[1] + _AN_HOUR))
        places = dict(date_queries.times_between(connection, article.article_id, *around))
        places[article.article_id] = both[0]
        resolved = dict(resolve_doubled_hour(places.items(), self._zone))
        proven = resolved.get(article.article_id)
        return Interval(proven, proven, min(resolved), max(resolved)) if proven is not None else None

    def _midnight_is_a_day(self, connection: Connection, article: Article) -> bool:
        if article.provider is None or not at_midnight(article.published_at, self._zone):
            return False
        others = date_queries.provider_times(connection, article)
        if not midnight_is_a_day([(at, was_midnight) for _, at, was_midnight in others], self._zone):
            return False
        self._again.update(number for number, at, _ in others if at_midnight(at, self._zone))
        return True

    def decide_again(self, store: Transactions, duplicate_days: int, now: str) -> int:
        """Choose dates in doubt once more, store the constant dates (*now*: UTC text); return how many dates changed.

        Some articles at a time, each time in a transaction of its own: other workers wait only where a date changes,
        and not for long. What one of them stores meanwhile may decide a date too: that worker chooses again when it
        ends.
        """
        if self._ids is None:
            return 0
        with store.write() as connection:
            ids = sorted({*date_queries.doubtful_ids(connection, *self._ids), *self._again, *self._clock_ids})
            date_queries.remember_stale(connection, self._constant.stale, now)
        return change_in_steps(store, ids, _STEP, partial(self._decide_some, duplicate_days))

    def _decide_some(self, duplicate_days: int, connection: Connection, ids: Sequence[int]) -> int:
        """Choose the dates of *ids*, which rise, once more; return how many changed."""
        if not has_lock(connection):
            first = next(self._redated(connection, ids), None)
            if first is None:
                return 0
            lock_articles(connection)
            ids = [article_id for article_id in ids if article_id >= first.article_id]
        changed = []
        for decided in self._redated(connection, ids):
            date_queries.save_date(connection, decided)  # the next one may be dated by it
            changed.append(decided)
        _relate(connection, changed, duplicate_days)
        return len(changed)

    def _redated(self, connection: Connection, ids: Collection[int]) -> Iterator[Article]:
        """Yield those of *ids* whose date is another one now, with that date."""
        for article in articles.iterate_some(connection, ids, copies=True):  # some at a time: there may be thousands
            decided = self.decide(connection, article)
            if decided != article:
                yield decided


def _page_texts(article: Article) -> set[str]:
    return {e["raw"] for e in article.date_evidence if e["source"] in TIMED and e["raw"]}


def apply_feed_dates(connection: Connection, ids: Sequence[int], zone: ZoneInfo, duplicate_days: int) -> int:
    """Choose the dates of stored articles among *ids* again with what feeds say of them; return how many changed.

    The record becomes the same as if the feed had been known when the page was read.
    """
    lock_articles(connection)
    said = feed_dates.of_articles(connection, ids)
    stale = date_queries.known_stale(connection) if said else frozenset()
    changed = []
    for article in list(articles.iterate_some(connection, list(said), copies=True)):
        decided = with_feed_dates(connection, article, said[article.article_id], zone, stale)
        if decided is not article:
            date_queries.save_date(connection, decided)
            changed.append(decided)
    _relate(connection, changed, duplicate_days)
    return len(changed)


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


def _relate(connection: Connection, changed: Sequence[Article], duplicate_days: int) -> None:
    """Decide again how articles with a new date are related to others, which depends on it."""
    for start in range(0, len(changed), _RELATED):
        duplicates.relate_all(connection, changed[start : start + _RELATED], duplicate_days)
