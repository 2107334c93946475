"""How long a run waits for the articles that other runs have in progress."""

from __future__ import annotations

import pytest

from menafn_crawler.spiders.other_runs import PATIENCE, OtherRuns
from menafn_crawler.store.runs import LEASE_SECONDS

JUST = PATIENCE - 0.1


@pytest.mark.parametrize(
    ("seen", "waits"),
    [
        ([(0, 0)], [False]),
        ([(0, 5), (JUST, 5), (PATIENCE, 5)], [True, True, False]),
        ([(0, 5), (JUST, 4), (PATIENCE, 4), (JUST + PATIENCE, 4)], [True, True, True, False]),
        ([(500, 5), (501, 0), (502, 3)], [True, False, True]),
    ],
    ids=["nobody has any", "no change", "a change", "none, and some again"],
)
def test_it_waits_while_the_number_changes(seen: list[tuple[float, int]], waits: list[bool]) -> None:
    now = [0.0]
    others = OtherRuns(lambda: now[0])
    found = []
    for now[0], held in seen:
        found.append(others.is_worth_waiting(held))
    assert found == waits


def test_the_lease_of_a_killed_run_ends_while_it_waits() -> None:
    assert PATIENCE > LEASE_SECONDS
