"""Parse one end of a date range as a user writes it: a day, a month, an instant or a relative date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from menafn_crawler.normalise import utc_text

_DATE = re.compile(r"[12]\d{3}-\d\d-\d\d(?:$|[T ]\d)", re.ASCII)
"""Beginning of a day or an instant. Python would also parse weeks, and days without dashes as midnight."""
_MONTH = re.compile(r"[12][0-9]{3}-[0-9]{2}")
_AGO = re.compile(r"([0-9]{1,5})\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAYS_AGO = {"today": 0, "yesterday": 1}


def read_date_bound(value: str, now: datetime, *, last: bool) -> str:
    """Return a day, month, instant (UTC unless it names an offset) or relative date as UTC text.

    A day or a month stands for its first second, or for its *last* one. Relative dates count back from *now* (aware).
    Raises ValueError that says what is allowed.

    >>> read_date_bound("2025-05", datetime(2025, 5, 14, 9, tzinfo=UTC), last=True)
    '2025-05-31T23:59:59Z'
    """
    allowed = "a UTC day (2025-05-14), a month (2025-05), an instant (2025-05-14T08:44:27Z), yesterday, 7d or 36h"
    refused = ValueError(f"{value!r} is no date; allowed is {allowed}")
    text = value.strip().lower()
    try:
        if text in _DAYS_AGO:
            return _bound(now.date() - timedelta(days=_DAYS_AGO[text]), timedelta(days=1), last=last)
        if ago := _AGO.fullmatch(text):
            return utc_text(now - timedelta(**{_UNITS[ago[2]]: int(ago[1])}))
        if _MONTH.fullmatch(text):
            first = date.fromisoformat(f"{text}-01")
            return _bound(first, (first + timedelta(days=32)).replace(day=1) - first, last=last)
        if not _DATE.match(value):
            raise refused
        if len(value) == len("2025-05-14"):
            return _bound(date.fromisoformat(value), timedelta(days=1), last=last)
        instant = datetime.fromisoformat(value)
        return utc_text(instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise refused from None


def _bound(first: date, length: timedelta, *, last: bool) -> str:
    begin = datetime.combine(first, time(0), UTC)
    return utc_text(begin + length - timedelta(seconds=1) if last else begin)
