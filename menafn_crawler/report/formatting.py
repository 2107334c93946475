"""Format instants, durations, counts and shares for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime


def format_instant(instant: str | None) -> str:
    """Return an instant without its zone: ``2025-05-14 08:44:27``; a day stays as it is."""
    return (instant or "–").replace("T", " ").removesuffix("Z")


def format_elapsed(started_at: str, finished_at: str | None) -> str:
    """Return the time between two instants (UTC texts); a dash without the second.

    >>> format_elapsed("2025-05-14T08:44:27Z", "2025-05-14T10:04:28Z")
    '1 h 20 min'
    """
    if finished_at is None:
        return "–"
    return format_duration((datetime.fromisoformat(finished_at) - datetime.fromisoformat(started_at)).total_seconds())


def format_duration(seconds: float) -> str:
    """Return a duration in its two largest units.

    >>> format_duration(59.9), format_duration(60), format_duration(7 * 3600)
    ('59 s', '1 min 00 s', '7 h 00 min')
    """
    minutes, hours = int(seconds) // 60, int(seconds) // 3600
    if hours:
        return f"{hours:,} h {minutes % 60:02} min"
    return f"{minutes} min {int(seconds) % 60:02} s" if minutes else f"{int(seconds)} s"


def format_count(value: int) -> str:
    """Return a count with thousands separators.

    >>> format_count(1234567)
    '1,234,567'
    """
    return f"{value:,}"


def format_share(part: float | None, whole: int | None = None) -> str:
    """Return a share (of *whole*, if given) in percent; never 0% for something, never 100% for less than all.

    >>> format_share(1, 3), format_share(1, 100_000), format_share(99_999, 100_000), format_share(0, 0)
    ('33.3%', '<0.1%', '>99.9%', '–')
    """
    if part is None or whole == 0:
        return "–"
    value = part if whole is None else part / whole
    if 0 < value < 0.001:
        return "<0.1%"
    if 0.999 < value < 1:
        return ">99.9%"
    return f"{value:.1%}" if value != 1 else "100%"


def format_arguments(arguments: Mapping[str, str]) -> str:
    """Return arguments as they were typed."""
    return " ".join(f"{name}={value}" for name, value in sorted(arguments.items()))
