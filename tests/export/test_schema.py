"""What each field holds, as read off the classes."""

from __future__ import annotations

import pytest

from menafn_crawler.export import ARTICLES, REVISIONS
from menafn_crawler.export.schema import Kind, table_schema
from menafn_crawler.items import ARTICLE_FIELDS

COLUMNS = {column.name: column for column in REVISIONS.columns}


@pytest.mark.parametrize(
    ("name", "kind", "optional"),
    [
        ("article_id", Kind.INTEGER, False),
        ("wire_number", Kind.INTEGER, True),
        ("provider", Kind.TEXT, True),
        ("published_at", Kind.INSTANT, True),
        ("published_on", Kind.DAY, True),
        ("fetched_at", Kind.INSTANT, False),
        ("date_conflict", Kind.BOOLEAN, False),
        ("sections", Kind.LIST, False),
        ("date_evidence", Kind.OBJECTS, False),
        ("noted_at", Kind.INSTANT, False),
    ],
)
def test_kinds(name: str, kind: Kind, optional: bool) -> None:
    assert (COLUMNS[name].kind, COLUMNS[name].optional) == (kind, optional)


def test_every_instant_is_marked_as_one() -> None:
    assert {name for name, column in COLUMNS.items() if name.endswith("_at")} == {
        name for name, column in COLUMNS.items() if column.kind is Kind.INSTANT
    }


@pytest.mark.parametrize("cells", [True, False], ids=["cells", "values"])
def test_a_value_is_required_unless_it_can_be_null_or_an_empty_cell(cells: bool) -> None:
    described = {field["name"]: field for field in table_schema(ARTICLES.columns, cells=cells)["fields"]}
    required = {name for name, field in described.items() if field.get("constraints", {}).get("required")}
    assert {"article_id", "language", "content_hash", "fetched_at", "date_evidence"} <= required
    assert not required & {name for name in ARTICLE_FIELDS if COLUMNS[name].optional}
    assert ("body" in required, "sections" in required) == (not cells, not cells)


def test_lists_are_texts_with_bars_in_cells_and_arrays_elsewhere() -> None:
    cells, values = (table_schema(ARTICLES.select(["sections"]), cells=cells)["fields"][0] for cells in (True, False))
    assert (cells["type"], cells["delimiter"], cells["itemType"]) == ("list", "|", "string")
    assert values["type"] == "array"


def test_an_article_is_the_key_but_not_of_a_history() -> None:
    assert table_schema(ARTICLES.columns, cells=True)["primaryKey"] == ["article_id"]
    history = table_schema(REVISIONS.columns, cells=True)
    assert "primaryKey" not in history
    assert "unique" not in history["fields"][0]["constraints"]
    assert "primaryKey" not in table_schema(ARTICLES.select(["title"]), cells=True)
