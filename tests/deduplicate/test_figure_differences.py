"""From how many figures on two texts are two stories: the boundaries of the rule."""

from __future__ import annotations

import pytest

from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.deduplicate.figure_differences import _equal, _paired, figures_reason

PLAIN = Facts("Plant opened", "The plant was opened.")


@pytest.mark.parametrize(
    ("differing", "agreeing", "two"),
    [(0, 0, False), (1, 2, True), (1, 3, False), (2, 8, False), (3, 12, True), (3, 13, False)],
    ids=["none", "one of three", "one of four", "two of ten", "three of fifteen", "three of sixteen"],
)
def test_figures_make_two_stories(differing: int, agreeing: int, two: bool) -> None:
    assert (figures_reason(agreeing, [("10", "20")] * differing, PLAIN, PLAIN) is not None) is two


def test_one_figure_of_both_headlines_is_enough() -> None:
    one, other = Facts("Profit of 10 dirhams", "x"), Facts("Profit of 20 dirhams", "x")
    assert figures_reason(99, [("10", "20")], one, other) is not None
    assert figures_reason(99, [("10", "20")], one, PLAIN) is None


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("62", "62", True),
        ("62.1", "62", True),
        ("62.6", "62", False),
        ("62.14", "62.1", True),
        ("62.14", "62.13", False),
        ("9:30", "9.3", False),
        ("x.1", "x", False),
    ],
    ids=str,
)
def test_a_figure_equals_itself_rounded(one: str, other: str, equal: bool) -> None:
    assert _equal(one, other) is _equal(other, one) is equal


def test_figures_are_paired_with_figures_and_days_with_days() -> None:
    assert sorted(_paired(["10", "monday"], ["tuesday", "12"])) == [("10", "12"), ("monday", "tuesday")]
