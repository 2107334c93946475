"""What is known to exist: remembered when a list shows it, until it is stored, gone, or set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, func, or_, select, update

from menafn_crawler.items import Candidate
from menafn_crawler.store import feed_dates
from menafn_crawler.store.prepared import Prepared
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
    guessed: bool = False
    """Whether no list has shown it: only its number was guessed."""
    feed_dates: tuple[str, ...] = ()
    """Dates that feeds gave it, as written."""


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
    """Remember what a list shows. The first address that has a slug is kept.

    A number that was only guessed is new, also where the site had none for it then.
    """
    ids = [candidate.article_id for candidate in listed]
    c = candidates.c
    states = select(c.article_id, c.state, c.guessed).where(c.article_id.in_(ids))
    there = {row.article_id: row for row in connection.execute(states)}
    unproven = {i for i, row in there.items() if row.guessed and row.state in (State.OPEN, State.GONE)}
    known = {i: row.state for i, row in there.items() if i not in unproven}
    new = {c.article_id: c for c in reversed(listed) if c.article_id not in known}
    insert_new(connection, candidates, [_row(new[number], now) for number in sorted(new)])
    for article_id in sorted(unproven):
        connection.execute(_PROVE, {"key": article_id, "address": new[article_id].url})
    seen = {(c.article_id, c.section) for c in listed if c.section is not None}
    shown = select(sightings.c.article_id, sightings.c.section).where(sightings.c.article_id.in_(ids))
    unseen = sorted(seen - {(row.article_id, row.section) for row in connection.execute(shown)})
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
        select(c.article_id, c.url, c.first_seen_at, c.guessed)
        .where(_due(now), _not_taken(run_id), *_within(span))
        .order_by(c.first_seen_at, c.article_id)
        .limit(count)
        .with_for_update(key_share=True, skip_locked=True)  # two workers that take at once take different ones
    )
    rows = connection.execute(wanted)
    tasks = [Task(row.article_id, row.url, row.first_seen_at, guessed=bool(row.guessed)) for row in rows]
    return _taken(connection, run_id, tasks)


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
        .with_for_update(of=candidates, key_share=True, skip_locked=True)
    )
    return _taken(connection, run_id, [Task(*row, known=True) for row in connection.execute(wanted)])


def _taken(connection: Connection, run_id: int, tasks: Sequence[Task]) -> list[Task]:
    """The tasks with what feeds said of them, noted as taken by this run."""
    if not tasks:
        return []
    ids = [task.article_id for task in tasks]
    connection.execute(update(candidates).where(candidates.c.article_id.in_(ids)).values(taken_by=run_id))
    dates = feed_dates.heard(connection, ids)
    return [replace(task, feed_dates=dates.get(task.article_id, ())) for task in tasks]


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
    attempt = update(candidates).where(c.article_id == bindparam("key"))
    return attempt.values(attempts=c.attempts + 1, answered_to=c.taken_by, **values)


_SETTLE = Prepared(_change(state=bindparam("settled"), last_error=bindparam("reason"), next_try_at=None))
_LOOKED = _change(gone_looks=bindparam("looks"), last_error=bindparam("reason"), next_try_at=bindparam("later"))
_PUT_BACK = _change(last_error=bindparam("reason"), next_try_at=None)
_PROVE = (
    update(candidates)
    .where(candidates.c.article_id == bindparam("key"))
    .values(guessed=None, url=bindparam("address"), state=State.OPEN, gone_looks=0, next_try_at=None)
)
_UNWANTED = _change(published_first=bindparam("first"), published_last=bindparam("last"))
_LOOK = _change()


def settle(connection: Connection, article_id: int, state: State, reason: str | None = None) -> None:
    """Close a candidate: stored, gone or set aside."""
    _SETTLE.execute(connection, {"key": article_id, "settled": state, "reason": reason})


def note_look(connection: Connection, article_id: int) -> None:
    """A stored article was looked at again, and nothing of it changes."""
    connection.execute(_LOOK, {"key": article_id})


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
    """How many candidates are gone, set aside, and still open; ``gone_at_first_look`` is a part of the open ones.

    ``vacant`` are numbers that were guessed and have no article.
    """
    c = candidates.c
    unsettled = (State.OPEN, State.GONE, State.ASIDE)  # the stored are many, and counted as articles
    counted = select(c.state, func.count()).where(c.state.in_(unsettled)).group_by(c.state)
    states = {state: int(number) for state, number in connection.execute(counted)}
    looked_at = select(func.count()).where(c.state == State.OPEN, c.gone_looks > 0)
    vacant = select(func.count()).where(c.state == State.GONE, c.guessed.is_(True))
    vacant_numbers = int(connection.execute(vacant).scalar_one())
    return {
        "gone": states.get(State.GONE, 0) - vacant_numbers,
        "gone_at_first_look": int(connection.execute(looked_at).scalar_one()),
        "set_aside": states.get(State.ASIDE, 0),
        "open": states.get(State.OPEN, 0),
        "vacant": vacant_numbers,
    }


def count_open(connection: Connection) -> int:
    """How many candidates are still to be fetched."""
    return int(connection.execute(select(func.count()).where(candidates.c.state == State.OPEN)).scalar_one())


def to_be_taken(connection: Connection, run_id: int, ids: Sequence[int], now: str) -> set[int]:
    """Those of *ids* that a run has not taken yet and can take."""
    c = candidates.c
    wanted = select(c.article_id).where(c.article_id.in_(ids), _due(now), _not_taken(run_id))
    return set(connection.execute(wanted).scalars())


def first_seen(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """When those of *ids* that are remembered were first seen (UTC texts)."""
    c = candidates.c
    rows = connection.execute(select(c.article_id, c.first_seen_at).where(c.article_id.in_(ids)))
    return {row.article_id: row.first_seen_at for row in rows}


def _unanswered(run_id: int) -> ColumnElement[bool]:
    c = candidates.c
    return and_(c.taken_by == run_id, or_(c.answered_to.is_(None), c.answered_to != run_id))


def unanswered(connection: Connection, run_id: int, ids: Collection[int]) -> set[int]:
    """Those of *ids* that a run has taken and not brought to any end."""
    wanted = select(candidates.c.article_id).where(candidates.c.article_id.in_(ids), _unanswered(run_id))
    return set(connection.execute(wanted).scalars())


def pending(connection: Connection, run_id: int, ids: Collection[int], now: str, span: Span) -> set[int]:
    """Those of *ids* of which the run will learn more: it has taken them, or it is going to."""
    coming = and_(_due(now), _not_taken(run_id), *_within(span))
    wanted = select(candidates.c.article_id).where(candidates.c.article_id.in_(ids), or_(coming, _unanswered(run_id)))
    return set(connection.execute(wanted).scalars())


def any_stored_by(connection: Connection, run_id: int) -> bool:
    """Whether an article is stored that the run, or a worker that shares it, took."""
    stored = select(candidates.c.article_id).where(candidates.c.state == State.STORED, candidates.c.taken_by == run_id)
    return connection.execute(stored.limit(1)).first() is not None


def release(connection: Connection, run_id: int, *, known: bool) -> int:
    """Let be taken again what the run has taken and nobody is at any more; how many these are.

    *known*: also stored articles that were to be looked at again.
    """
    c = candidates.c
    states = (State.OPEN, State.STORED) if known else (State.OPEN,)
    lost = update(candidates).where(c.state.in_(states), _unanswered(run_id))
    return connection.execute(lost.values(taken_by=None)).rowcount


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
