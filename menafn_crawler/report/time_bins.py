"""Group days into weeks, months or years, so that a chart of any span has a readable number of bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from menafn_crawler.report.coverage import Period, merge_periods

MOST = 190
"""Bars of a chart: half a year of days, three and a half years of weeks, fifteen years of months."""

BEGINNINGS: dict[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
"""First day of the period that holds a day, by unit."""


@dataclass(frozen=True, slots=True)
class Bins:
    """Periods of one length; the first and the last may be cut short."""

    unit: str
    """day, week, month or year."""
    periods: tuple[Period, ...]


_LENGTHS = {"day": 1, "week": 7, "month": 28}
"""Least days of a period."""


def binned(days: Sequence[Period]) -> Bins:
    """Return consecutive days in the finest unit that gives at most ``MOST`` periods; else in years."""
    for unit in BEGINNINGS:
        periods = tuple(_together(days, BEGINNINGS[unit]))
        if len(periods) <= MOST:
            break
    return Bins(unit, periods)


def unit_for(first: date, last: date) -> str:
    """Return the finest unit of which at most ``MOST`` periods span the days; else years.

    >>> unit_for(date(2025, 1, 1), date(2025, 6, 30)), unit_for(date(2014, 1, 1), date(2025, 6, 30))
    ('day', 'month')
    """
    days = (last - first).days + 1
    return next((unit for unit, length in _LENGTHS.items() if days / length + 2 <= MOST), "year")


def _together(days: Sequence[Period], beginning: Callable[[date], date]) -> Iterator[Period]:
    for _, group in groupby(days, key=lambda day: beginning(day.first)):
        yield merge_periods(list(group))
