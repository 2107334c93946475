"""From how many figures on two texts are two stories: the boundaries of the rule."""

from __future__ import annotations

import pytest

from menafn_crawler.deduplicate.alignment import align
from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.deduplicate.figure_differences import _equal, _paired, compare_figures, examples, figures_reason

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


def figures_of(one: str, other: str) -> tuple[int, list[tuple[str, str]]]:
    first, second = Facts("", one), Facts("", other)
    return compare_figures(first, second, align(first.words, second.words))


FRAME = "the plant was sold for {} to them and it is open"


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("12", "12", (1, [])),
        ("12", "13", (0, [("12", "13")])),
        ("Monday", "12", (0, [])),
        ("Monday", "Tuesday", (0, [("monday", "tuesday")])),
        ("12 tons", "12 more tons", (1, [])),
        ("12 fine tons", "some 13 tons", (0, [("12", "13")])),
        ("12 fine tons", "some good tons", (0, [])),
        ("the first", "the 2 best", (0, [("first", "2")])),
        ("the 2 best", "the first", (0, [("first", "2")])),
    ],
    ids=["equal", "differ", "a day and a figure", "days", "words more", "moved", "lost", "first", "first, turned"],
)
def test_figures_in_one_place_are_compared(one: str, other: str, wanted: tuple[int, list[tuple[str, str]]]) -> None:
    assert figures_of(FRAME.format(one), FRAME.format(other)) == wanted


@pytest.mark.parametrize(
    ("words", "figures", "differ"),
    [(15, 1, True), (16, 1, False), (18, 6, True), (19, 6, False)],
    ids=["a short gap", "a passage", "a table", "too few for a table"],
)
def test_in_another_passage_figures_are_others_unless_it_is_a_table(words: int, figures: int, differ: bool) -> None:
    one, other = (
        FRAME.format(
            " ".join([f"{letter}{'x' * n}" for n in range(words - figures - 1)])
            + "".join(f" {first + n}" for n in range(figures))
            + f" {letter}end"
        )
        for letter, first in (("q", 10), ("w", 30))
    )
    assert bool(figures_of(one, other)[1]) is differ


@pytest.mark.parametrize(("words", "found"), [(14, True), (15, False)])
def test_first_stands_in_the_place_of_a_figure_in_a_short_gap(words: int, found: bool) -> None:
    long = " ".join(f"q{'x' * n}" for n in range(words))
    assert bool(figures_of(FRAME.format(f"first {long}"), FRAME.format("the 2 best"))[1]) is found


@pytest.mark.parametrize("place", [0, 1], ids=["first text", "second text"])
def test_a_figure_that_stands_elsewhere_in_the_other_text_is_not_lost(place: int) -> None:
    parts = ["it had 12 and then the plant was sold for 13", "it had 12 and then the plant was sold for 12"]
    assert figures_of(parts[place], parts[1 - place])[0] == 1
    gone = [
        "the plant is sold to all of 12 men for good. They had 13",
        "the plant is sold to all men of 14 for good. They had 12",
    ]
    assert ("12", "14") not in figures_of(gone[place], gone[1 - place])[1]


def test_a_reason_shows_three_different_pairs() -> None:
    assert examples([("1", "2"), ("1", "2"), ("3", "4"), ("5", "6"), ("7", "8")]) == " (1 / 2; 3 / 4; 5 / 6)"
