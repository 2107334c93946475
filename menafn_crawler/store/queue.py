"""What is known to exist: remembered when a list shows it, until it is stored, gone, or set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, func, or_, select, update

from menafn_crawler.items import Candidate
from menafn_crawler.store.schema import articles, candidates, sightings
from menafn_crawler.store.upsert import insert_new

LOOKS_UNTIL_GONE = 2
"""Times that the site has to say "no such article", in runs of their own, before it is believed."""


class State(StrEnum):
    """Where a candidate stands."""

    OPEN = "open"
    STORED = "stored"
    GONE = "gone"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Task:
    """A candidate that a run has taken: where to fetch it, and when a list first showed it (UTC text)."""

    article_id: int
    url: str
    first_seen_at: str
    known: bool = False
    """Whether the article is stored, and looked at again."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a run wants, in UTC texts, inclusive; None where it has no bound."""

    since: str | None = None
    until: str | None = None

    def covers(self, first: str | None, last: str | None) -> bool:
        """Whether an article published between *first* and *last* can be wanted; an undated one always is."""
        if first is None or last is None:
            return True
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


EVERYTHING = Span()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a list brought: articles never seen before, and known ones that are new in this section."""

    new: int
    newly_in_section: int
    stored: int
    """Articles of the list that the data set has."""


def remember(connection: Connection, listed: Sequence[Candidate], now: str) -> Remembered:
    """Remember what a list shows. The first address that has a slug is kept."""
    ids = [candidate.article_id for candidate in listed]
    c = candidates.c
    states = select(c.article_id, c.state).where(c.article_id.in_(ids))
    known = {row.article_id: row.state for row in connection.execute(states)}
    new = {c.article_id: c for c in reversed(listed) if c.article_id not in known}
    insert_new(connection, candidates, [_row(candidate, now) for candidate in reversed(new.values())])
    seen = {(c.article_id, c.section) for c in listed if c.section is not None}
    there = select(sightings.c.article_id, sightings.c.section).where(sightings.c.article_id.in_(ids))
    unseen = sorted(seen - {(row.article_id, row.section) for row in connection.execute(there)})
    insert_new(
        connection, sightings, [{"article_id": i, "section": section, "first_seen_at": now} for i, section in unseen]
    )
    newly_in_section = sum(known.get(article_id) == State.STORED for article_id, _ in unseen)
    return Remembered(len(new), newly_in_section, sum(state == State.STORED for state in known.values()))


def _row(candidate: Candidate, now: str) -> dict[str, object]:
    return {
        "article_id": candidate.article_id,
        "url": candidate.url,
        "first_seen_at": now,
        "state": State.OPEN,
        "attempts": 0,
        "gone_looks": 0,
    }


def take(connection: Connection, run_id: int, count: int, now: str, span: Span = EVERYTHING) -> list[Task]:
    """Take up to *count* open candidates for this run, those first that were listed first; each once per run."""
    c = candidates.c
    wanted = (
        select(c.article_id, c.url, c.first_seen_at)
        .where(_due(now), _not_taken(run_id), *_within(span))
        .order_by(c.first_seen_at, c.article_id)
        .limit(count)
    )
    tasks = [Task(row.article_id, row.url, row.first_seen_at) for row in connection.execute(wanted)]
    _note_taken(connection, run_id, tasks)
    return tasks


def take_known(connection: Connection, run_id: int, count: int, since: str, until: str) -> list[Task]:
    """Take up to *count* stored articles for another look, by rising number; each once per run.

    Those published on the day *since* or later that were not fetched after *until*, the run's start (UTC text). An
    undated one counts as published when a list first showed it.
    """
    c, a = candidates.c, articles.c
    recent = or_(a.published_on >= since, and_(a.published_on.is_(None), c.first_seen_at >= since))
    wanted = (
        select(c.article_id, c.url, c.first_seen_at)
        .join_from(articles, candidates, a.article_id == c.article_id)
        .where(recent, a.fetched_at <= until, _not_taken(run_id))
        .order_by(c.article_id)
        .limit(count)
    )
    tasks = [Task(row.article_id, row.url, row.first_seen_at, known=True) for row in connection.execute(wanted)]
    _note_taken(connection, run_id, tasks)
    return tasks


def _note_taken(connection: Connection, run_id: int, tasks: Sequence[Task]) -> None:
    if tasks:
        taken = candidates.c.article_id.in_([task.article_id for task in tasks])
        connection.execute(update(candidates).where(taken).values(taken_by=run_id))


def _due(now: str) -> ColumnElement[bool]:
    c = candidates.c
    return and_(c.state == State.OPEN, or_(c.next_try_at.is_(None), c.next_try_at <= now))


def _not_taken(run_id: int) -> ColumnElement[bool]:
    return or_(candidates.c.taken_by.is_(None), candidates.c.taken_by != run_id)


def _within(span: Span) -> Iterable[ColumnElement[bool]]:
    c = candidates.c
    if span.since is not None:
        yield or_(c.published_last.is_(None), c.published_last >= span.since)
    if span.until is not None:
        yield or_(c.published_first.is_(None), c.published_first <= span.until)


def _change(**values: object) -> Update:
    """A statement, made once, that notes an attempt at the candidate ``key`` and changes *values*."""
    c = candidates.c
    return update(candidates).where(c.article_id == bindparam("key")).values(attempts=c.attempts + 1, **values)


_SETTLE = _change(state=bindparam("settled"), last_error=bindparam("reason"), next_try_at=None)
_LOOKED = _change(gone_looks=bindparam("looks"), last_error=bindparam("reason"), next_try_at=bindparam("later"))
_PUT_BACK = _change(last_error=bindparam("reason"), next_try_at=None)
_UNWANTED = _change(published_first=bindparam("first"), published_last=bindparam("last"))


def settle(connection: Connection, article_id: int, state: State, reason: str | None = None) -> None:
    """Close a candidate: stored, gone or set aside."""
    connection.execute(_SETTLE, {"key": article_id, "settled": state, "reason": reason})


def reopen(connection: Connection, reason: str) -> int:
    """Open again what was set aside for *reason*; how many candidates these are."""
    c = candidates.c
    aside = update(candidates).where(c.state == State.ASIDE, c.last_error == reason)
    return connection.execute(aside.values(state=State.OPEN)).rowcount


def look_again(connection: Connection, article_id: int, reason: str, next_try_at: str) -> State:
    """The site says there is no such article. Believed at the second look; the state it has now is returned."""
    looks = connection.execute(select(candidates.c.gone_looks).where(candidates.c.article_id == article_id)).scalar()
    looks = (looks or 0) + 1
    if looks >= LOOKS_UNTIL_GONE:
        settle(connection, article_id, State.GONE, reason)
        return State.GONE
    connection.execute(_LOOKED, {"key": article_id, "looks": looks, "reason": reason, "later": next_try_at})
    return State.OPEN


def put_back(connection: Connection, article_id: int, error: str) -> None:
    """It could not be had this time; the next run takes it up first."""
    connection.execute(_PUT_BACK, {"key": article_id, "reason": error})


def leave_unwanted(connection: Connection, article_id: int, first: str, last: str) -> None:
    """It was read and lies outside the run's span: stays open, and its date is known from now on."""
    connection.execute(_UNWANTED, {"key": article_id, "first": first, "last": last})


def census(connection: Connection) -> dict[str, int]:
    """How many candidates are gone, set aside, and still open; ``gone_at_first_look`` is a part of the open ones."""
    c = candidates.c
    unsettled = (State.OPEN, State.GONE, State.ASIDE)  # the stored are many, and counted as articles
    counted = select(c.state, func.count()).where(c.state.in_(unsettled)).group_by(c.state)
    states = {state: int(number) for state, number in connection.execute(counted)}
    looked_at = select(func.count()).where(c.state == State.OPEN, c.gone_looks > 0)
    return {
        "gone": states.get(State.GONE, 0),
        "gone_at_first_look": int(connection.execute(looked_at).scalar_one()),
        "set_aside": states.get(State.ASIDE, 0),
        "open": states.get(State.OPEN, 0),
    }


def count_open(connection: Connection) -> int:
    """How many candidates are still to be fetched."""
    return int(connection.execute(select(func.count()).where(candidates.c.state == State.OPEN)).scalar_one())


def to_be_taken(connection: Connection, run_id: int, ids: Sequence[int], now: str) -> set[int]:
    """Those of *ids* that a run has not taken yet and can take."""
    c = candidates.c
    wanted = select(c.article_id).where(c.article_id.in_(ids), _due(now), _not_taken(run_id))
    return set(connection.execute(wanted).scalars())


def missed(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those of *ids* that are open, and of which the site has not said that they are gone."""
    c = candidates.c
    wanted = select(c.article_id).where(c.article_id.in_(ids), c.state == State.OPEN, c.gone_looks == 0)
    return set(connection.execute(wanted).scalars())


def publication_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Learned bounds of publication, for those of *ids* that were read and left."""
    c = candidates.c
    rows = connection.execute(
        select(c.article_id, c.published_first, c.published_last).where(
            c.article_id.in_(ids), c.published_last.is_not(None)
        )
    )
    return {row.article_id: (row.published_first, row.published_last) for row in rows}
