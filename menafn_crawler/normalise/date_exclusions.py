"""Set aside the dates on a page that are no publication date: constants, clocks, midnights, updates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.date_words import Role
from menafn_crawler.normalise.witnesses import CLOCK_NOTE, MIDNIGHT_NOTE, TIMED, Witness

CLOCK_REACH = timedelta(minutes=5)
"""A page time this close to the fetch may be the clock of the page."""
CLOCK_WINDOW = timedelta(minutes=10)
"""Neighbours that leave no more time than this prove that a time close to the fetch is no clock."""


def without_stale(witness: Witness, stale: Collection[str]) -> Witness:
    """Return the witness, marked stale if its text is known to be the same on every page."""
    if stale and witness.raw in stale and witness.source in TIMED:
        return Witness(witness.source, witness.raw, stale=True)
    return witness


def without_clocks(witnesses: list[Witness], fetched_at: datetime) -> list[Witness]:
    """Mark page times close to the fetch as stale, unless the ids of neighbours bound them closely."""
    windows = [w.window for w in witnesses if w.window is not None and not w.rough]
    return [
        w._replace(stale=True, readings=(), note=CLOCK_NOTE) if _may_be_clock(w, fetched_at, windows) else w
        for w in witnesses
    ]


def _may_be_clock(witness: Witness, fetched_at: datetime, windows: list[tuple[datetime, datetime]]) -> bool:
    if witness.stale or witness.source not in TIMED or witness.role is Role.UPDATED:
        return False
    instants = [w.instant for w in (witness, *witness.readings) if w.instant is not None]
    if not any(abs(instant - fetched_at) <= CLOCK_REACH for instant in instants):
        return False
    proven = (
        first <= instant <= last and last - first <= CLOCK_WINDOW for first, last in windows for instant in instants
    )
    return not any(proven)


def without_midnight(witness: Witness, zone: ZoneInfo) -> Witness:
    """Return the witness, with its day alone if it prints midnight."""
    if witness.source not in TIMED or witness.instant is None or witness.instant.astimezone(zone).time() != time(0):
        return witness
    return witness._replace(instant=None, precision="day", readings=(), flag=None, note=MIDNIGHT_NOTE)


def updates_told_apart(witnesses: list[Witness]) -> list[Witness]:
    """Mark a time without a label as an update if the page says so elsewhere and names another time of publication."""
    updates = {w.instant for w in witnesses if w.role is Role.UPDATED and w.instant is not None}
    published = {w.instant for w in witnesses if w.role is Role.PUBLISHED and w.instant is not None and not w.stale}
    if not updates or not published:
        return witnesses
    return [
        w._replace(role=Role.UPDATED)
        if w.role is Role.UNKNOWN and w.source in TIMED and w.instant in updates - published
        else w
        for w in witnesses
    ]
