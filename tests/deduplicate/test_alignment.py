"""Alignment of two texts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from menafn_crawler.deduplicate import Gap, align

WORDS = "a b c d e f g h i j k l".split()


def replaced(one: str, other: str) -> list[tuple[str, str]]:
    """What stands in the place of what."""
    mine, its = one.split(), other.split()
    return [
        (" ".join(mine[i] for i in gap.first), " ".join(its[j] for j in gap.second)) for gap in align(mine, its).gaps
    ]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("a b c d e f g", "a b c d e f g", []),
        ("a b c x d e f", "a b c y d e f", [("x", "y")]),
        ("a b c d e f", "a b c y z d e f", [("", "y z")]),
        ("x a b c d", "y a b c d", [("x", "y")]),
        ("a b c d x", "a b c d y", [("x", "y")]),
        ("a b c x d y e f g", "a b c u d v e f g", [("x d y", "u d v")]),
        ("q w e r t y", "a b c d e f", []),
        ("p q r s t u v a b c", "x a b c", [("s t u v", "x")]),
        ("", "a b c", []),
    ],
    ids=["equal", "replaced", "inserted", "head", "tail", "two close by", "strangers", "a longer head", "empty"],
)
def test_what_stands_in_the_place_of_what(one: str, other: str, wanted: list[tuple[str, str]]) -> None:
    assert replaced(one, other) == wanted
    assert replaced(other, one) == [(b, a) for a, b in wanted]


def test_a_moved_paragraph_is_no_match() -> None:
    moved = align("a b c d e f g h".split(), "e f g h a b c d".split())
    assert len(moved.matches) == 4


@settings(deadline=None)  # one example took over 200 ms under load, and counted as a failure
@example(list("abba"), list("abbba"))
@example(list("bbaa"), list("bbabaa"))
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
def test_matches_rise_and_are_equal(one: list[str], other: list[str]) -> None:
    assert_matches_rise_and_are_equal(one, other)


def test_matches_rise_in_all_short_texts_of_two_words() -> None:
    texts = ["".join(text) for length in range(7) for text in product("ab", repeat=length)]
    for one in texts:
        for other in texts:
            assert_matches_rise_and_are_equal(list(one), list(other))


def assert_matches_rise_and_are_equal(one: list[str], other: list[str]) -> None:
    found = align(one, other)
    assert all(one[i] == other[j] for i, j in found.matches)
    firsts, seconds = [i for i, _ in found.matches], [j for _, j in found.matches]
    assert firsts == sorted(set(firsts))
    assert seconds == sorted(set(seconds))


def test_a_gap_is_where_words_were_inserted() -> None:
    assert align(WORDS, [*WORDS[:4], "new", *WORDS[4:]]).gaps == (Gap(range(4, 4), range(4, 5)),)
