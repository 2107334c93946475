"""From certain articles to the numbers that were issued each day, and what became of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import utc_text
from menafn_crawler.report.coverage import Coverage, Period, in_order, issued, measure, stretches
from tests.report.made import ZONE

Certain = tuple[int, str, str]


def certain(number: int, local: str) -> Certain:
    """A certain article that was printed at a local time of the site."""
    instant = datetime.fromisoformat(local).replace(tzinfo=ZONE)
    return number, utc_text(instant.astimezone(UTC)), local[:10]


def issued_by_day(*articles: Certain) -> dict[str, tuple[int, int]]:
    """Numbers issued and sure, by day."""
    days, _ = issued(articles, ZONE)
    return {day.first.isoformat(): (day.issued, day.sure) for day in days}


CASES: dict[str, tuple[list[Certain], dict[str, tuple[int, int]]]] = {
    "nothing": ([], {}),
    "one article": ([certain(100, "2025-05-14 12:00")], {"2025-05-14": (1, 1)}),
    "one day": ([certain(100, "2025-05-14 01:00"), certain(199, "2025-05-14 23:00")], {"2025-05-14": (100, 100)}),
    "two days, midnight in the middle": (
        [certain(100, "2025-05-14 12:00"), certain(201, "2025-05-15 12:00")],
        {"2025-05-14": (51, 1), "2025-05-15": (51, 1)},
    ),
    "midnight is nearer to the second": (
        [certain(100, "2025-05-14 18:00"), certain(201, "2025-05-15 18:00")],
        {"2025-05-14": (26, 1), "2025-05-15": (76, 1)},
    ),
    "a day between of which there is nothing": (
        [certain(100, "2025-05-14 12:00"), certain(301, "2025-05-16 12:00")],
        {"2025-05-14": (51, 1), "2025-05-15": (100, 0), "2025-05-16": (51, 1)},
    ),
    "one dated a year too early": (
        [
            certain(100, "2025-05-14 01:00"),
            certain(101, "2025-05-14 01:01"),
            certain(150, "2024-05-14 02:00"),
            certain(199, "2025-05-14 23:00"),
        ],
        {"2025-05-14": (100, 100)},
    ),
    "the night in which clocks go back has 25 hours": (
        [certain(0, "2025-11-01 12:00"), certain(4801, "2025-11-03 11:00")],
        {"2025-11-01": (1201, 1), "2025-11-02": (2500, 0), "2025-11-03": (1101, 1)},
    ),
    "neighbours with nothing between": (
        [certain(100, "2025-05-14 23:59"), certain(101, "2025-05-15 00:01")],
        {"2025-05-14": (1, 1), "2025-05-15": (1, 1)},
    ),
}


@pytest.mark.parametrize(("articles", "expected"), CASES.values(), ids=CASES.keys())
def test_numbers_issued_each_day(articles: list[Certain], expected: dict[str, tuple[int, int]]) -> None:
    assert issued_by_day(*articles) == expected


def test_the_zone_of_the_store_may_be_another_than_the_one_of_now() -> None:
    days = issued_by_day((100, "2025-05-14T02:00:00Z", "2025-05-14"), (200, "2025-05-14T02:00:00Z", "2025-05-15"))
    assert sum(count for count, _ in days.values()) == 101


TIMES = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 60 * 24 * 20)), max_size=40, unique_by=lambda pair: pair[0]
)


@given(TIMES)
def test_the_days_share_out_the_numbers_without_a_rest(pairs: list[tuple[int, int]]) -> None:
    begin = datetime(2025, 3, 1, tzinfo=UTC)
    instants = [(number, begin + timedelta(minutes=minute)) for number, minute in sorted(pairs)]
    articles = [(number, utc_text(at), at.astimezone(ZONE).date().isoformat()) for number, at in instants]
    days, firsts = issued(articles, ZONE)
    assert all(0 <= day.sure <= day.issued for day in days)
    assert [day.first for day in days] == [days[0].first + timedelta(days=count) for count in range(len(days))]
    assert firsts == sorted(firsts)
    assert sum(day.issued for day in days) == (firsts[-1] - firsts[0] if firsts else 0)


@given(st.lists(st.integers(0, 6), max_size=25))
def test_most_articles_are_kept_in_order(offsets: list[int]) -> None:
    days = [f"2025-05-{14 + offset}" for offset in offsets]
    kept = in_order(list(stretches((number, "2025-05-14T00:00:00Z", day) for number, day in enumerate(days))))
    assert [stretch.day for stretch in kept] == sorted(stretch.day for stretch in kept)
    longest: list[int] = []  # the classical way, a quadratic one
    for place, offset in enumerate(offsets):
        longest.append(1 + max((longest[i] for i in range(place) if offsets[i] <= offset), default=0))
    assert sum(stretch.articles for stretch in kept) == max(longest, default=0)


def test_what_is_found_is_counted_where_its_number_lies() -> None:
    articles = [certain(100, "2025-05-14 00:00"), certain(149, "2025-05-14 23:59:59"), certain(150, "2025-05-15 00:00")]
    found = [
        ("stories", 100),
        ("copies", 149),
        ("gone", 120),
        ("open", 150),
        ("aside", 121),
        ("open", 99),
        ("gone", 151),
    ]
    coverage = measure(articles, found, ZONE)
    assert coverage.days == (
        Period(date(2025, 5, 14), date(2025, 5, 14), 50, 50, stories=1, copies=1, gone=1, aside=1),
        Period(date(2025, 5, 15), date(2025, 5, 15), 1, 1, open=1),
    )
    assert coverage.outside == 2
    assert coverage.days[0].unknown == 46


DAY = date(2025, 5, 14)
SHARES = {
    "half": (Period(DAY, DAY, 100, 100, stories=40, copies=10), 0.5),
    "what is gone could not be had": (Period(DAY, DAY, 100, 100, stories=40, gone=20), 0.5),
    "what is open or set aside is missing": (Period(DAY, DAY, 100, 100, stories=25, open=25, aside=25), 0.25),
    "all gone": (Period(DAY, DAY, 10, 10, gone=10), None),
    "no number": (Period(DAY, DAY, 0, 0), None),
}


@pytest.mark.parametrize(("period", "share"), SHARES.values(), ids=SHARES.keys())
def test_coverage(period: Period, share: float | None) -> None:
    assert period.coverage == share


@pytest.mark.parametrize(("sure", "estimated"), [(90, False), (89, True), (0, True)])
def test_an_estimate_is_one_with_little_between_certain_articles(sure: int, estimated: bool) -> None:
    assert Period(DAY, DAY, 100, sure).estimated is estimated


def test_holes_are_days_without_an_article_one_stretch_each() -> None:
    stored = [1, 0, 0, 1, 0, 1]
    days = [DAY + timedelta(days=count) for count in range(len(stored))]
    coverage = Coverage(tuple(Period(day, day, 9, 9, stories=n) for day, n in zip(days, stored, strict=True)), 0)
    assert coverage.holes == ((days[1], days[2]), (days[4], days[4]))
    assert coverage.crawled is not None
    assert coverage.crawled.issued == 27
    assert coverage.whole is not None
    assert coverage.whole.issued == 54
