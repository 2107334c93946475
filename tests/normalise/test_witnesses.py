"""What a feed's date testifies: a day, and no time of day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import choose_date, clock_witness, feed_witness, witness_from_evidence

ZONE = ZoneInfo("America/New_York")
FETCHED = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Wed, 14 May 2025 04:44:27 GMT", "2025-05-14"),
        ("Wed, 14 May 2025 23:44:27 GMT", "2025-05-14"),
        ("Wed, 14 May 2025 04:44:27 +0000", "2025-05-14"),
        ("Wed, 14 May 2025 04:44:27 EST", "2025-05-14"),
        ("Wed, 14 May 2025 23:44:27 EDT", "2025-05-14"),
        ("Wed, 14 May 2025 04:44 UT", "2025-05-14"),
        ("Wed, 14 May 2025 04:44:27", "2025-05-14"),
        ("14 May 2025", "2025-05-14"),
        ("2025-05-14T08:44:27Z", "2025-05-14"),
        ("5/14/2025 4:44:27 AM", "2025-05-14"),
        ("Wed, 14 May 2025 03:59:59 GMT", "2025-05-13/2025-05-14"),
        ("Wed, 14 May 2025 23:30:00 -0700", "2025-05-14/2025-05-15"),
        ("May 14", "--05-14"),
        ("yesterday", None),
        ("32 May 2025", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_a_feeds_date_is_a_day_or_the_two_that_it_can_mean(raw: str, value: str | None) -> None:
    witness = feed_witness(raw, ZONE)
    assert (witness.source, witness.raw, witness.value, witness.instant) == ("feed", raw, value, None)
    assert witness_from_evidence({"source": "feed", "raw": raw}, ZONE) == witness


def test_it_never_gives_the_instant() -> None:
    feed, printed = feed_witness("2025-05-14T08:44:27Z", ZONE), clock_witness("printed", "May 14, 2025", ZONE)
    verdict = choose_date([feed, printed], FETCHED, ZONE)
    assert (verdict.published_at, verdict.published_on, verdict.date_precision) == (None, "2025-05-14", "day")


def test_alone_it_dates_the_day_where_its_clock_makes_no_difference() -> None:
    verdict = choose_date([feed_witness("Wed, 14 May 2025 04:44:27 GMT", ZONE)], FETCHED, ZONE)
    assert (verdict.published_on, verdict.date_source, verdict.date_precision) == ("2025-05-14", "feed", "day")
    assert choose_date([feed_witness("Wed, 14 May 2025 01:44:27 GMT", ZONE)], FETCHED, ZONE).published_on is None


def test_the_two_days_that_it_can_mean_do_not_stand_against_a_page() -> None:
    feed = feed_witness("Wed, 14 May 2025 01:30:00 GMT", ZONE)
    printed = clock_witness("printed", "2025-05-20 21:30:00", ZONE)
    verdict = choose_date([feed, printed], FETCHED, ZONE)
    assert (verdict.published_at, verdict.date_conflict) == ("2025-05-21T01:30:00Z", True)


@given(st.text(max_size=40))
def test_it_never_raises(raw: str) -> None:
    assert feed_witness(raw, ZONE).raw == raw
