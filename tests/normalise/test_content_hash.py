"""What makes two texts the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import comparable, content_hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oil  prices\n\nrose.", "oil prices rose"),
        ("the continent's growth", "the continent’s growth"),
        ("the continent's growth", "the continent–s growth"),
        ("“Oil”", '"Oil"'),
        ("Café", "Cafe\u0301"),
        ("ﬁnance", "finance"),
        ("STRASSE", "straße"),
        ("النَّفط", "النفط"),
        ("الـنـفـط", "النفط"),
    ],
)
def test_the_same_words_have_the_same_hash(one: str, other: str) -> None:
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("5 of 9 drones", "6 of 9 drones"), ("70.10 dollars", "70.01 dollars"), ("oil rose", "rose oil"), ("a", "a b")],
)
def test_other_words_and_figures_have_another(one: str, other: str) -> None:
    assert content_hash(one) != content_hash(other)


def test_the_hash_is_a_sha256_in_hexadecimal() -> None:
    assert content_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_comparing_twice_changes_nothing_more(text: str) -> None:
    once = comparable(text)
    assert comparable(once) == once
    assert len(content_hash(text)) == 64


@given(st.text(max_size=60))
def test_case_and_edges_mean_nothing(text: str) -> None:
    assert content_hash(f"  {text}. ") == content_hash(text)


def test_compatible_letters_are_resolved_before_case_is_folded() -> None:
    """A sign like the superscript capital A is a capital letter only in its compatible form."""
    assert content_hash("vitamin \u1d2c and \u03d2") == content_hash("vitamin a and \u03c5")


def test_a_letter_that_case_folding_takes_apart_is_put_together_again() -> None:
    r"""``\u01f0`` has no capital of its own: case folding gives a letter and a sign, which would be cut off."""
    assert comparable("\u01f0") == "\u01f0"
    assert content_hash("\u01f0") != content_hash("j")
