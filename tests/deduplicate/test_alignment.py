"""Alignment of two texts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from menafn_crawler.deduplicate import Gap, align
from menafn_crawler.deduplicate.alignment import PASSAGE, Alignment, covered

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


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("p q r s t u v a b c d", "x a b c d", ("s t u v", "x")),
        ("a b c d p q r s t u v", "a b c d x", ("p q r s", "x")),
        ("a b c p q r s t u v d e f", "a b c x d e f", ("p q r s t u v", "x")),
        ("a b c d e f", "a b c d", None),
        ("e f a b c d", "a b c d", None),
    ],
    ids=["before", "behind", "between", "more behind", "more before"],
)
def test_what_stands_before_or_behind_is_cut_to_about_one_length(
    one: str, other: str, wanted: tuple[str, str] | None
) -> None:
    assert replaced(one, other) == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("matches", "one", "other", "share"),
    [
        ([(0, 0), (15, 1)], 16, 2, 1.0),
        ([(0, 0), (16, 1)], 17, 2, 1 - 15 / 17),
        ([(0, 0)], 2, 16, 1 - 15 / 16),
        ([(1, 15)], 2, 16, 1 - 15 / 16),
        ([], 0, 0, 1.0),
        ([], 14, 3, 1.0),
        ([], 15, 3, 0.0),
    ],
    ids=["single words", "a passage", "behind", "before", "nothing", "a short stranger", "a long stranger"],
)
def test_passages_of_its_own_are_not_covered(
    matches: list[tuple[int, int]], one: int, other: int, share: float
) -> None:
    assert PASSAGE == 15
    turned = Alignment(tuple((j, i) for i, j in matches), ())
    assert covered(Alignment(tuple(matches), ()), one, other) == covered(turned, other, one) == pytest.approx(share)


def test_equal_words_at_both_ends_of_a_gap_are_matched() -> None:
    found = align("a b c d q x r y".split(), "a b c d q z r y".split())
    assert found.matches == tuple((n, n) for n in (0, 1, 2, 3, 4, 6, 7))
    assert found.gaps == (Gap(range(5, 6), range(5, 6)),)
