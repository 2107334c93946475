"""Where the candidates stand: what is open, under way, missed or settled, asked of all of them or of some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from menafn_crawler.store.schema import candidates
from menafn_crawler.store.span import Span


class State(StrEnum):
    """Where a candidate stands."""

    OPEN = "open"
    STORED = "stored"
    GONE = "gone"
    ASIDE = "aside"


# --- conditions ------------------------------------------------------------------------------------------------------


def due(now: str) -> ColumnElement[bool]:
    """It is open, and may be asked for at *now* (UTC text)."""
    c = candidates.c
    return and_(c.state == State.OPEN, or_(c.next_try_at.is_(None), c.next_try_at <= now))


def not_taken(run_id: int) -> ColumnElement[bool]:
    """The run has not taken it."""
    return or_(candidates.c.taken_by.is_(None), candidates.c.taken_by != run_id)


def taken_unanswered(run_id: int) -> ColumnElement[bool]:
    """The run has taken it, and not brought it to any end."""
    c = candidates.c
    return and_(c.taken_by == run_id, or_(c.answered_to.is_(None), c.answered_to != run_id))


def within(span: Span) -> Iterable[ColumnElement[bool]]:
    """As far as its publication is known, it lies in the span."""
    c = candidates.c
    if span.since is not None:
        yield or_(c.published_last.is_(None), c.published_last >= span.since)
    if span.until is not None:
        yield or_(c.published_first.is_(None), c.published_first <= span.until)


# --- questions -------------------------------------------------------------------------------------------------------


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
    wanted = select(c.article_id).where(c.article_id.in_(ids), due(now), not_taken(run_id))
    return set(connection.execute(wanted).scalars())


def first_seen(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """When those of *ids* that are remembered were first seen (UTC texts)."""
    c = candidates.c
    rows = connection.execute(select(c.article_id, c.first_seen_at).where(c.article_id.in_(ids)))
    return {row.article_id: row.first_seen_at for row in rows}


def unanswered(connection: Connection, run_id: int, ids: Collection[int]) -> set[int]:
    """Those of *ids* that a run has taken and not brought to any end."""
    wanted = select(candidates.c.article_id).where(candidates.c.article_id.in_(ids), taken_unanswered(run_id))
    return set(connection.execute(wanted).scalars())


def pending(connection: Connection, run_id: int, ids: Collection[int], now: str, span: Span) -> set[int]:
    """Those of *ids* of which the run will learn more: it has taken them, or it is going to."""
    coming = and_(due(now), not_taken(run_id), *within(span))
    wanted = select(candidates.c.article_id).where(
        candidates.c.article_id.in_(ids), or_(coming, taken_unanswered(run_id))
    )
    return set(connection.execute(wanted).scalars())


def any_stored_by(connection: Connection, run_id: int) -> bool:
    """Whether an article is stored that the run, or a worker that shares it, took."""
    stored = select(candidates.c.article_id).where(candidates.c.state == State.STORED, candidates.c.taken_by == run_id)
    return connection.execute(stored.limit(1)).first() is not None


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
