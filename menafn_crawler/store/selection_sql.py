"""The SQL form of ``discover.Selection``: which candidates a run may take, which stored articles it is about."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select

from menafn_crawler.discover import Selection, run_key
from menafn_crawler.store.crawl_state import State, due, free, in_progress
from menafn_crawler.store.meta_values import read_value, write_value
from menafn_crawler.store.runs import leasing
from menafn_crawler.store.schema import articles, candidates, runs, shown
from menafn_crawler.store.upsert import insert_new_tuples

EVERY_LIST = Selection()
_FORGOTTEN = "run_lists_forgotten_to"
"""Key in ``meta``."""


def of_queue(selection: Selection) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a candidate has to meet. Unknown dates are in every span."""
    c = candidates.c
    yield from of_any(selection, c.article_id)
    if selection.since is not None:
        yield or_(c.published_last.is_(None), c.published_last >= selection.since)
    if selection.until is not None:
        yield or_(c.published_first.is_(None), c.published_first <= selection.until)


def of_any(selection: Selection, article_id: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that need no date."""
    if selection.lists is not None:
        keys = sorted(selection.lists)
        yield exists(select(1).where(shown.c.article_id == article_id, shown.c.list_key.in_(keys)))
    if selection.ids:
        yield or_(*(article_id.between(some.start, some.stop - 1) for some in selection.ids))


def of_articles(selection: Selection, zone: ZoneInfo) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a stored article has to meet. One with a day only is in a span that meets the day."""
    a = articles.c
    yield from of_any(selection, a.article_id)
    day_only = and_(a.published_at.is_(None), a.published_on.is_not(None))
    undated = a.published_on.is_(None)
    if selection.since is not None:
        yield or_(
            a.published_at >= selection.since, undated, and_(day_only, a.published_on >= _day(selection.since, zone))
        )
    if selection.until is not None:
        yield or_(
            a.published_at <= selection.until, undated, and_(day_only, a.published_on <= _day(selection.until, zone))
        )


def _day(instant: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(instant).astimezone(zone).date().isoformat()


def stories(connection: Connection, selection: Selection, zone: ZoneInfo, *, copies: bool = False) -> array[int]:
    """Return the numbers of the selected articles, rising: of each story the one that was first, or all *copies*.

    What came first is judged among the selected, so that a file is the same whatever else the store holds.
    """
    a = articles.c
    chosen = select(a.article_id).where(*of_articles(selection, zone))
    if not copies:
        first = (a.duplicate_of.is_not(None), func.coalesce(a.published_at, a.published_on), a.article_id)
        rank = func.row_number().over(partition_by=func.coalesce(a.duplicate_of, a.article_id), order_by=first)
        ranked = chosen.add_columns(rank.label("rank")).subquery()
        chosen = select(ranked.c.article_id).where(ranked.c.rank == 1)
    rows = connection.execution_options(yield_per=10_000).execute(chosen.order_by("article_id"))
    return array("q", rows.scalars())


def count_others(connection: Connection, selection: Selection) -> int:
    """Return how many open candidates the selection leaves to other runs."""
    c = candidates.c
    open_ = select(func.count()).where(c.state == State.OPEN)
    every = int(connection.execute(open_).scalar_one())
    return every - int(connection.execute(open_.where(*of_queue(selection))).scalar_one())


def count_waiting(connection: Connection, selection: Selection, run_id: int, now: str) -> int:
    """Count the selected candidates that the run has in progress, or may still take at *now* (UTC text)."""
    mine = or_(in_progress(run_id), and_(due(now), free(run_id, leasing(connection, now, run_id))))
    waiting = select(func.count()).where(candidates.c.state == State.OPEN, mine, *of_queue(selection))
    return int(connection.execute(waiting).scalar_one())


def note(connection: Connection, list_key: str, ids: Iterable[int]) -> None:
    """Note that a list, a feed, a file or a run showed articles."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        there = select(shown.c.article_id).where(shown.c.list_key == list_key, shown.c.article_id.in_(some))
        known = set(connection.execute(there).scalars())
        insert_new_tuples(connection, shown, [(list_key, article_id) for article_id in some if article_id not in known])


def any_shown(connection: Connection, list_key: str) -> bool:
    """Return True if the store says of any article that the list showed it."""
    return bool(connection.execute(select(exists().where(shown.c.list_key == list_key))).scalar_one())


def copy_listings(connection: Connection, origin: int, article_id: int) -> None:
    """Note that every list that showed *origin* showed another article: the site led from one to the other."""
    keys = connection.execute(select(shown.c.list_key).where(shown.c.article_id == origin)).scalars().all()
    for key in keys:
        note(connection, key, [article_id])


def forget(connection: Connection, list_keys: Sequence[str]) -> None:
    """Forget what lists showed."""
    for start in range(0, len(list_keys), 500):
        connection.execute(delete(shown).where(shown.c.list_key.in_(list_keys[start : start + 500])))


def forget_ended_runs(connection: Connection, run_id: int, now: str) -> None:
    """Forget what the lists of earlier runs showed, but for those that are alive at *now* (UTC text).

    ``meta`` holds the run up to which that is done, so that the cost does not grow with the number of runs.
    """
    done = int(read_value(connection, _FORGOTTEN) or 0)
    alive = leasing(connection, now, run_id)
    ended = select(runs.c.run_id).where(runs.c.run_id > done, runs.c.run_id < run_id, runs.c.run_id.not_in(alive))
    forget(connection, [run_key(ended_id) for ended_id in connection.execute(ended).scalars()])
    write_value(connection, _FORGOTTEN, str(max(done, min([run_id, *alive]) - 1)))
