"""When a described file needs no refresh."""

from __future__ import annotations

from typing import Any

import pytest

from menafn_crawler.export import ARTICLES
from menafn_crawler.export.origin import Origin, described_selection
from menafn_crawler.store import Selection
from menafn_crawler.store.article_filter import Span

COLUMNS = ARTICLES.columns[:2]
ORIGIN = Origin("here", 7, {"copies": True})


def described(**changes: Any) -> dict[str, Any]:
    names = changes.pop("names", [column.name for column in COLUMNS])
    fields = [{"name": name} for name in names]
    return {"format": "csv", "schema": {"fields": fields}, "origin": ORIGIN.described() | changes}


@pytest.mark.parametrize(
    ("resource", "before", "now"),
    [
        (described(), True, True),
        (described(change=6), True, False),
        (described(store="elsewhere"), False, False),
        (described(selection={}), False, False),
        (described(names=["article_id"]), False, False),
        (described() | {"origin": None}, False, False),
        (described() | {"format": "xlsx"}, False, False),
    ],
    ids=["the same", "another change", "another store", "another selection", "other columns", "none", "added columns"],
)
def test_a_file_of_this_origin(resource: dict[str, Any], before: bool, now: bool) -> None:
    assert ORIGIN.made_before(resource, COLUMNS) is before
    assert ORIGIN.made(resource, COLUMNS) is now


def test_only_conditions_that_are_not_the_default_are_described() -> None:
    assert described_selection(Selection()) == {}
    some = Selection(copies=True, providers=("KUNA",), span=Span(since="2025-05-14T00:00:00Z"))
    assert described_selection(some) == {"copies": True, "providers": ["KUNA"], "since": "2025-05-14T00:00:00Z"}
    until = Selection(span=Span(until="2025-05-14T00:00:00Z"))
    assert described_selection(until) == {"until": "2025-05-14T00:00:00Z"}
