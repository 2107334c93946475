"""Floors on the labelled set; they may only be lowered on purpose."""

from __future__ import annotations

import pytest

from benchmarks.duplicates import adjusted_rand_index, by_the_store, scores
from benchmarks.labelled import labelled_set


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.slow)], ids=["sample", "all"])
def test_the_floors_hold_in_whatever_order_the_articles_come(every: int) -> None:
    labelled = labelled_set(every)
    heads = by_the_store(labelled)
    found = scores(labelled, heads)
    score = found[""]
    assert (score.recall >= 0.98, score.false_merges <= 0.005, score.rand >= 0.97) == (True, True, True)
    if every == 1:
        assert {kind for kind, one in found.items() if one.recall < 0.95 or one.false_merges > 0.03} == set()
    assert by_the_store(labelled[::-1]) == heads


@pytest.mark.parametrize(
    ("clusters", "wanted"),
    [
        ([(1, 1), (1, 1), (2, 2)], 1.0),
        ([(1, 1), (1, 2), (2, 3)], 0.0),
        ([(1, 1), (1, 1), (2, 2), (2, 3)], 0.571),
        ([(1, 1), (2, 2)], 1.0),
        ([], 1.0),
    ],
    ids=["all right", "none found", "half", "singles", "empty"],
)
def test_adjusted_rand_index(clusters: list[tuple[int, int]], wanted: float) -> None:
    assert adjusted_rand_index(clusters) == pytest.approx(wanted, abs=0.001)
