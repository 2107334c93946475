"""Parquet files: typed, null where JSON is null, and the same values as JSON lines."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from menafn_crawler.export import ARTICLES, MissingLibraryError, serialize
from menafn_crawler.export.formats import parquet, write_jsonl, write_parquet
from menafn_crawler.export.schema import EVIDENCE_KEYS
from menafn_crawler.items import ARTICLE_FIELDS, Article
from menafn_crawler.store import articles as stored
from menafn_crawler.store import candidates, open_database
from menafn_crawler.store.schema import articles as table
from tests.export.samples import article
from tests.store.made import article as made

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def written(*articles: Article, columns: tuple[str, ...] = ARTICLE_FIELDS) -> pa.Table:
    file = io.BytesIO()
    assert write_parquet(file, articles, ARTICLES.select(columns)) == len(articles)
    file.seek(0)
    return pq.read_table(file)


def as_json(*articles: Article) -> list[dict[str, Any]]:
    file = io.BytesIO()
    write_jsonl(file, articles, ARTICLES.columns)
    return [json.loads(line) for line in file.getvalue().decode().split("\n")[:-1]]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it: instants and days as texts, notes only where there are any."""
    for name, value in row.items():
        if isinstance(value, datetime):
            assert value.utcoffset() == UTC.utcoffset(None)
            row[name] = value.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif isinstance(value, date):
            row[name] = value.isoformat()
    for witness in row["date_evidence"]:
        if witness["note"] is None:
            del witness["note"]
    return row


EVIDENCE = pa.list_(pa.struct([(key, pa.string()) for key in EVIDENCE_KEYS]))
TYPES = (
    dict.fromkeys(ARTICLE_FIELDS, pa.string())
    | dict.fromkeys(
        ("article_id", "word_count", "wire_number", "duplicate_of", "translation_of", "revision"), pa.int64()
    )
    | dict.fromkeys(("published_at", "first_seen_at", "fetched_at"), pa.timestamp("ms", tz="UTC"))
    | dict.fromkeys(("sections", "tags", "quality"), pa.list_(pa.string()))
    | {"published_on": pa.date32(), "date_conflict": pa.bool_(), "date_evidence": EVIDENCE}
    | {"duplicate_share": pa.float64()}
)


@pytest.mark.parametrize("count", [0, 1])
def test_every_column_has_its_type_whether_there_are_rows_or_not(count: int) -> None:
    schema = written(*[article()] * count).schema
    assert schema.names == list(ARTICLE_FIELDS)
    assert {field.name: field.type.to_pandas_dtype() for field in schema if not pa.types.is_nested(field.type)} == {
        name: kind.to_pandas_dtype() for name, kind in TYPES.items() if not pa.types.is_nested(kind)
    }
    assert [str(field.type).replace("element:", "item:") for field in schema] == [
        str(TYPES[name]).replace("element:", "item:") for name in ARTICLE_FIELDS
    ]


def test_every_column_is_described_and_null_only_where_the_record_can_be() -> None:
    schema = written(article()).schema
    for field, column in zip(schema, ARTICLES.columns, strict=True):
        assert field.metadata[b"description"].decode() == column.description
        assert field.nullable is column.optional
    assert schema.metadata[b"generator"].startswith(b"menafn_crawler ")


def test_nulls_are_nulls_and_instants_are_instants() -> None:
    bare = article(
        provider=None, published_at=None, published_on=None, wire_number=None, tags=(), date_evidence=(), body=""
    )
    row = written(bare, article()).to_pylist()[0]
    assert [row[name] for name in ("provider", "published_at", "published_on", "wire_number")] == [None] * 4
    assert (row["tags"], row["date_evidence"], row["body"]) == ([], [], "")
    assert written(article()).to_pylist()[0]["published_at"] == datetime(2025, 5, 14, 8, 44, 27, tzinfo=UTC)
    assert written(article()).to_pylist()[0]["published_on"] == date(2025, 5, 14)


@given(TEXTS, st.lists(TEXTS, max_size=3), st.none() | TEXTS)
def test_odd_texts_are_read_back_as_from_json_lines(text: str, tags: list[str], value: str | None) -> None:
    evidence = {"source": "printed", "raw": text, "value": value, "verdict": "chosen", "note": text}
    odd = article(title=text, body=text, byline=value, tags=tuple(tags), date_evidence=(evidence,))
    whole = [odd, article()]
    assert [plain(row) for row in written(*whole).to_pylist()] == as_json(*whole)


@pytest.mark.slow
@given(TEXTS, st.lists(TEXTS, max_size=3), st.none() | TEXTS)
def test_rows_of_the_store_are_read_back_as_the_articles_in_it(text: str, tags: list[str], value: str | None) -> None:
    evidence = {"source": "printed", "raw": text, "value": value, "verdict": "chosen"}
    odd = made(1, title=text, tags=tuple(tags), quality=tuple(tags), date_evidence=(evidence, evidence))
    database = open_database("sqlite://")
    with database.write() as connection:
        known = {"article_id": 1, "url": "", "first_seen_at": "", "state": "stored", "attempts": 1, "gone_looks": 0}
        connection.execute(insert(candidates), [known, {**known, "article_id": 2}])
        connection.execute(insert(table), [stored.row_of(odd), stored.row_of(made(2))])
        rows = written(*stored.iterate_stored(connection))
    database.close()
    assert [plain(row) for row in rows.to_pylist()] == as_json(odd, made(2))


def test_a_text_is_no_formula_here() -> None:
    assert written(article(title="=1+1")).to_pylist()[0]["title"] == "=1+1"


def test_half_a_character_stops_no_export() -> None:
    half = "half \ud800 of a pair"
    evidence = ({"source": "printed", "raw": half, "value": None, "verdict": "stale"},)
    (row,) = written(article(title=half, tags=(half,), date_evidence=evidence)).to_pylist()
    assert row["title"] == row["tags"][0] == row["date_evidence"][0]["raw"] == "half ? of a pair"


def test_columns_can_be_chosen() -> None:
    assert written(article(), columns=("title", "article_id")).to_pylist() == [
        {"title": "Title", "article_id": 1109547045}
    ]


def test_rows_stand_in_groups_of_zstd_that_grow_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serialize, "_BATCH", 3)
    monkeypatch.setattr(parquet, "SMALLEST_GROUP", 6)
    monkeypatch.setattr(parquet, "LARGEST_GROUP", 12)
    monkeypatch.setattr(parquet, "_GROUPS", 2)
    file = io.BytesIO()
    write_parquet(file, [article(article_id=number) for number in range(1, 60)], ARTICLES.columns)
    metadata = pq.ParquetFile(file).metadata
    groups = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
    assert groups == [6, 6, 6, 9, 12, 12, 8]
    assert {metadata.row_group(0).column(column).compression for column in range(metadata.num_columns)} == {"ZSTD"}
    file.seek(0)
    assert pq.read_table(file)["article_id"].to_pylist() == list(range(1, 60))


def test_numbers_and_instants_have_bounds_in_each_group_and_texts_have_none() -> None:
    file = io.BytesIO()
    write_parquet(file, [article(article_id=number) for number in (3, 1, 2)], ARTICLES.columns)
    group = pq.ParquetFile(file).metadata.row_group(0)
    columns = [group.column(place) for place in range(group.num_columns)]
    bounds = {column.path_in_schema: column.statistics for column in columns if column.statistics is not None}
    assert {"article_id", "published_at", "published_on", "word_count"} <= bounds.keys()
    assert (bounds["article_id"].min, bounds["article_id"].max) == (1, 3)
    assert not {"title", "body", "tags.list.element", "date_evidence.list.element.raw"} & bounds.keys()


def test_an_error_on_the_way_is_told_and_nothing_is_written_later() -> None:
    file = io.BytesIO()
    with pytest.raises(ValueError, match="yesterday"):
        write_parquet(file, [article(), article(fetched_at="yesterday")], ARTICLES.columns)
    assert b"PAR1" not in file.getvalue()[4:]


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingLibraryError, match="pip install") as missing:
        write_parquet(io.BytesIO(), [article()], ARTICLES.columns)
    assert "\n" not in str(missing.value)
