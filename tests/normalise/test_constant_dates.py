"""Printed dates that stand on page after page."""

from __future__ import annotations

import pytest

from menafn_crawler.normalise import ConstantDates

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
