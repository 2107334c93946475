"""Conditional requests: how long a page's validators are believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from menafn_crawler.fetch import are_believed, conditional_headers

WHOLE = datetime(2025, 5, 14, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "believed"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(0), True),
        (timedelta(hours=24) - timedelta(seconds=1), True),
        (timedelta(hours=24), False),
    ],
    ids=["of the future", "now", "just in time", "as old as the bound"],
)
def test_validators_are_believed_for_hours(age: timedelta, believed: bool) -> None:
    assert are_believed("2025-05-14T08:00:00Z", WHOLE + age, 24) is believed


def test_each_validator_has_its_header() -> None:
    assert conditional_headers("e", "m") == {"If-None-Match": "e", "If-Modified-Since": "m"}
    assert conditional_headers(None, None) == {}
