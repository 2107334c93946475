"""When a set-aside article is requested again: after a day, then weekly, and at once by a new version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from menafn_crawler.normalise import utc_text
from menafn_crawler.store.crawl_state import State
from menafn_crawler.store.meta_values import read_value, write_value
from menafn_crawler.store.schema import candidates

FIRST_LOOK = timedelta(days=1)
NEXT_LOOKS = timedelta(days=7)
_VERSION = "read_by_version"
"""Key of the version whose layouts could not read what is set aside."""


def set_aside(connection: Connection, article_id: int, reason: str, now: datetime) -> None:
    """Close a candidate whose page could not be read, until the next look."""
    c = candidates.c
    before = connection.execute(select(c.next_try_at).where(c.article_id == article_id)).scalar()
    later = now + (NEXT_LOOKS if before is not None else FIRST_LOOK)
    values = {"state": State.ASIDE, "last_error": reason, "next_try_at": utc_text(later), "answered_to": c.taken_by}
    connection.execute(update(candidates).where(c.article_id == article_id).values(**values))


def reopen_due(connection: Connection, now: str, version: str) -> int:
    """Open what was set aside and is due at *now* (UTC text), or all if another *version* set it aside.

    Return how many candidates these are. ``next_try_at`` stays: it tells that one look was taken.
    """
    c = candidates.c
    aside = update(candidates).where(c.state == State.ASIDE)
    if read_value(connection, _VERSION) == version:
        aside = aside.where(c.next_try_at <= now)
    else:
        write_value(connection, _VERSION, version)
    return connection.execute(aside.values(state=State.OPEN, next_try_at=now)).rowcount


def reopen(connection: Connection, ids: Collection[int]) -> None:
    """Open candidates that were set aside when all pages were unreadable: the site was at fault, not these pages."""
    c = candidates.c
    aside = update(candidates).where(c.article_id.in_(ids), c.state == State.ASIDE)
    connection.execute(aside.values(state=State.OPEN, next_try_at=None))
