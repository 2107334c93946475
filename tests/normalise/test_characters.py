"""What no reader sees is taken out, what one does stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import collapsed, without_invisible


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
