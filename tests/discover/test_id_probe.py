"""When a probe has left the date range."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from menafn_crawler.discover import DateRange, KnownId
from menafn_crawler.discover.id_probe import BATCH, ENOUGH_OUTSIDE, LEAST_NUMBER, HitRate, Probe

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
    assert not probe_after(*[wrong] * (ENOUGH_OUTSIDE - 1), step=step).is_wrong_direction
    assert probe_after(*[wrong] * ENOUGH_OUTSIDE, step=step).is_wrong_direction


def test_a_goal_further_out_is_reached_first() -> None:
    probe = probe_after(*[UNTIL + SECOND] * ENOUGH_OUTSIDE)
    probe.continue_to(probe.position + 5)
    assert not probe.has_left_range(HitRate(100, 100))


@pytest.mark.parametrize("step", [1, -1])
def test_ids_are_looked_ahead_up_to_the_bound(step: int) -> None:
    probe = Probe(step, 1109547000, 1109547000 + step * 64, RANGE)
    assert probe.lookahead_ids() == [1109547000 + step * 16, 1109547000 + step * 64]


@pytest.mark.parametrize(
    ("numbers", "articles", "most"),
    [(10, 0, float("inf")), (24, 12, 24), (20, 10, 24), (48, 12, 48), (100, 1, 1200)],
    ids=["no article yet", "half", "half, fewer", "a quarter", "few"],
)
def test_so_many_misses_are_chance(numbers: int, articles: int, most: float) -> None:
    rate = HitRate()
    rate.add(range(numbers), {n: KnownId(article=n < articles) for n in range(numbers - 1)})
    assert (rate.numbers, rate.articles, rate.most_misses) == (numbers, articles, most)


@pytest.mark.parametrize(("misses", "left"), [(23, False), (24, True)])
def test_misses_that_are_not_chance_end_the_range(misses: int, left: bool) -> None:
    probe = Probe(1, 1109547000, 1109600000, RANGE)
    probe.record(range(1109547000, 1109547000 + misses), {})
    assert probe.has_left_range(HitRate(100, 100)) is left


@pytest.mark.parametrize(
    ("seen", "position", "left"),
    [
        ({}, 1109547100, False),
        ({}, 1109547101, True),
        ({1109547100: UNTIL}, 1109547101, False),
        ({1109547100: UNTIL + SECOND}, 1109547101, True),
        ({1109547092: UNTIL}, 1109547100, False),
        ({1109547092: UNTIL}, 1109547101, True),
    ],
    ids=["at the bound", "beyond it", "the last is in the range", "the last is out", "few misses", "enough misses"],
)
def test_beyond_the_bound_little_ends_the_range(seen: dict[int, datetime], position: int, left: bool) -> None:
    probe = Probe(1, min(seen, default=position - 1), 1109547100, RANGE)
    answers = {n: KnownId(article=True, at=at) for n, at in seen.items()}
    probe.record(range(probe.position, position), answers)
    assert probe.has_left_range(HitRate(100, 100)) is left


@pytest.mark.parametrize("step", [1, -1])
def test_a_goal_is_passed_and_forgotten(step: int) -> None:
    probe = probe_after(*[(UNTIL if step > 0 else SINCE) + step * SECOND] * ENOUGH_OUTSIDE, step=step)
    goal = probe.position + step
    probe.continue_to(goal)
    assert len(probe.next_ids()) == BATCH
    for number, left in ((goal - step, False), (goal, True)):
        probe.record([number] * ENOUGH_OUTSIDE, {number: KnownId(True, (UNTIL if step > 0 else SINCE) + step * SECOND)})
        assert probe.has_left_range(HitRate(100, 100)) is left


@pytest.mark.parametrize(
    ("instants", "size"),
    [
        ([], ENOUGH_OUTSIDE),
        ([UNTIL + SECOND], ENOUGH_OUTSIDE),
        ([SINCE], ENOUGH_OUTSIDE),
        ([SINCE, SINCE + timedelta(hours=1)], 11),
        ([SINCE, SINCE + timedelta(hours=2)], ENOUGH_OUTSIDE),
        ([SINCE, SINCE + timedelta(minutes=1)], BATCH),
        ([SINCE, SINCE], BATCH),
        ([SINCE, SINCE + timedelta(minutes=1), UNTIL + SECOND], ENOUGH_OUTSIDE),
    ],
    ids=["none", "one beyond", "one within", "half of what is left", "few left", "many left", "no time gone", "ending"],
)
def test_a_batch_is_half_of_what_is_left_of_the_range(instants: list[datetime], size: int) -> None:
    assert len(probe_after(*instants).next_ids()) == size
    towards_the_first = [SINCE + (UNTIL - at) for at in instants]
    assert len(probe_after(*towards_the_first, step=-1).next_ids()) == size


@pytest.mark.parametrize(("misses", "size"), [(8, 8), (9, 9), (64, 64), (65, 64)])
def test_a_batch_grows_with_the_misses(misses: int, size: int) -> None:
    probe = Probe(1, 1109547000, 1109600000, RANGE)
    probe.record(range(1109547000, 1109547000 + misses), {})
    assert probe.next_ids() == list(range(1109547000 + misses, 1109547000 + misses + size))


@pytest.mark.parametrize(
    ("step", "start", "ids"),
    [
        (-1, LEAST_NUMBER + 1, [LEAST_NUMBER + 1, LEAST_NUMBER]),
        (-1, LEAST_NUMBER - 1, []),
        (1, 10**12 - 2, [10**12 - 2, 10**12 - 1]),
        (1, 10**12, []),
    ],
    ids=["least", "below it", "greatest", "above it"],
)
def test_no_number_is_asked_for_that_an_address_cannot_have(step: int, start: int, ids: list[int]) -> None:
    probe = Probe(step, start, start + step * 100, RANGE)
    assert probe.next_ids() == ids
    assert probe.done is (not ids)
    assert min(Probe(-1, LEAST_NUMBER + 16, 0, RANGE).lookahead_ids()) == LEAST_NUMBER


@pytest.mark.parametrize("step", [1, -1])
def test_ids_in_the_range_come_the_furthest_first(step: int) -> None:
    probe = Probe(step, 1109547000, 1109547000 + step * 64, RANGE)
    answers = {
        n: KnownId(True, at) for n, at in zip(range(5), [SINCE, UNTIL, UNTIL + SECOND, None, SINCE], strict=True)
    }
    assert probe.ids_in_range(answers) == [4, 1, 0][::step]
    assert probe.neighbours_of(10) == [7, 8, 9, 11, 12, 13]


def test_the_last_sixteen_dated_articles_are_remembered() -> None:
    instants = [SINCE + n * SECOND for n in range(20)]
    assert probe_after(*instants).recent == [(1109547000 + n, instants[n]) for n in range(4, 20)]


def test_an_article_on_the_other_side_begins_the_count_anew_and_one_without_date_does_not() -> None:
    wrong, far = SINCE - SECOND, UNTIL + timedelta(hours=13)
    assert not probe_after(*[wrong] * (ENOUGH_OUTSIDE - 1), far, wrong).is_wrong_direction
    assert not probe_after(*[wrong] * (ENOUGH_OUTSIDE - 1), SINCE, wrong).is_wrong_direction
    assert not probe_after(far, far, UNTIL + SECOND, far).has_left_range(HitRate(100, 100))
