"""What makes two texts the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import comparable, content_hash


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
