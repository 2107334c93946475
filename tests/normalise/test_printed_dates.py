"""The forms in which the site prints a date."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import find_printed_date, read_printed_date
from tests.records import pairs


@pytest.mark.parametrize(("printed", "number"), pairs("published", "id"))
def test_real_dates_are_read_to_the_second(printed: str, number: str) -> None:
    read = read_printed_date(printed)
    assert read is not None
    assert read.precision == "second"
    assert read.on is not None
    assert read.on.year in range(2020, 2027)
    assert find_printed_date(f"Date {printed}") == printed


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("2025-05-14 04:44:27", "2025-05-14T04:44:27"),
        ("2025-05-14T04:44:27", "2025-05-14T04:44:27"),
        ("2025-05-14\u00a004:44:27", "2025-05-14T04:44:27"),
        ("2025-5-4 4:04", "2025-05-04T04:04:00"),
        ("10/26/2024 2:24:13 PM", "2024-10-26T14:24:13"),
        ("10/26/2024 12:24:13 AM", "2024-10-26T00:24:13"),
        ("10/26/2024 12:24:13 PM", "2024-10-26T12:24:13"),
        ("1/2/2024 3:04:05 p.m.", "2024-01-02T15:04:05"),
        ("26 October 2024 14:24", "2024-10-26T14:24:00"),
        ("Oct 26, 2024 2:24 PM", "2024-10-26T14:24:00"),
        ("٢٠٢٥-٠٥-١٤ ٠٤:٤٤:٢٧", "2025-05-14T04:44:27"),
        ("14 مايو 2025 04:44", "2025-05-14T04:44:00"),
        ("14 أيار 2025 04:44", "2025-05-14T04:44:00"),
        ("\u200f14 مايو 2025\u200f الساعة 4:44 م", "2025-05-14T16:44:00"),
        ("تاريخ النشر: الأربعاء ١٤ مايو ٢٠٢٥ - ٠٤:٤٤", "2025-05-14T04:44:00"),
        ("آخر تحديث 2025-05-14 04:44:27", "2025-05-14T04:44:27"),
    ],
)
def test_wall_clocks(printed: str, clock: str) -> None:
    read = read_printed_date(printed)
    assert read is not None
    assert read.wall_clock == datetime.fromisoformat(clock)


@pytest.mark.parametrize(
    ("printed", "month", "day", "year"),
    [
        ("Oct 26", 10, 26, None),
        ("26 October", 10, 26, None),
        ("2025-05-14", 5, 14, 2025),
        ("May 14, 2025", 5, 14, 2025),
    ],
)
def test_days_without_a_time(printed: str, month: int, day: int, year: int | None) -> None:
    read = read_printed_date(printed)
    assert read is not None
    assert (read.month, read.day, read.year, read.time) == (month, day, year, None)


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "05/06/2025",
            "14/05/2025",
            "14/05/2025 04:44:27",
            "2025-13-01",
            "2025-02-30 01:00:00",
            "2025-05-14 24:00:00",
        ),
        *("10/26/2024 13:24:13 PM", "", "Date", "yesterday", "5 hours ago", "1109547045", "24.05.2024", "in May 2025"),
    ],
)
def test_what_is_not_certain_is_not_read(printed: str) -> None:
    assert read_printed_date(printed) is None


@pytest.mark.parametrize(
    "line",
    [
        "Exports rose 14 percent in May 2025",
        "On 2025-05-14 04:44:27 the minister spoke",
        "1928 -- A council sat",
        "May",
    ],
)
def test_a_date_in_a_sentence_is_not_the_printed_one(line: str) -> None:
    assert find_printed_date(line) is None


def test_a_zone_is_kept() -> None:
    read = read_printed_date("2025-05-14 04:44:27 +03:00")
    assert read is not None
    assert (read.time, read.offset) == (time(4, 44, 27), timezone(timedelta(hours=3)))


FORMS = st.sampled_from(["%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"])
NAIVE = st.datetimes().map(lambda moment: moment.replace(year=2000 + moment.year % 100, microsecond=0))


@given(NAIVE.filter(lambda moment: (moment.month, moment.day) != (2, 29)), FORMS)
def test_what_the_site_prints_is_read_back(moment: datetime, form: str) -> None:
    read = read_printed_date(moment.strftime(form))
    assert read is not None
    assert read.wall_clock == moment


@given(st.text(max_size=60) | st.text(alphabet="0123456789/-: APMay", max_size=30))
def test_nothing_raises(text: str) -> None:
    read = read_printed_date(text)
    found = find_printed_date(text)
    assert found is None or found in text
    assert read is None or 1 <= read.month <= 12
