"""The time of a response by the site's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import site_time

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
