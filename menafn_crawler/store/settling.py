"""What came of a candidate: it is settled, put back, or looked at again."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, Update, bindparam, select, update

from menafn_crawler.store.prepared import Prepared
from menafn_crawler.store.schema import candidates
from menafn_crawler.store.standing import State, taken_unanswered

LOOKS_UNTIL_GONE = 2
"""Times that the site has to say "no such article", in runs of their own, before it is believed."""
DAYS_CLOSED = 1
"""Days after which a list that still shows an article that is gone opens it again."""


class Absence(StrEnum):
    """What the site's word that there is no such article amounts to."""

    FIRST_LOOK = "gone_at_first_look"
    """It is not believed yet."""
    BELIEVED = "gone"
    STILL = "still_gone"
    """It was believed before, and asked again."""


def _change(**values: object) -> Update:
    """A statement, made once, that notes an attempt at the candidate ``key`` and changes *values*."""
    c = candidates.c
    attempt = update(candidates).where(c.article_id == bindparam("key"))
    return attempt.values(attempts=c.attempts + 1, answered_to=c.taken_by, **values)


_SETTLE = Prepared(_change(state=bindparam("settled"), last_error=bindparam("reason"), next_try_at=None))
_GONE = _change(
    state=State.GONE, gone_looks=bindparam("looks"), last_error=bindparam("reason"), next_try_at=bindparam("later")
)
_LOOKED = _change(gone_looks=bindparam("looks"), last_error=bindparam("reason"), next_try_at=bindparam("later"))
_PUT_BACK = _change(last_error=bindparam("reason"), next_try_at=None)
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


def look_again(connection: Connection, article_id: int, reason: str, second_look_at: str, closed_until: str) -> Absence:
    """The site says there is no such article; believed at the second look, not before *second_look_at*.

    From then on no list opens it again before *closed_until* (UTC texts both).
    """
    looks = connection.execute(select(candidates.c.gone_looks).where(candidates.c.article_id == article_id)).scalar()
    looks = (looks or 0) + 1
    values = {"key": article_id, "looks": looks, "reason": reason}
    if looks < LOOKS_UNTIL_GONE:
        connection.execute(_LOOKED, {**values, "later": second_look_at})
        return Absence.FIRST_LOOK
    connection.execute(_GONE, {**values, "later": closed_until})
    return Absence.BELIEVED if looks == LOOKS_UNTIL_GONE else Absence.STILL


def put_back(connection: Connection, article_id: int, error: str) -> None:
    """It could not be had this time; the next run takes it up first."""
    connection.execute(_PUT_BACK, {"key": article_id, "reason": error})


def leave_unwanted(connection: Connection, article_id: int, first: str, last: str) -> None:
    """It was read and lies outside the run's span: stays open, and its date is known from now on."""
    connection.execute(_UNWANTED, {"key": article_id, "first": first, "last": last})


def release(connection: Connection, run_id: int, *, known: bool) -> int:
    """Let be taken again what the run has taken and nobody is at any more; how many these are.

    *known*: also stored articles that were to be looked at again.
    """
    c = candidates.c
    states = (State.OPEN, State.STORED) if known else (State.OPEN,)
    lost = update(candidates).where(c.state.in_(states), taken_unanswered(run_id))
    return connection.execute(lost.values(taken_by=None)).rowcount
