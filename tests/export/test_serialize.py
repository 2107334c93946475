"""Rows as JSON objects and as CSV fields."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.export import ARTICLES
from menafn_crawler.export.serialize import (
    batches,
    csv_encoder,
    csv_field,
    escape_formula,
    json_encoder,
    values_of,
)
from menafn_crawler.items import ARTICLE_FIELDS, LIST_FIELDS, Article, StoredArticle, record
from tests.export.samples import article

TEXTS = st.text(max_size=30)


def stored(one: Article) -> StoredArticle:
    """The article as the store reads it: lists, but for the sections, are JSON."""
    values = asdict(one)
    for name in LIST_FIELDS:
        if name != "sections":
            values[name] = json.dumps(list(values[name]), ensure_ascii=False)
    return StoredArticle(**values)


def cells(one: Any, *names: str) -> list[str]:
    (line,) = csv_encoder(ARTICLES.select(names or None))([one])
    (row,) = csv.reader(io.StringIO(line, newline=""))
    return row


@pytest.mark.parametrize(
    ("name", "value", "cell"),
    [
        ("provider", None, ""),
        ("wire_number", None, ""),
        ("date_conflict", True, "true"),
        ("date_conflict", False, "false"),
        ("word_count", 0, "0"),
        ("article_id", 1109547045, "1109547045"),
        ("title", "", ""),
        ("tags", (), ""),
        ("sections", ("asia", "economy"), "asia|economy"),
        ("tags", ("=1+1",), "'=1+1"),
        ("body", "a\n\nb", "a\n\nb"),
        ("title", "النفط", "النفط"),
        ("title", "NA", "NA"),
        ("date_evidence", ({"source": "printed", "raw": "=1"},), '[{"source": "printed", "raw": "=1"}]'),
    ],
)
def test_a_value_is_a_cell(name: str, value: object, cell: str) -> None:
    one = article(**{name: value})
    assert cells(one, name, "article_id")[0] == cell
    assert cells(stored(one), name, "article_id")[0] == cell


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  +1", "\u00a0=1", "\ufeff=1", "＝1"]
FORMULAS += ["-- dash", ";=1+1", "; =1", ",=1", "|@x", ";;-1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_run_as_a_formula(formula: str) -> None:
    assert escape_formula(formula) == f"'{formula}"


@pytest.mark.parametrize("text", ["a=b", "5-4", "“=”", "Oil - gas", "", "…", ";", "; then"])
def test_ordinary_text_stays(text: str) -> None:
    assert escape_formula(text) == text


@given(st.text(st.sampled_from("'=+;, \ta") | st.characters(), max_size=12))
def test_the_apostrophe_can_be_undone(text: str) -> None:
    assert escape_formula(text).removeprefix("'") == text


@pytest.mark.parametrize("text", ["a,b", 'a"b', "a\nb", "a\rb", "a;b", "a\tb"])
def test_a_field_with_a_separator_is_quoted(text: str) -> None:
    assert csv_field(text) == '"' + text.replace('"', '""') + '"'


@given(TEXTS, st.lists(TEXTS, max_size=3), st.none() | TEXTS, st.none() | st.integers())
def test_an_object_is_what_json_writes(text: str, tags: list[str], value: str | None, number: int | None) -> None:
    evidence = {"source": "printed", "raw": text, "value": value, "verdict": "chosen"}
    one = article(title=text, body=text, byline=value, wire_number=number, tags=tuple(tags), date_evidence=(evidence,))
    expected = json.dumps(record(one), ensure_ascii=False)
    encode = json_encoder(ARTICLES.columns)
    assert encode([one]) == encode([stored(one)]) == [expected.encode(errors="replace")]


@given(
    st.lists(st.text(st.sampled_from('a", \\|\n') | st.characters(exclude_categories=["Cs"]), max_size=6), max_size=3)
)
def test_a_list_of_the_store_is_the_same_cell(tags: list[str]) -> None:
    one = article(tags=tuple(tags))
    encode = csv_encoder(ARTICLES.select(["tags"]))
    assert encode([stored(one)]) == encode([one])


def test_a_record_has_the_fields_in_order_and_lists_as_lists() -> None:
    one = article(tags=("Oil", "Gas"))
    assert tuple(record(one)) == ARTICLE_FIELDS
    assert record(one)["tags"] == ["Oil", "Gas"]
    assert record(stored(one)) == record(one)


@pytest.mark.parametrize("names", [("title", "article_id"), ("title",)])
def test_columns_can_be_chosen(names: tuple[str, ...]) -> None:
    columns = ARTICLES.select(names)
    values = {"title": "Title", "article_id": 1109547045}
    assert list(values_of(columns)(article())) == [values[name] for name in names]
    assert json.loads(b"".join(json_encoder(columns)([stored(article())]))) == {name: values[name] for name in names}
    assert cells(article(), *names) == [str(values[name]) for name in names]


@given(st.lists(st.tuples(st.sampled_from(["", "a,b", "=1", None]), st.booleans(), TEXTS), min_size=1, max_size=40))
def test_rows_written_together_are_the_rows_written_one_by_one(rows: list[tuple[str | None, bool, str]]) -> None:
    some = [article(byline=often, date_conflict=flag, title=text, tags=(text,)) for often, flag, text in rows]
    for every in (some, [stored(one) for one in some]):
        for encode in (csv_encoder(ARTICLES.columns), json_encoder(ARTICLES.columns)):
            assert encode(every) == [line for one in every for line in encode([one])]


@pytest.mark.parametrize("number", [0, 1, 127, 128, 129, 300])
def test_every_row_is_in_one_batch(number: int) -> None:
    assert [row for some in batches(range(number)) for row in some] == [*range(number)]
