"""The earliest and latest instant at which an article can have been published."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.witnesses import utc_text


def publication_bounds(
    published_at: str | None, published_on: str | None, zone: ZoneInfo
) -> tuple[str | None, str | None]:
    """Return first and last instant (UTC texts) of a publication; None and None if not even the day is known.

    >>> publication_bounds(None, "2025-05-14", ZoneInfo("America/New_York"))
    ('2025-05-14T04:00:00Z', '2025-05-15T03:59:59Z')
    """
    if published_at is not None:
        return published_at, published_at
    if published_on is None:
        return None, None
    day = date.fromisoformat(published_on)
    first = datetime.combine(day, time(0), zone)
    following = datetime.combine(day + timedelta(days=1), time(0), zone)
    return utc_text(first), utc_text(following - timedelta(seconds=1))
