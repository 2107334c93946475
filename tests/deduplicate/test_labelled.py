"""Floors on the labelled set; they may only be lowered on purpose."""

from __future__ import annotations

from benchmarks.duplicates import by_the_store, score
from benchmarks.labelled import labelled_set


def test_the_floors_hold_in_whatever_order_the_articles_come() -> None:
    labelled = labelled_set()
    assert len({one.group for one in labelled}) == 15
    heads = by_the_store(labelled)
    recall, precision, merged = score(labelled, heads)
    assert (recall >= 0.98, precision >= 0.99, merged) == (True, True, 0)
    assert by_the_store(labelled[::-1]) == heads
