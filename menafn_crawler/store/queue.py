"""The queue of candidates: remembered when a list shows them, taken by runs until stored, gone or set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, func, or_, select, union_all, update

from menafn_crawler.discover import Selection
from menafn_crawler.items import Candidate
from menafn_crawler.store import feed_dates
from menafn_crawler.store.changes import change_number, has_lock, lock_articles, touch
from menafn_crawler.store.crawl_state import State, due, free, in_progress
from menafn_crawler.store.runs import leasing
from menafn_crawler.store.schema import articles, candidates, sightings
from menafn_crawler.store.selection_sql import EVERY_LIST, of_any, of_queue
from menafn_crawler.store.upsert import insert_new

_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_STATES = select(candidates.c.article_id, candidates.c.state, candidates.c.guessed, candidates.c.next_try_at).where(
    candidates.c.article_id.in_(_IDS)
)
_SHOWN = select(sightings.c.article_id, sightings.c.section).where(sightings.c.article_id.in_(_IDS))
_PROVE = (
    update(candidates)
    .where(candidates.c.article_id == bindparam("key"))
    .values(guessed=None, url=bindparam("address"), state=State.OPEN, gone_looks=0, next_try_at=None)
)
_REOPEN = (
    update(candidates)
    .where(candidates.c.article_id == bindparam("key"), candidates.c.state == State.GONE)
    .values(state=State.OPEN, next_try_at=None)
)


@dataclass(frozen=True, slots=True)
class Task:
    """A candidate that a run has taken: its URL, and when a list first showed it (UTC text)."""

    article_id: int
    url: str
    first_seen_at: str
    known: bool = False
    """True if the article is stored and fetched again."""
    guessed: bool = False
    """True if no list has shown it: only its id was guessed."""
    feed_dates: tuple[str, ...] = ()
    """Dates that feeds gave it, as written."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Counts of what ``remember`` did."""

    new: int
    """Articles never seen before."""
    reopened: int
    """Articles that were believed gone and are open again."""
    newly_in_section: int
    stored: int
    """Articles of the list that the data set has."""

    @property
    def to_fetch(self) -> int:
        """Number of articles that became open."""
        return self.new + self.reopened


def remember(connection: Connection, listed: Sequence[Candidate], now: str) -> Remembered:
    """Remember what a list shows. The first address that has a slug is kept.

    A number that was only guessed is new, also where the site had none for it then. An article that is gone is open
    again where a list still shows it a day after the site said so, and closes at the next such answer: a link that
    stays dead costs one request a day. What was set aside stays so, since its page would only come again.
    """
    ids = {"ids": [candidate.article_id for candidate in listed]}
    there = {row.article_id: row for row in connection.execute(_STATES, ids)}
    seen = {(c.article_id, c.section) for c in listed if c.section is not None}
    unseen = sorted(seen - {(row.article_id, row.section) for row in connection.execute(_SHOWN, ids)})
    if not has_lock(connection) and any(article_id in there for article_id, _ in unseen):
        lock_articles(connection)  # one that is stored just now would show its new section without a change number
        there = {row.article_id: row for row in connection.execute(_STATES, ids)}
    unproven = {i for i, row in there.items() if row.guessed and row.state in (State.OPEN, State.GONE)}
    known = {i: row.state for i, row in there.items() if i not in unproven}
    back = sorted(i for i in known if there[i].state == State.GONE and (there[i].next_try_at or "") <= now)
    new = {c.article_id: c for c in reversed(listed) if c.article_id not in known}
    insert_new(connection, candidates, [_row(new[number], now) for number in sorted(new)])
    for article_id in sorted(unproven):
        connection.execute(_PROVE, {"key": article_id, "address": new[article_id].url})
    for article_id in back:
        connection.execute(_REOPEN, {"key": article_id})
    newly_in_section = [article_id for article_id, _ in unseen if known.get(article_id) == State.STORED]
    touch(connection, newly_in_section)
    shown = {"first_seen_at": now, "changed": change_number(connection) if unseen else 0}
    insert_new(connection, sightings, [{"article_id": i, "section": section, **shown} for i, section in unseen])
    return Remembered(
        len(new), len(back), len(newly_in_section), sum(state == State.STORED for state in known.values())
    )


def remember_unlisted(connection: Connection, found: Sequence[tuple[Candidate, str]]) -> None:
    """Remember candidates that no list has shown, each with its UTC text of discovery; known ones stay as they are."""
    rows = [_row(candidate, at) for candidate, at in found]
    insert_new(connection, candidates, sorted(rows, key=lambda row: row["article_id"]))


def _row(candidate: Candidate, now: str) -> dict[str, Any]:
    return {
        "article_id": candidate.article_id,
        "url": candidate.url,
        "first_seen_at": now,
        "state": State.OPEN,
        "attempts": 0,
        "gone_looks": 0,
    }


def ask_again(connection: Connection, run_id: int, ids: Sequence[int], now: str) -> set[int]:
    """Open again those of *ids*, named by the user, that are set aside or gone and that the run may take.

    The run asks for each once, and its state comes back if nothing has changed. Guessed ids without an article stay
    closed.
    """
    c = candidates.c
    closed = or_(c.state == State.ASIDE, and_(c.state == State.GONE, c.guessed.is_not(True)))
    named = update(candidates).where(c.article_id.in_(ids), closed, free(run_id, leasing(connection, now, run_id)))
    opened = named.values(state=State.OPEN, next_try_at=None).returning(c.article_id)
    return set(connection.execute(opened).scalars())


def take(
    connection: Connection,
    run_id: int,
    count: int,
    now: str,
    selection: Selection = EVERY_LIST,
    *,
    newest_since: str | None = None,
) -> list[Task]:
    """Take up to *count* selected open candidates for this run, in the order of their listing; each once per run.

    *newest_since*: the articles first listed since this UTC instant come first, by falling id, whichever list showed
    them; then those listed before, the last listed first. So today's articles wait for no backlog and no flooded list.
    Candidates that a killed run took without an outcome come last: one of them may have ended that run.
    """
    c = candidates.c
    ended_well = or_(c.taken_by.is_(None), c.answered_to == c.taken_by)
    unanswered = and_(c.taken_by.is_not(None), or_(c.answered_to.is_(None), c.answered_to != c.taken_by))
    wanted = (due(now), free(run_id, leasing(connection, now, run_id)), *of_queue(selection))
    order = _OLDEST if newest_since is None else _NEWEST
    tasks: list[Task] = []
    if newest_since is not None:
        tasks += _take(
            connection, run_id, count, (c.article_id.desc(),), *wanted, ended_well, c.first_seen_at >= newest_since
        )
    for conditions in (ended_well, unanswered):
        if len(tasks) < count:
            tasks += _take(connection, run_id, count - len(tasks), order, *wanted, conditions)
    return tasks


_OLDEST = (candidates.c.first_seen_at, candidates.c.article_id)
_NEWEST = (candidates.c.first_seen_at.desc(), candidates.c.article_id.desc())


def _take(
    connection: Connection,
    run_id: int,
    count: int,
    order: Sequence[ColumnElement[Any]],
    *conditions: ColumnElement[bool],
) -> list[Task]:
    c = candidates.c
    wanted = (
        select(c.article_id, c.url, c.first_seen_at, c.guessed)
        .where(*conditions)
        .order_by(*order)
        .limit(count)
        .with_for_update(key_share=True, skip_locked=True)  # two workers that take at once take different ones
    )
    rows = connection.execute(wanted)
    tasks = [Task(row.article_id, row.url, row.first_seen_at, guessed=bool(row.guessed)) for row in rows]
    return _taken(connection, run_id, tasks)


def count_elsewhere(connection: Connection, run_id: int, now: str, selection: Selection = EVERY_LIST) -> int:
    """Count the selected open candidates that other living runs have in progress."""
    others = leasing(connection, now, run_id)
    if not others:
        return 0
    c = candidates.c
    held = select(func.count()).where(c.state == State.OPEN, in_progress(*others), *of_queue(selection))
    return int(connection.execute(held).scalar_one())


def count_missed(connection: Connection, selection: Selection) -> int:
    """Count the selected candidates that are open although the site has not said that they are gone."""
    c = candidates.c
    missed = select(func.count()).where(c.state == State.OPEN, c.gone_looks == 0, *of_queue(selection))
    return int(connection.execute(missed).scalar_one())


def take_known(
    connection: Connection,
    run_id: int,
    count: int,
    now: str,
    since: str,
    until: str,
    selection: Selection = EVERY_LIST,
) -> list[Task]:
    """Take up to *count* selected stored articles for another look, by rising id; each once per run.

    Those published on the day *since* or later that were not fetched after *until*, the run's start (UTC text). An
    undated article counts as published when a list first showed it. The cost depends on what is in the span, not on
    the store: ids come from the index by day, and rows are looked up until *count* are found.
    """
    c, a = candidates.c, articles.c
    dated = select(a.article_id).where(a.published_on >= since)
    undated = select(a.article_id).where(a.published_on.is_(None))
    wanted = (
        select(c.article_id, c.url, c.first_seen_at)
        .join_from(candidates, articles, a.article_id == c.article_id)
        .where(
            c.article_id.in_(union_all(dated, undated)),
            free(run_id, leasing(connection, now, run_id)),
            *of_any(selection, a.article_id),
            a.fetched_at <= until,
            or_(a.published_on.is_not(None), c.first_seen_at >= since),
        )
        .order_by(c.article_id)
        .limit(count)
        .with_for_update(of=candidates, key_share=True, skip_locked=True)
    )
    return _taken(connection, run_id, [Task(*row, known=True) for row in connection.execute(wanted)])


def _taken(connection: Connection, run_id: int, tasks: Sequence[Task]) -> list[Task]:
    """Mark the tasks as taken by this run, count the attempt, and return them with their feed dates."""
    if not tasks:
        return []
    ids = [task.article_id for task in tasks]
    taken = update(candidates).where(candidates.c.article_id.in_(ids))
    connection.execute(taken.values(taken_by=run_id, attempts=candidates.c.attempts + 1))  # before it can end the run
    dates = feed_dates.of_articles(connection, ids)
    return [replace(task, feed_dates=dates.get(task.article_id, ())) for task in tasks]
