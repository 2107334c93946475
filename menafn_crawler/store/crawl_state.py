"""Crawl state of candidates: open, in progress, stored, gone or set aside; and the outcome of each fetch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, func, or_, select, update

from menafn_crawler.store.article_filter import Span
from menafn_crawler.store.runs import leasing
from menafn_crawler.store.schema import candidates

LOOKS_UNTIL_GONE = 2
"""Times that the site has to answer "no such article", in runs of their own, before it is believed."""
DAYS_CLOSED = 1
"""Days after which a list that still shows an article that is gone opens it again."""


class State(StrEnum):
    """State of a candidate."""

    OPEN = "open"
    STORED = "stored"
    GONE = "gone"
    ASIDE = "aside"


class Absence(StrEnum):
    """What the answer "no such article" amounts to."""

    FIRST_LOOK = "gone_at_first_look"
    """Not believed yet."""
    BELIEVED = "gone"
    STILL = "still_gone"
    """It was believed before, and the article was asked for again."""


# --- conditions ------------------------------------------------------------------------------------------------------


def due(now: str) -> ColumnElement[bool]:
    """Return the condition that a candidate is open and may be requested at *now* (UTC text)."""
    c = candidates.c
    return and_(c.state == State.OPEN, or_(c.next_try_at.is_(None), c.next_try_at <= now))


def free(run_id: int, others: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that the run may take a candidate. *others* are the other runs that are alive.

    A living run owns what it has in progress. What an earlier run could not have is free; what a later run could not
    have stays, or two runs would take turns with it for ever. So each run takes a candidate at most once.
    """
    c = candidates.c
    answered = c.answered_to == c.taken_by
    unanswered = or_(c.answered_to.is_(None), c.answered_to != c.taken_by)
    abandoned = and_(unanswered, c.taken_by.not_in(others))
    return or_(
        c.taken_by.is_(None), and_(c.taken_by < run_id, or_(answered, abandoned)), and_(c.taken_by > run_id, abandoned)
    )


def in_progress(*run_ids: int) -> ColumnElement[bool]:
    """Return the condition that one of the runs has taken a candidate and recorded no outcome."""
    c = candidates.c
    return and_(c.taken_by.in_(run_ids), or_(c.answered_to.is_(None), c.answered_to != c.taken_by))


def within(span: Span) -> Iterable[ColumnElement[bool]]:
    """Yield the conditions that a candidate's publication, as far as it is known, lies in the span."""
    c = candidates.c
    if span.since is not None:
        yield or_(c.published_last.is_(None), c.published_last >= span.since)
    if span.until is not None:
        yield or_(c.published_first.is_(None), c.published_first <= span.until)


# --- queries ---------------------------------------------------------------------------------------------------------


def census(connection: Connection) -> dict[str, int]:
    """Count the candidates that are gone, set aside and open; ``gone_at_first_look`` is a part of the open ones.

    ``vacant`` are guessed ids without an article.
    """
    c = candidates.c
    unfinished = (State.OPEN, State.GONE, State.ASIDE)  # the stored are many, and counted as articles
    counted = select(c.state, func.count()).where(c.state.in_(unfinished)).group_by(c.state)
    states = {state: int(number) for state, number in connection.execute(counted)}
    looked_at = select(func.count()).where(c.state == State.OPEN, c.gone_looks > 0)
    vacant = select(func.count()).where(c.state == State.GONE, c.guessed.is_(True))
    vacant_ids = int(connection.execute(vacant).scalar_one())
    return {
        "gone": states.get(State.GONE, 0) - vacant_ids,
        "gone_at_first_look": int(connection.execute(looked_at).scalar_one()),
        "set_aside": states.get(State.ASIDE, 0),
        "open": states.get(State.OPEN, 0),
        "vacant": vacant_ids,
    }


def to_be_taken(connection: Connection, run_id: int, ids: Sequence[int], now: str) -> set[int]:
    """Return those of *ids* that the run will take at *now*, or that another run has in progress."""
    others = leasing(connection, now, run_id)
    coming = and_(due(now), or_(free(run_id, others), in_progress(*others)))
    return _ids(connection, candidates.c.article_id.in_(ids), coming)


def first_seen(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return when those of *ids* that are known were first seen (UTC texts)."""
    c = candidates.c
    rows = connection.execute(select(c.article_id, c.first_seen_at).where(c.article_id.in_(ids)))
    return {row.article_id: row.first_seen_at for row in rows}


def unanswered(connection: Connection, run_id: int, ids: Collection[int]) -> set[int]:
    """Return those of *ids* that the run has in progress."""
    return _ids(connection, candidates.c.article_id.in_(ids), in_progress(run_id))


def pending(connection: Connection, run_id: int, ids: Collection[int], now: str, span: Span) -> set[int]:
    """Return those of *ids* that the run or another one has in progress, or that the run will take."""
    others = leasing(connection, now, run_id)
    coming = and_(due(now), free(run_id, others), *within(span))
    return _ids(connection, candidates.c.article_id.in_(ids), or_(coming, in_progress(run_id, *others)))


def any_stored_by(connection: Connection, run_id: int) -> bool:
    """Return True if an article is stored that the run, or a worker that shares it, took."""
    stored = select(candidates.c.article_id).where(candidates.c.state == State.STORED, candidates.c.taken_by == run_id)
    return connection.execute(stored.limit(1)).first() is not None


def missed(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Return those of *ids* that are open although the site has not said that they are gone."""
    return _ids(
        connection, candidates.c.article_id.in_(ids), candidates.c.state == State.OPEN, candidates.c.gone_looks == 0
    )


def publication_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return the bounds of publication of those of *ids* that were read and lay outside a run's span."""
    c = candidates.c
    read = select(c.article_id, c.published_first, c.published_last).where(
        c.article_id.in_(ids), c.published_last.is_not(None)
    )
    return {row.article_id: (row.published_first, row.published_last) for row in connection.execute(read)}


def last_error(connection: Connection, article_id: int) -> str | None:
    """Return why a candidate could not be had the last time; None if it was never asked for in vain."""
    c = candidates.c
    return connection.execute(select(c.last_error).where(c.article_id == article_id)).scalar()


def _ids(connection: Connection, *conditions: ColumnElement[bool]) -> set[int]:
    return set(connection.execute(select(candidates.c.article_id).where(*conditions)).scalars())


# --- outcomes of a fetch ---------------------------------------------------------------------------------------------


def _outcome(**values: object) -> Update:
    """Return the statement that answers the attempt at the candidate ``key`` and sets *values*."""
    c = candidates.c
    attempt = update(candidates).where(c.article_id == bindparam("key"))
    return attempt.values(answered_to=c.taken_by, **values)


_CLOSE = _outcome(state=bindparam("closed"), last_error=bindparam("reason"), next_try_at=None)
_GONE = _outcome(
    state=State.GONE, gone_looks=bindparam("looks"), last_error=bindparam("reason"), next_try_at=bindparam("later")
)
_LOOKED = _outcome(gone_looks=bindparam("looks"), last_error=bindparam("reason"), next_try_at=bindparam("later"))
_PUT_BACK = _outcome(last_error=bindparam("reason"), next_try_at=None)
_UNWANTED = _outcome(published_first=bindparam("first"), published_last=bindparam("last"))
_LOOK = _outcome()


def close(connection: Connection, ids: Sequence[int], state: State, reason: str | None = None) -> None:
    """Close candidates: stored, gone or set aside."""
    connection.execute(_CLOSE, [{"key": article_id, "closed": state, "reason": reason} for article_id in ids])


def note_look(connection: Connection, article_id: int) -> None:
    """Record that a stored article was looked at again and that its state stays."""
    connection.execute(_LOOK, {"key": article_id})


def reopen_set_aside(connection: Connection, reason: str) -> int:
    """Open again at once what was set aside for *reason*; return how many."""
    c = candidates.c
    aside = update(candidates).where(c.state == State.ASIDE, c.last_error == reason)
    return connection.execute(aside.values(state=State.OPEN, next_try_at=None)).rowcount


def look_again(
    connection: Connection, article_id: int, reason: str, now: str, second_look_at: str, closed_until: str
) -> Absence:
    """Record that the site says at *now* that there is no such article; it is believed at the second look.

    The second look is not before *second_look_at*; an earlier one, of a request that was under way, does not count.
    Once believed, no list opens the article again before *closed_until* (UTC texts all).
    """
    c = candidates.c
    looks, due_at = connection.execute(select(c.gone_looks, c.next_try_at).where(c.article_id == article_id)).one()
    if looks == LOOKS_UNTIL_GONE - 1 and due_at is not None and now < due_at:
        connection.execute(_LOOKED, {"key": article_id, "looks": looks, "reason": reason, "later": due_at})
        return Absence.FIRST_LOOK
    looks = (looks or 0) + 1
    values = {"key": article_id, "looks": looks, "reason": reason}
    if looks < LOOKS_UNTIL_GONE:
        connection.execute(_LOOKED, {**values, "later": second_look_at})
        return Absence.FIRST_LOOK
    connection.execute(_GONE, {**values, "later": closed_until})
    return Absence.BELIEVED if looks == LOOKS_UNTIL_GONE else Absence.STILL


def put_back(connection: Connection, article_id: int, error: str) -> None:
    """Leave a candidate open that could not be had; the next run takes it first."""
    connection.execute(_PUT_BACK, {"key": article_id, "reason": error})


def leave_unwanted(connection: Connection, article_id: int, first: str, last: str) -> None:
    """Leave a candidate open that was read and lies outside the run's span; keep its bounds of publication."""
    connection.execute(_UNWANTED, {"key": article_id, "first": first, "last": last})


def release_some(connection: Connection, run_id: int, ids: Collection[int]) -> int:
    """Return to the queue those of *ids* that the run has in progress; return how many."""
    held = update(candidates).where(candidates.c.article_id.in_(ids), in_progress(run_id))
    return connection.execute(held.values(taken_by=None)).rowcount


def release(connection: Connection, run_id: int, *, known: bool) -> int:
    """Return everything that the run has in progress to the queue; return how many.

    *known*: also stored articles that were to be looked at again.
    """
    states = (State.OPEN, State.STORED) if known else (State.OPEN,)
    lost = update(candidates).where(candidates.c.state.in_(states), in_progress(run_id))
    return connection.execute(lost.values(taken_by=None)).rowcount
