"""Printed dates that stand on page after page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.items import Article
from menafn_crawler.normalise import CLOCK_NOTE, ConstantDates, PageClocks, at_midnight, midnight_is_a_day, utc_text
from tests.store.made import article

CONSTANT = "2026-03-03 09:00:00"


def test_a_time_on_every_page_is_stale_and_names_the_pages_it_misled() -> None:
    repeated = ConstantDates()
    assert repeated.saw(CONSTANT, 1) == []
    assert repeated.saw(CONSTANT, 2) == []
    assert repeated.saw(CONSTANT, 3) == [1, 2, 3]
    assert repeated.stale == {CONSTANT}


def test_a_time_on_pages_of_many_days_is_stale_though_others_print_their_own() -> None:
    repeated = ConstantDates()
    for number in range(50):
        repeated.saw(f"2025-05-14 04:{number:02}:00", 1109500000 + number)
    repeated.saw(CONSTANT, 1109000000)
    repeated.saw(CONSTANT, 1109500000)
    assert repeated.saw(CONSTANT, 1109600000) == [1109000000, 1109500000, 1109600000]


def test_releases_of_the_same_second_are_not_stale() -> None:
    repeated = ConstantDates()
    repeated.saw("2025-05-14 04:44:00", 1109547000)
    for number in range(5):
        assert repeated.saw("2025-05-14 04:44:27", 1109547045 + number) == []
    assert repeated.stale == set()


@pytest.mark.parametrize("raw", ["May 14", "14 May 2025", "soon", ""], ids=str)
def test_days_and_junk_are_not_watched(raw: str) -> None:
    repeated = ConstantDates()
    for number in range(10):
        assert repeated.saw(raw, number) == []


def test_the_same_page_seen_again_proves_nothing() -> None:
    repeated = ConstantDates()
    for _ in range(5):
        assert repeated.saw(CONSTANT, 1) == []


def test_what_earlier_runs_found_is_known() -> None:
    assert ConstantDates({CONSTANT}).saw(CONSTANT, 1) == []
    assert ConstantDates({CONSTANT}).stale == {CONSTANT}


def test_memory_is_bounded() -> None:
    repeated = ConstantDates()
    for number in range(12_000):
        repeated.saw(
            f"2025-05-{number % 28 + 1:02} {number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}", number
        )
    assert len(repeated._pages) <= 5_001


@pytest.mark.parametrize(("distance", "stale"), [(7_000, False), (7_001, True)])
def test_from_when_on_one_second_is_printed_on_too_many_days(distance: int, stale: bool) -> None:
    constant = ConstantDates()
    for number in range(5):
        constant.saw(f"2025-05-14 04:0{number}:00", 1109500000 + number)
    constant.saw(CONSTANT, 1109500000)
    constant.saw(CONSTANT, 1109500001)
    constant.saw(CONSTANT, 1109500000 + distance)
    assert (CONSTANT in constant.stale) == stale


def test_two_pages_prove_nothing_however_far_apart() -> None:
    constant = ConstantDates()
    constant.saw(CONSTANT, 1109000000)
    assert constant.saw(CONSTANT, 1109900000) == []


def test_a_constant_beside_times_of_their_own_is_found_at_the_third_page() -> None:
    """A page gives several times; what counts is on how many pages each is."""
    constant = ConstantDates()
    for number in range(3):
        constant.saw(f"2025-05-14 04:0{number}:00", number)
        constant.saw(f"datePublished: {CONSTANT}", number)
    assert constant.stale == {f"datePublished: {CONSTANT}"}


ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("published_at", "midnight"),
    [
        ("2025-05-14T04:00:00Z", True),
        ("2025-01-14T05:00:00Z", True),
        ("2025-05-14T04:00:01Z", False),
        ("2025-05-14T04:01:00Z", False),
        ("2025-05-14T05:00:00Z", False),
        ("2025-05-14T00:00:00Z", False),
        (None, False),
    ],
)
def test_midnight_on_the_sites_clock(published_at: str | None, midnight: bool) -> None:
    assert at_midnight(published_at, ZONE) == midnight


def test_midnight_in_a_zone_of_half_hours() -> None:
    assert at_midnight("2025-05-13T18:30:00Z", ZoneInfo("Asia/Kolkata"))


M13, M14, M15 = (f"2025-05-{day}T04:00:00Z" for day in (13, 14, 15))
TIMED = "2025-05-14T09:10:00Z"


@pytest.mark.parametrize(
    ("others", "is_a_day"),
    [
        ([], False),
        ([(M13, False)], False),
        ([(M13, False), (M13, False)], False),
        ([(M13, False), (M14, False)], True),
        ([(M13, False), (None, True)], True),
        ([(M13, False), (M14, False), (TIMED, False), (TIMED, False)], True),
        ([(M13, False), (M14, False), *[(TIMED, False)] * 3], False),
        ([(None, False), (M13, False), (M14, False)], True),
    ],
)
def test_midnight_is_a_day_on_article_after_article(others: list[tuple[str | None, bool]], is_a_day: bool) -> None:
    assert midnight_is_a_day(others, ZONE) == is_a_day


def timed(number: int, published_at: str | None, fetched_at: str, note: str | None = None) -> Article:
    evidence = {"source": "printed", "raw": "x", "value": published_at, "verdict": "chosen"}
    said = evidence | ({"note": note} if note else {})
    return article(number, published_at=published_at, fetched_at=fetched_at, date_evidence=(said,))


def clock(number: int, second: int, *, ahead: int = 0, hours: int = 3) -> Article:
    shown = datetime(2025, 5, 14, 9, tzinfo=UTC) + timedelta(seconds=second)
    return timed(number, utc_text(shown), utc_text(shown + timedelta(hours=hours, seconds=ahead)))


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        pytest.param([clock(9 - n, 20 * n) for n in range(4)], [9, 8, 7, 6], id="against the ids"),
        pytest.param([clock(n, 20 * n) for n in range(4)], [0, 1, 2, 3], id="far apart"),
        pytest.param([clock(n, n) for n in range(4)], [], id="a burst in the order of ids"),
        pytest.param([clock(9 - n, n) for n in range(3)], [], id="three"),
        pytest.param([clock(9 - n, 20 * n, ahead=n % 4) for n in range(4)], [9, 8, 7, 6], id="within three seconds"),
        pytest.param([clock(9 - n, 20 * n, ahead=9 * n) for n in range(4)], [], id="not steady"),
        pytest.param([clock(9 - n, 0) for n in range(6)], [], id="one second"),
    ],
)
def test_a_time_that_moves_with_the_fetch_is_a_clock(pages: list[Article], found: list[int]) -> None:
    clocks = PageClocks()
    moving = [clocks.saw(page) for page in pages]
    assert sorted(moving[-1]) == sorted(found)


@pytest.mark.parametrize(
    ("own", "suspected", "are_ruled_out"), [(9, 0, False), (10, 1, True), (19, 2, False), (20, 2, True)]
)
def test_how_many_times_of_their_own_rule_a_clock_out(own: int, suspected: int, are_ruled_out: bool) -> None:
    clocks = PageClocks()
    for number in range(own):
        clocks.saw(timed(number, f"2025-05-14T09:{number:02}:00Z", "2025-05-15T00:00:00Z"))
    for number in range(suspected):
        clocks.saw(timed(100 + number, None, "2025-05-15T00:00:00Z", CLOCK_NOTE))
    assert clocks.suspected == {100 + number for number in range(suspected)}
    assert clocks.are_ruled_out == are_ruled_out


def test_a_page_without_a_time_is_no_page_with_its_own() -> None:
    clocks = PageClocks()
    for number in range(20):
        assert clocks.saw(timed(number, None, "2025-05-15T00:00:00Z")) == []
    assert not clocks.are_ruled_out
