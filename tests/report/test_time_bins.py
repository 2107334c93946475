"""Days put together for the charts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from menafn_crawler.report.coverage import Period
from menafn_crawler.report.time_bins import MOST, binned


def days(count: int) -> list[Period]:
    begin = date(2014, 1, 1)
    return [Period(begin + timedelta(days=n), begin + timedelta(days=n), 10, 5, stories=1) for n in range(count)]


@pytest.mark.parametrize(
    ("span", "unit", "bars"),
    [
        (1, "day", 1),
        (190, "day", 190),
        (191, "week", 28),
        (1200, "week", 172),
        (1400, "month", 46),
        (12 * 365, "month", 144),
        (60 * 365, "year", 60),
    ],
)
def test_the_finest_unit_that_can_be_told_apart(span: int, unit: str, bars: int) -> None:
    bins = binned(days(span))
    assert (bins.unit, len(bins.periods)) == (unit, bars)
    assert len(bins.periods) <= MOST
    assert sum(period.stories for period in bins.periods) == span
    assert (bins.periods[0].first, bins.periods[-1].last) == (date(2014, 1, 1), date(2014, 1, 1) + timedelta(span - 1))


def test_weeks_begin_on_monday() -> None:
    bins = binned(days(400))
    assert {period.first.weekday() for period in bins.periods[1:]} == {0}
