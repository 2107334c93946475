"""Words and figures of a text, apart."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import FIGURE, TokenizedText


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oil rose 3.5 percent", ["oil", "rose", "#", "percent"]),
        ("worth 1,234,567 dinars", ["worth", "#", "dinars"]),
        ("2024-25", ["#", "#"]),
        ("Covid-19 and Shahed-136 drones", ["covid-19", "and", "shahed-136", "drones"]),
        ("the G7 met on the 2nd", ["the", "g7", "met", "on", "the", "2nd"]),
        ("ends in 2025. Then", ["ends", "in", "#", "then"]),
        ("بلغ ١٬٢٣٤ دينار", ["بلغ", "#", "دينار"]),
        ("وقَالَ الرئيـــس", ["وقال", "الرئيس"]),
        ("", []),
    ],
    ids=[
        "decimal",
        "thousands",
        "range",
        "names with numbers",
        "glued numbers",
        "full stop",
        "arabic",
        "vowels",
        "none",
    ],
)
def test_a_figure_counts_as_one_word_whatever_it_is(text: str, words: list[str]) -> None:
    assert TokenizedText(text).runs == [" ".join(words[n : n + 3]) for n in range(len(words) - 2)]
    assert TokenizedText(text).words == len(words)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("at 1,200 dinars", {("at", "dinars"): {"1200": 1}}),
        ("from 5 to 5 of 9", {("from", "to"): {"5": 1}, ("#", "to", "of"): {"5": 1}, ("#", "of"): {"9": 1}}),
        ("a b 1 c a b 2 c", {("a", "b", "c"): {"1": 1, "2": 1}}),
        ("بلغ ١٬٢٣٤٫٥ دينار", {("بلغ", "دينار"): {"1234.5": 1}}),
    ],
    ids=["at the beginning", "several", "the same words twice", "arabic digits"],
)
def test_figures_are_found_by_the_words_around_them(text: str, figures: dict[tuple[str, ...], dict[str, int]]) -> None:
    assert TokenizedText(text).figures == {context: Counter(values) for context, values in figures.items()}


@given(st.text())
def test_every_text_has_a_wording(text: str) -> None:
    wording = TokenizedText(text)
    assert len(wording.runs) == max(0, wording.words - 2)
    assert wording.opening <= wording.shingles == set(wording.runs)
    counted = sum(values.total() for values in wording.figures.values())
    assert counted == sum(word == FIGURE for word in wording._words)


@given(st.text(alphabet=st.sampled_from("aG_ 0127.,:-#x\n’²")))
def test_words_are_the_same_with_and_without_letters_beyond_ascii(text: str) -> None:
    """Text in ASCII is read another way, since that is quicker; a letter of another alphabet sends it the long way."""
    short, long = TokenizedText(f"{text} z z").runs, TokenizedText(f"{text} é é").runs
    assert short == [run.replace("é", "z") for run in long]
