"""When a run stops asking."""

from __future__ import annotations

import pytest

from menafn_crawler.fetch import CircuitBreaker, Disappearance, State


def failing(times: int, threshold: int = 15) -> CircuitBreaker:
    breaker = CircuitBreaker(threshold)
    for _ in range(times):
        breaker.record_failure("blocked")
    return breaker


@pytest.mark.parametrize(("times", "state"), [(14, State.CLOSED), (15, State.HALF_OPEN), (40, State.HALF_OPEN)])
def test_so_many_failures_in_a_row(times: int, state: State) -> None:
    assert failing(times).state is state


def test_a_good_answer_begins_the_count_anew() -> None:
    breaker = failing(14)
    breaker.record_success()
    breaker.record_failure("blocked")
    assert breaker.state is State.CLOSED


def test_only_probes_open_it() -> None:
    breaker = failing(15)
    for _ in range(10):
        breaker.record_failure("blocked")
    assert breaker.state.value == "half-open"
    waits = []
    for _ in range(3):
        waits.append(breaker.wait(1.0))
        breaker.record_failure("blocked", probe=True)
    assert (breaker.state.value, waits) == ("open", [5.0, 10.0, 20.0])
    breaker.record_success()
    assert breaker.state.value == "open"


def test_a_probe_that_succeeds_closes_it() -> None:
    breaker = failing(15)
    breaker.record_failure("blocked", probe=True)
    breaker.record_success()
    assert (breaker.state, breaker.failed_probes) == (State.CLOSED, 0)


def test_zero_turns_it_off() -> None:
    assert failing(100, threshold=0).state is State.CLOSED


@pytest.mark.parametrize(
    ("listed", "gone", "fault"),
    [(20, 9, False), (20, 10, True), (100, 15, False), (100, 16, True), (1_000, 100, False)],
)
def test_mass_disappearance(listed: int, gone: int, fault: bool) -> None:
    assert Disappearance(set(range(listed)), set(range(gone))).is_fault() is fault


@pytest.mark.parametrize(
    ("failed_since", "state"), [(1, State.CLOSED), (2, State.HALF_OPEN)], ids=["fewer than the threshold", "as many"]
)
def test_a_good_answer_counts_those_that_failed_after_it(failed_since: int, state: State) -> None:
    breaker = failing(2, threshold=2)
    breaker.record_failure("blocked", probe=True)
    breaker.record_success(["failed"] * failed_since)
    assert (breaker.state, breaker.failed_probes) == (state, 0 if state is State.CLOSED else 1)
    assert breaker.in_a_row.total() == failed_since


def test_turned_off_it_closes_again_after_it_was_tripped_by_hand() -> None:
    breaker = CircuitBreaker(0, state=State.HALF_OPEN)
    breaker.record_success()
    assert breaker.state is State.CLOSED
    breaker.trip()
    assert breaker.state.value == "open"


def test_without_a_delay_a_probe_waits_half_a_second() -> None:
    assert CircuitBreaker(15).wait(0.0) == 0.5


def test_the_reason_names_the_commonest_kind_first() -> None:
    breaker = CircuitBreaker(15)
    for kind in ("failed", "blocked", "blocked"):
        breaker.record_failure(kind)
    assert "3 answers in a row were useless (2 blocked, 1 failed)" in breaker.reason
