"""Numbers as a user writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.discover import read_id_ranges

WRITTEN = {
    "one": ("1109547045", [(1109547045, 1109547045)]),
    "a range": ("1109547000-1109547999", [(1109547000, 1109547999)]),
    "mixed, with spaces": (" 1109547045 , 1109547000 - 1109547009,", [(1109547000, 1109547009), (1109547045,) * 2]),
    "overlapping": ("1109547000-1109547009,1109547005-1109547019", [(1109547000, 1109547019)]),
    "one inside a range": ("1109547000-1109547009,1109547004", [(1109547000, 1109547009)]),
    "one behind the other": ("1109547001,1109547000", [(1109547000, 1109547001)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "ranges"), WRITTEN.values(), ids=WRITTEN.keys())
def test_ranges_rise_and_do_not_overlap(text: str, ranges: list[tuple[int, int]]) -> None:
    assert read_id_ranges(text) == tuple(range(first, last + 1) for first, last in ranges)


@given(st.lists(st.tuples(st.integers(10**9, 10**9 + 200), st.integers(0, 20)), min_size=1, max_size=20))
def test_every_number_that_is_written_is_read_once(written: list[tuple[int, int]]) -> None:
    text = ",".join(f"{first}-{first + more}" for first, more in written)
    read = [number for numbers in read_id_ranges(text) for number in numbers]
    assert read == sorted({n for first, more in written for n in range(first, first + more + 1)})
