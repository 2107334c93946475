"""Conditional requests: the headers that send a page's validators back, and how long validators are believed."""

from __future__ import annotations

from datetime import datetime, timedelta

CONDITIONS = ("If-None-Match", "If-Modified-Since")
"""Headers of a conditional request."""


def conditional_headers(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it has changed; empty if the server gave no validator.

    >>> conditional_headers('"b2"', None)
    {'If-None-Match': '"b2"'}
    """
    given = zip(CONDITIONS, (etag, last_modified), strict=True)
    return {name: value for name, value in given if value is not None}


def are_believed(whole_at: str, now: datetime, hours: int) -> bool:
    """Return True if the page came whole less than *hours* ago (UTC text): validators may be wrong.

    An instant after *now* (aware) is no age: the clock was changed.
    """
    return timedelta(0) <= now - datetime.fromisoformat(whole_at) < timedelta(hours=hours)
