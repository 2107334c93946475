"""Numbers and time: the site's table, and neighbours of which some are wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import (
    SITE_ANCHORS,
    Anchor,
    Calibration,
    best_interval,
    between_neighbours,
    in_order,
    site_calibration,
)

NOON = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)


def test_the_table_of_the_site_rises() -> None:
    assert list(SITE_ANCHORS) == sorted(SITE_ANCHORS)
    assert [text for _, text in SITE_ANCHORS] == sorted(text for _, text in SITE_ANCHORS)


@pytest.mark.parametrize(("article_id", "text"), SITE_ANCHORS, ids=lambda value: str(value))
def test_an_anchor_lies_in_its_own_interval(article_id: int, text: str) -> None:
    interval = site_calibration().interval(article_id)
    instant = _anchor(article_id, text).earliest
    assert interval.first - timedelta(days=1) <= instant <= interval.last + timedelta(days=1)


@pytest.mark.parametrize(
    "place",
    [n for n, (_, text) in enumerate(SITE_ANCHORS) if text >= "2021" and n < len(SITE_ANCHORS) - 1],
    ids=lambda place: str(SITE_ANCHORS[place][0]),
)
def test_an_anchor_left_out_is_found_by_the_others(place: int) -> None:
    """The table predicts each of its own dates since 2021 from the rest: its slack is honest."""
    anchors = [_anchor(*row) for row in SITE_ANCHORS]
    left_out = anchors.pop(place)
    interval = Calibration(anchors).interval(left_out.article_id)
    assert interval.first <= left_out.latest
    assert interval.last >= left_out.earliest


def _anchor(article_id: int, text: str) -> Anchor:
    day = f"{text}-01" if len(text) == 7 else text
    first = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(hours=4)
    exact = timedelta(0) if ":" in text else timedelta(days=31 if day != text else 1)
    return Anchor(article_id, first, first + exact)


def test_the_future_of_the_table_is_wide() -> None:
    last = SITE_ANCHORS[-1][0]
    near, far = site_calibration().interval(last + 4_000), site_calibration().interval(last + 400_000)
    assert timedelta(days=1) < near.last - near.first < far.last - far.first


@pytest.mark.parametrize("article_id", [0, 1, 10**12], ids=str)
def test_any_number_has_an_interval(article_id: int) -> None:
    interval = site_calibration().interval(article_id)
    assert interval.last - interval.first > timedelta(days=365)


def test_ids_of_a_span_hold_its_articles() -> None:
    ids = site_calibration().ids(NOON - timedelta(days=1), NOON)
    assert 1109547045 in ids
    assert len(ids) < 60_000


@given(st.integers(1_095_002_404, 1_112_000_000))
def test_interval_and_ids_are_inverse(article_id: int) -> None:
    interval = site_calibration().interval(article_id)
    assert article_id in site_calibration().ids(interval.first, interval.last)


def minutes(*pairs: tuple[int, int]) -> list[tuple[int, datetime]]:
    return [(article_id, NOON + timedelta(minutes=minute)) for article_id, minute in pairs]


def test_neighbours_bound_from_both_sides() -> None:
    interval = between_neighbours(50, minutes((10, 0), (40, 10), (60, 12), (90, 20)))
    assert interval is not None
    assert (interval.first, interval.last) == (NOON + timedelta(minutes=10), NOON + timedelta(minutes=12))
    assert interval.reason == "40 < id < 60"


@pytest.mark.parametrize(
    "wrong",
    [[(45, -500_000)], [(45, 900)], [(55, -70)], [(42, 5_000), (44, -9_000), (58, 525_600)]],
    ids=["a year too early below", "too late below", "too early above", "three"],
)
def test_wrong_neighbours_are_left_out(wrong: list[tuple[int, int]]) -> None:
    right = [(10, 0), (20, 3), (30, 6), (40, 10), (60, 12), (70, 15), (80, 18), (90, 20)]
    interval = between_neighbours(50, minutes(*right, *wrong))
    assert interval is not None
    assert (interval.first, interval.last) == (NOON + timedelta(minutes=10), NOON + timedelta(minutes=12))


@given(st.permutations(minutes((10, 0), (40, 10), (60, 12), (90, 20), (95, -40))))
def test_the_order_in_which_neighbours_were_crawled_does_not_matter(places: list[tuple[int, datetime]]) -> None:
    assert between_neighbours(50, places) == between_neighbours(50, sorted(places))


@pytest.mark.parametrize("places", [[], minutes((10, 0)), minutes((60, 1), (70, 2))], ids=["none", "below", "above"])
def test_one_side_alone_bounds_nothing(places: list[tuple[int, datetime]]) -> None:
    assert between_neighbours(50, places) is None


def test_close_neighbours_are_better_than_the_table_and_far_ones_are_not() -> None:
    known = 1109547045
    close = best_interval(known, minutes((known - 5, -1), (known + 5, 1)))
    assert close is not None
    assert close.last - close.first == timedelta(minutes=2)
    far = best_interval(known, minutes((known - 500_000, -175_000), (known + 500_000, 175_000)))
    assert far == site_calibration().interval(known)


def test_neighbours_overrule_the_table_where_they_contradict_it() -> None:
    """Another newsroom may number its articles otherwise; what its own pages say of its ids is what counts."""
    known = 1109547045
    apart = best_interval(known, minutes((known - 400_000, -1_000_000), (known + 5, -900_000)))
    assert apart is not None
    assert apart.last == NOON - timedelta(minutes=900_000)


def test_where_the_table_is_contradicted_and_nobody_stands_on_both_sides_numbers_say_nothing() -> None:
    known = 1109547045
    assert best_interval(known, minutes((known - 5, -900_000), (known - 4, -899_000))) is None
    assert best_interval(known, minutes((known - 5, -1))) == site_calibration().interval(known)


@pytest.mark.parametrize(
    ("article_id", "instant"),
    [
        (1109547045, "2025-05-14T08:44:27Z"),
        (1109038104, "2024-12-29T00:09:34Z"),
        (1107481355, "2023-11-24T12:16:52Z"),
    ],
)
def test_the_table_is_in_eastern_time_summer_and_winter(article_id: int, instant: str) -> None:
    assert site_calibration().number_at(datetime.fromisoformat(instant)) == article_id


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ([(1, 0), (2, 0), (3, 0)], [1, 2, 3]),
        ([(1, 0), (2, 5), (3, 4), (4, 6)], [1, 2, 4]),
        ([(1, 9), (2, 1), (3, 2)], [2, 3]),
        ([], []),
    ],
)
def test_the_longest_part_in_order(places: list[tuple[int, int]], kept: list[int]) -> None:
    assert [number for number, _ in in_order(minutes(*places))] == kept


@pytest.mark.parametrize(("contradicting", "table_says"), [(1, True), (2, False)])
def test_the_table_is_given_up_where_most_neighbours_contradict_it(contradicting: int, table_says: bool) -> None:
    known = 1109547045
    places = [(known - 9, -200), *((known - 5 + n, -900_000 + n) for n in range(contradicting))]
    assert (best_interval(known, minutes(*places)) is not None) == table_says


def test_neighbours_that_touch_the_table_are_not_contradicted_by_it() -> None:
    known = 1109547045
    table = site_calibration().interval(known)
    for edge in (table.first, table.last):
        assert best_interval(known, [(known - 5, edge), (known + 5, edge)]) is not None
