"""Words and shingles of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import TokenizedText


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
    assert TokenizedText(text).shingle_list == [" ".join(words[n : n + 3]) for n in range(len(words) - 2)]
    assert TokenizedText(text).word_count == len(words)


@given(st.text())
def test_every_text_can_be_tokenized(text: str) -> None:
    tokens = TokenizedText(text)
    assert len(tokens.shingle_list) == max(0, tokens.word_count - 2)
    assert tokens.shingles == set(tokens.shingle_list)


@given(st.text(alphabet=st.sampled_from("aG_ 0127.,:-#x\n’²")))
def test_words_are_the_same_with_and_without_letters_beyond_ascii(text: str) -> None:
    """Text in ASCII is read another way, since that is quicker; a letter of another alphabet sends it the long way."""
    short, long = TokenizedText(f"{text} z z").shingle_list, TokenizedText(f"{text} é é").shingle_list
    assert short == [shingle.replace("é", "z") for shingle in long]
