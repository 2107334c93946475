"""Warn when crawls succeed but find no new article for N days."""

from __future__ import annotations

from datetime import datetime, timedelta


def freshness_warning(newest: str | None, now: datetime, days: int) -> str | None:
    """A warning where the *newest* article was first seen (UTC text) *days* or more before *now* (aware), else None.

    None as well where there is no article yet, and for 0 days: the warning is off.

    >>> freshness_warning("2025-05-14T08:44:27Z", datetime.fromisoformat("2025-05-17T09:00:00Z"), 2)
    'no new article for 3 days: the last one was first seen on 2025-05-14 08:44:27 UTC'
    """
    if newest is None or not days:
        return None
    since = now - datetime.fromisoformat(newest)
    if since < timedelta(days=days):
        return None
    seen = newest.replace("T", " ").removesuffix("Z")
    return f"no new article for {since.days} day{'s' * (since.days != 1)}: the last one was first seen on {seen} UTC"
