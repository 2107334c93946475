"""When two texts are near duplicates, and why they are not."""

from __future__ import annotations

from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import COPIED, SHORTEST_NEAR, Similarity, TokenizedText, compare, worth_comparing
from menafn_crawler.deduplicate.similarity import _opening

WORDS = [f"word{chr(97 + a)}{chr(97 + b)}" for a in range(26) for b in range(26)]


def words(seed: int, count: int) -> list[str]:
    return Random(seed).choices(WORDS, k=count)


def held(one: list[str], other: list[str]) -> Similarity:
    return compare(TokenizedText(" ".join(one)), TokenizedText(" ".join(other)))


TEXT = words(1, 200)
OTHER = words(2, 200)
ABOUT = words(3, 150)
PRICES = "the price stood at {} dinars , a change of {} from the day before ; {} cargoes were sold ,".split()


def priced(*figures: object) -> list[str]:
    values = iter(figures)
    filled = [str(next(values)) if word == "{}" else word for word in PRICES]
    return [*filled, *TEXT[:60]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TEXT, TEXT),
        (TEXT, ["DUBAI", "May", "14", *TEXT]),
        (TEXT, TEXT[:120]),
        (TEXT, [*TEXT, *OTHER]),
        (TEXT, [*TEXT[:80], *TEXT[120:]]),
        (TEXT[:SHORTEST_NEAR], TEXT[:SHORTEST_NEAR]),
        (priced(60, 2, 5), priced(60, 2, 5)),
        (priced(60, 2, 5), [word for word in priced(60, 2, 5) if word != "60"]),
    ],
    ids=["equal", "dateline", "cut", "two releases", "part dropped", "short", "same figures", "a figure lost"],
)
def test_near(one: list[str], other: list[str]) -> None:
    assert held(one, other).near
    assert held(other, one).near


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (TEXT, OTHER, "0% of the shorter stands in the other"),
        (TEXT, [*TEXT[:90], *OTHER], "of the shorter stands in the other"),
        (TEXT[:19], TEXT[:19], "19 words, fewer than 20"),
        (priced(60, 2, 5), priced(61, 3, 6), "3 of 3 figures differ"),
        (priced(60, 2, 5), priced(60, 2, 6), "1 of 3 figures differ"),
        ([*words(4, 120), *ABOUT], [*words(5, 120), *ABOUT], "of their beginnings is common"),
    ],
    ids=["strangers", "less than half", "too short", "another day", "one figure of three", "the same company"],
)
def test_not_near(one: list[str], other: list[str], why: str) -> None:
    assert why in (held(one, other).difference or "")
    assert why in (held(other, one).difference or "")


def test_one_figure_of_many_may_be_corrected() -> None:
    """A wire that mends a figure tells the same story."""
    one = list(chain.from_iterable([word, str(n)] for n, word in enumerate(dict.fromkeys(words(7, 60)), 10)))[:60]
    other = ["11" if word == "10" else word for word in one]
    differences = held(one, other).differences
    assert differences is not None
    assert (differences.figures, differences.agreeing) == ((("10", "11"),), 29)
    assert held(one, other).near


def test_shares_are_of_each_text() -> None:
    similarity = held(TEXT[:102], TEXT)
    assert (similarity.share_of_first, similarity.shortest) == (1.0, 102)
    assert similarity.share_of_second == pytest.approx(100 / 198, abs=0.01)
    assert similarity.contained == 1.0


@given(st.integers(0, 1000), st.integers(SHORTEST_NEAR, 400), st.floats(0, 0.15))
def test_fifteen_percent_of_the_words_may_be_others(seed: int, count: int, share: float) -> None:
    text = [f"{word}{place}x" for place, word in enumerate(words(seed, count))]
    random = Random(seed)
    for place in random.sample(range(count), int(count * share)):
        text[place] = f"other{place}y"
    original = [f"{word}{place}x" for place, word in enumerate(words(seed, count))]
    assert held(original, text).contained >= COPIED


@given(st.text(), st.text())
def test_any_two_texts_can_be_held_beside_each_other(one: str, other: str) -> None:
    similarity, turned = (
        compare(TokenizedText(one), TokenizedText(other)),
        compare(TokenizedText(other), TokenizedText(one)),
    )
    assert (similarity.share_of_first, similarity.share_of_second) == (turned.share_of_second, turned.share_of_first)
    assert (similarity.difference, similarity.near) == (turned.difference, turned.near)
    assert similarity.covered == turned.covered
    assert 0 <= similarity.jaccard <= similarity.contained <= 1


@pytest.mark.parametrize(
    ("jaccard", "one", "other", "wanted"),
    [
        (1.0, 300, 300, True),
        (0.4, 300, 300, True),
        (0.2, 300, 300, False),
        (0.3, 100, 300, True),
        (0.0, 1, 1, False),
        (0.25, 100, 100, True),
        (0.24, 100, 100, False),
        (0.111112, 100, 300, True),
        (0.11, 100, 300, False),
    ],
    ids=[
        "equal",
        "changed",
        "strangers",
        "a part",
        "nothing",
        "two fifths",
        "less",
        "two fifths of the shorter",
        "less of it",
    ],
)
def test_what_is_worth_a_look(jaccard: float, one: int, other: int, wanted: bool) -> None:
    assert worth_comparing(jaccard, one, other) is wanted


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [(TEXT[:120], TEXT, False), (TEXT[:109], TEXT, True), (TEXT, [*TEXT, *OTHER], True), (TEXT, TEXT, False)],
    ids=["60 percent", "less than 55 percent", "a page of two stories", "all of it"],
)
def test_what_holds_little_of_the_other_is_only_a_part(one: list[str], other: list[str], part: bool) -> None:
    assert held(one, other).part is held(other, one).part is part


@pytest.mark.parametrize(("length", "near"), [(15, True), (26, False)], ids=["a short opening", "25 words"])
def test_texts_that_share_only_their_end(length: int, near: bool) -> None:
    one, other = [*words(4, length), *ABOUT], [*words(5, length), *ABOUT]
    assert held(one, other).near is near
    assert held(one, [*ABOUT, *words(5, 9)]).near  # only one of them has another opening


def test_a_flood_of_equal_words_takes_linear_time() -> None:
    one, other = ["the bank"] * 40_000 + ["rose"], ["the bank"] * 40_000 + ["fell"]
    assert held(one, other).contained == pytest.approx(2 / 3)


STORY = "Trams return to Sohar harbour. " + " ".join(TEXT[:100])
DIGEST = f"{STORY} {' '.join(OTHER[:50])}"


@pytest.mark.parametrize(
    ("title", "headline", "part"),
    [
        ("Trams return to Sohar", "Gulf business: the week in figures", True),
        ("Trams return to Sohar", "Round-up: trams return to Sohar", True),
        ("Trams return to Sohar", "Sohar trams return", False),
        ("Briefly", "Briefly", False),
        ("", "", False),
    ],
    ids=["another headline", "named a round-up", "the same in short", "equal", "none"],
)
def test_what_covers_two_thirds_is_a_part_unless_the_headlines_tell_the_same(
    title: str, headline: str, part: bool
) -> None:
    one, other = TokenizedText(STORY, title), TokenizedText(DIGEST, headline)
    assert compare(one, other).part is compare(other, one).part is part


def similarity(**values: object) -> Similarity:
    known: dict[str, object] = {
        "jaccard": 1.0, "share_of_first": 1.0, "share_of_second": 1.0, "shortest": 99, "covered": 1.0,
        "headlined": False, "opening": 1.0, "differences": None,
    }  # fmt: skip
    return Similarity(**(known | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "near"),
    [
        ({"shortest": 20}, True),
        ({"shortest": 19}, False),
        ({"share_of_first": 0.5, "share_of_second": 0.1}, True),
        ({"share_of_first": 0.1, "share_of_second": 0.5}, True),
        ({"share_of_first": 0.49, "share_of_second": 0.49}, False),
        ({"opening": 0.2}, True),
        ({"opening": 0.19}, False),
    ],
    ids=str,
)
def test_what_is_just_enough_is_near(values: dict[str, object], near: bool) -> None:
    assert similarity(**values).near is near


@pytest.mark.parametrize(
    ("covered", "headlined", "part"),
    [(0.75, False, False), (0.74, False, True), (0.55, True, False), (0.54, True, True), (0.74, True, False)],
)
def test_how_much_of_the_longer_text_a_part_covers(covered: float, headlined: bool, part: bool) -> None:
    assert similarity(covered=covered, headlined=headlined).part is part


@pytest.mark.parametrize(
    ("common", "words", "share"),
    [(5, 44, 0.2), (4, 44, 0.16), (5, 43, 1.0), (5, 90, 5 / 52)],
    ids=["25 of 42 shingles", "fewer in common", "a shorter text", "the longest beginning"],
)
def test_the_lowest_share_of_a_beginning(common: int, words: int, share: float) -> None:
    """A beginning has 25 shingles or more, and at most three fifths of the text."""
    own = [f"own{n}" for n in range(words)]
    one, other = TokenizedText(" ".join(own)), TokenizedText(" ".join(own[: common + 2]))
    assert _opening(one, other) == pytest.approx(share)


@pytest.mark.parametrize(("count", "compared"), [(SHORTEST_NEAR, True), (SHORTEST_NEAR - 1, False)])
def test_from_so_many_words_names_and_figures_are_compared(count: int, compared: bool) -> None:
    assert (held(TEXT[:count], TEXT[:count]).differences is not None) is compared
