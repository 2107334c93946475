"""An article as a record and as cells."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.export.columns import cell, cells, harmless, record
from menafn_crawler.items import ARTICLE_FIELDS
from tests.export.samples import article


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1109547045, "1109547045"),
        ("", ""),
        ((), ""),
        (("asia", "economy"), "asia|economy"),
        (("=1+1",), "'=1+1"),
        ("a\n\nb", "a\n\nb"),
        ("النفط", "النفط"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  +1", "\u00a0=1", "\ufeff=1", "＝1", "-- dash"],
)
def test_no_cell_is_run_as_a_formula(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"


@pytest.mark.parametrize("text", ["a=b", "5-4", "“=”", "'=1", "Oil - gas", "", "…"])
def test_ordinary_text_stays(text: str) -> None:
    assert harmless(text) == text


@given(st.text(max_size=40))
def test_making_harmless_twice_changes_nothing_more(text: str) -> None:
    once = harmless(text)
    assert harmless(once) == once
    assert once.endswith(text)


def test_a_record_has_the_fields_in_order_and_lists_as_lists() -> None:
    values = record(article(tags=("Oil", "Gas")))
    assert tuple(values) == ARTICLE_FIELDS
    assert values["tags"] == ["Oil", "Gas"]
    json.dumps(values)


def test_cells_stand_in_the_order_of_the_fields() -> None:
    row = dict(zip(ARTICLE_FIELDS, cells(article()), strict=True))
    assert row["article_id"] == "1109547045"
    assert json.loads(row["date_evidence"])[0]["source"] == "printed"


def test_columns_can_be_chosen() -> None:
    assert list(record(article(), ("title", "article_id"))) == ["title", "article_id"]
    assert cells(article(), ("title", "article_id")) == ["Title", "1109547045"]
