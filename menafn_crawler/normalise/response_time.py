"""The time of a response by the site's clock: dates are judged by it, since this machine's clock may be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

TOLERANCE = timedelta(minutes=2)
"""Clocks that differ by less agree: the machine's own is finer."""
PLAUSIBLE = timedelta(days=2)
"""A site's clock that differs by more is the one that is wrong."""


def site_time(own: datetime, date_header: str | None, age_header: str | None = None) -> datetime:
    """Return when a response was received, by the site's clock: its ``Date`` header, plus its ``Age`` in a cache.

    *own* is this machine's aware time, which counts where the header is missing, odd, or close to it.

    >>> site_time(datetime(2025, 5, 14, 6, tzinfo=UTC), "Wed, 14 May 2025 12:00:00 GMT").isoformat()
    '2025-05-14T12:00:00+00:00'
    """
    sent = read_date_header(date_header)
    if sent is None:
        return own
    age = int(age_header) if age_header and age_header.isascii() and age_header.isdigit() and len(age_header) < 8 else 0
    received = sent + timedelta(seconds=age)
    return received if TOLERANCE < abs(received - own) < PLAUSIBLE else own


def read_date_header(header: str | None) -> datetime | None:
    """Return the aware instant of a ``Date`` header; None for a missing or an odd one.

    >>> read_date_header("Wed, 14 May 2025 12:00:00 GMT"), read_date_header("soon")
    (datetime.datetime(2025, 5, 14, 12, 0, tzinfo=datetime.timezone.utc), None)
    """
    try:
        sent = parsedate_to_datetime(header[:100]) if header else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent.replace(tzinfo=UTC) if sent is not None and sent.tzinfo is None else sent
