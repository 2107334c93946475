"""The file by which an analyst overrules the rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import Overrides, OverridesError, read_overrides

FILE = """
# pairs of May
1109547090 1109547045   # two banks
1109547001 1109547002 same

"""


def test_pairs_are_apart_or_together() -> None:
    wanted = Overrides(frozenset({(1109547045, 1109547090)}), frozenset({(1109547001, 1109547002)}))
    assert read_overrides(FILE) == wanted
    assert read_overrides("") == Overrides()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1", "line 1 cannot be read"),
        ("1 2\n1 x", "line 2 cannot be read"),
        ("1 2 other", "line 1 cannot be read"),
        ("1 2 same 3", "line 1 cannot be read"),
        ("7 7", "line 1 cannot be read"),
        ("1 ٢", "line 1 cannot be read"),
        ("1 2\n2 1 same", "line 2 says the opposite"),
        (f"1 {10**16}", "line 1 cannot be read"),
    ],
    ids=["one id", "no number", "another word", "too much", "itself", "other digits", "contradiction", "too long"],
)
def test_a_line_that_cannot_be_read_is_named(text: str, why: str) -> None:
    with pytest.raises(OverridesError, match=why):
        read_overrides(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_overrides(text)
    except OverridesError:
        return
    assert not found.apart & found.together
