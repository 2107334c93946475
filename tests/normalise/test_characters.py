"""What no reader sees is taken out, what one does stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import collapsed, publishable, without_invisible


@pytest.mark.parametrize(
    "unseen", "\u200b \u200c \u200d \u2060 \ufeff \u00ad \u200e \u200f \u202e \u0007 \ud800".split()
)
def test_invisible_characters_go(unseen: str) -> None:
    assert without_invisible(f"Ku{unseen}wait") == "Kuwait"


@pytest.mark.parametrize("seen", ["a b", "a\u00a0b", "a\nb", "naïve", "النَّفط", "€‘’“”–—…", "\x9d", "😀"])
def test_everything_else_stays(seen: str) -> None:
    assert without_invisible(seen) == seen


@given(st.text(alphabet=st.characters(codec=None)))
def test_the_rest_can_be_written_to_a_file(text: str) -> None:
    kept = without_invisible(text)
    kept.encode()
    assert without_invisible(kept) == kept


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param(" Oil\n\t prices ", "Oil prices", id="white space"),
        pytest.param("\u200f14 \u200e مايو", "14 مايو", id="a mark between spaces"),
        pytest.param("Ku\u200ewait", "Kuwait", id="a mark in a word"),
        pytest.param("Ku\u200bwait", "Ku\u200bwait", id="other invisible characters stay"),
        pytest.param("\u200e \n", "", id="nothing"),
    ],
)
def test_white_space_and_marks_of_direction_are_collapsed(text: str, seen: str) -> None:
    assert collapsed(text) == seen


@given(st.text())
def test_collapsing_twice_is_collapsing_once(text: str) -> None:
    assert collapsed(collapsed(text)) == collapsed(text)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("Trend\x1b[31m News", "Trend News", id="colour"),
        pytest.param("a\x1b]0;title\x07b", "ab", id="terminal title"),
        pytest.param("a\x9b31mb", "ab", id="C1 sequence"),
        pytest.param("a\x07b", "ab", id="BEL"),
        pytest.param("a\x1bb", "ab", id="lone ESC"),
        pytest.param("a\x80b\x9fc", "abc", id="C1"),
        pytest.param("a\ufffeb\uffffc\ufdd0d\U0001ffffe", "abcde", id="noncharacters"),
        pytest.param("a\ud83db", "ab", id="lone surrogate"),
        pytest.param("a \x00 b\u00a0c\u0085d", "a b c d", id="white space"),
        pytest.param("می\u200cشود", "می\u200cشود", id="non-joiner in a word"),
        pytest.param("الدولي\u200c في", "الدولي في", id="non-joiner at a word's end"),
        pytest.param("MEN\u200cAFN", "MENAFN", id="non-joiner between Latin letters"),
        pytest.param("الكويتي\u200dة", "الكويتية", id="joiner"),
        pytest.param("مك\u034fة", "مك\u034fة", id="grapheme joiner stays"),
    ],
)
def test_published_text_holds_nothing_that_a_tool_refuses(text: str, published: str) -> None:
    assert publishable(text) == published


@given(st.text(alphabet=st.characters(codec=None)))
def test_what_is_publishable_stays_so(text: str) -> None:
    once = publishable(text)
    assert publishable(once) == once
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in once)
