"""When a probe has left the date range."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from menafn_crawler.discover import DateRange, KnownId
from menafn_crawler.discover.id_probe import ENOUGH_OUTSIDE, HitRate, Probe

SINCE, UNTIL = datetime(2025, 5, 14, tzinfo=UTC), datetime(2025, 5, 15, tzinfo=UTC)
RANGE = DateRange(SINCE, UNTIL)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "side"),
    [(SINCE - SECOND, -1), (SINCE, 0), (UNTIL, 0), (UNTIL + SECOND, 1)],
    ids=["before", "first", "last", "after"],
)
def test_both_ends_belong_to_the_range(at: datetime, side: int) -> None:
    assert RANGE.side(at) == side
    assert RANGE.outside(at) == (SECOND if side else timedelta(0))


def probe_after(*instants: datetime, step: int = 1) -> Probe:
    probe = Probe(step, 1109547000, 1109547000 + step * 1_000, RANGE)
    numbers = [1109547000 + step * n for n in range(len(instants))]
    probe.record(numbers, {n: KnownId(article=True, at=at) for n, at in zip(numbers, instants, strict=True)})
    return probe


def test_the_range_is_left_after_enough_articles_beyond_it_and_not_before() -> None:
    rate = HitRate(100, 100)
    near = UNTIL + timedelta(hours=1)
    assert not probe_after(*[near] * (ENOUGH_OUTSIDE - 1)).has_left_range(rate)
    assert probe_after(*[near] * ENOUGH_OUTSIDE).has_left_range(rate)


def test_three_articles_far_beyond_it_are_enough() -> None:
    rate, far = HitRate(100, 100), UNTIL + timedelta(hours=12)
    assert not probe_after(*[far] * 3).has_left_range(rate), "just twelve hours are not far"
    assert not probe_after(*[far + SECOND] * 2).has_left_range(rate)
    assert probe_after(*[far + SECOND] * 3).has_left_range(rate)


def test_an_article_within_begins_the_count_anew() -> None:
    near = UNTIL + SECOND
    assert not probe_after(*[near] * (ENOUGH_OUTSIDE - 1), UNTIL, near).has_left_range(HitRate(100, 100))


@pytest.mark.parametrize("step", [1, -1])
def test_a_way_into_the_range_is_the_wrong_direction(step: int) -> None:
    wrong = SINCE - SECOND if step > 0 else UNTIL + SECOND
    assert not probe_after(*[wrong] * (ENOUGH_OUTSIDE - 1), step=step).wrong_direction
    assert probe_after(*[wrong] * ENOUGH_OUTSIDE, step=step).wrong_direction


def test_a_goal_further_out_is_reached_first() -> None:
    probe = probe_after(*[UNTIL + SECOND] * ENOUGH_OUTSIDE)
    probe.continue_to(probe.position + 5)
    assert not probe.has_left_range(HitRate(100, 100))


@pytest.mark.parametrize("step", [1, -1])
def test_ids_are_looked_ahead_up_to_the_bound(step: int) -> None:
    probe = Probe(step, 1109547000, 1109547000 + step * 64, RANGE)
    assert probe.lookahead_ids() == [1109547000 + step * 16, 1109547000 + step * 64]
