"""Format instants and durations for people."""

from __future__ import annotations

from datetime import datetime


def when(instant: str | None) -> str:
    """Return an instant for people, its zone told elsewhere: ``2025-05-14 08:44:27``; a day stays as it is."""
    return (instant or "–").replace("T", " ").removesuffix("Z")


def took(started_at: str, finished_at: str | None) -> str:
    """Return how long it took.

    >>> took("2025-05-14T08:44:27Z", "2025-05-14T10:04:28Z")
    '1 h 20 min'
    """
    if finished_at is None:
        return "–"
    return lasting((datetime.fromisoformat(finished_at) - datetime.fromisoformat(started_at)).total_seconds())


def lasting(seconds: float) -> str:
    """Return a duration in its two largest units.

    >>> lasting(59.9), lasting(60), lasting(7 * 3600)
    ('59 s', '1 min 00 s', '7 h 00 min')
    """
    minutes, hours = int(seconds) // 60, int(seconds) // 3600
    if hours:
        return f"{hours:,} h {minutes % 60:02} min"
    return f"{minutes} min {int(seconds) % 60:02} s" if minutes else f"{int(seconds)} s"
