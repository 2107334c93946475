"""The time of a response by the site's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import read_date_header, site_time

OWN = datetime(2025, 5, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "age", "hours"),
    [
        ("Wed, 14 May 2025 18:00:00 GMT", None, 6),
        ("Wed, 14 May 2025 06:00:00 GMT", None, -6),
        ("Wed, 14 May 2025 12:01:59 GMT", None, 0),
        ("Wed, 14 May 2025 11:00:00 GMT", "3600", 0),
        ("Wed, 14 May 2025 17:00:00 GMT", "3600", 6),
        ("Wed, 14 May 2025 18:00:00 GMT", "soon", 6),
        ("Wed, 14 May 2025 18:00:00 GMT", "9" * 400, 6),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, 0),
        ("yesterday", None, 0),
        ("", None, 0),
        (None, None, 0),
    ],
)
def test_the_sites_clock_counts_where_it_is_plausible(header: str | None, age: str | None, hours: int) -> None:
    assert site_time(OWN, header, age) == OWN + timedelta(hours=hours)


@given(st.text(max_size=120), st.none() | st.text(max_size=12))
def test_nothing_raises(header: str, age: str | None) -> None:
    assert abs(site_time(OWN, header, age) - OWN) < timedelta(days=2)


HOSTILE = {
    "empty": "",
    "no date": "soon",
    "a number": "9" * 5_000,
    "a day that is none": "Wed, 34 May 2025 12:00:00 GMT",
    "a year without end": "Wed, 14 May 99999999999 12:00:00 GMT",
    "a zone without end": "Wed, 14 May 2025 12:00:00 +99999999",
    "colons": "Wed, 14 May 2025 ::: GMT",
    "no time": "Wed, 14 May",
    "controls": "\x00\x1b[2J",
}


@pytest.mark.parametrize("header", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_date_header_is_none(header: str) -> None:
    assert read_date_header(header) is None


@given(st.text(max_size=60) | st.from_regex(r"\AWed, \d{1,3} May \d{1,6} \d{1,3}:\d{1,3}:\d{1,3} [+-]?\w{1,6}\Z"))
def test_whatever_a_header_says_it_is_an_aware_instant_or_none(header: str) -> None:
    instant = read_date_header(header)
    assert instant is None or instant.tzinfo is not None


@pytest.mark.parametrize(
    ("seconds", "counts"),
    [(120, False), (121, True), (-120, False), (-121, True), (172_799, True), (172_800, False)],
)
def test_from_when_on_the_sites_clock_counts(seconds: int, counts: bool) -> None:
    sent = OWN + timedelta(seconds=seconds)
    assert site_time(OWN, format_datetime(sent, usegmt=True)) == (sent if counts else OWN)
