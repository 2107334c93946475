"""What a file holds is what the record says, whatever the text: read back as the documents of the export say."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import polars
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from menafn_crawler.export import GUIDE, ExportSpec, publish, stage_export
from menafn_crawler.items import ARTICLE_FIELDS, Article, record
from menafn_crawler.store import open_database
from tests.export.samples import fill
from tests.store.made import NOW, article

csv.field_size_limit(2**31 - 1)

NASTY = [
    *("'tis", "''", "=1+1", "+1", "-1", "@SUM(A1)", " =1", ";=1", "\u00a0=1", "\ufeff=1", "=cmd|' /C calc'!A0"),
    *("NA", "N/A", "null", "None", "nan", "true", "FALSE", "007", "1e5", "0x1F", "1.50", "2025-05-14", "inf"),
    *('say "oil"', '"', '""', ",", ";", "|", "a|b", "tab\tbed", "back\\slash", "\\n", "\\", "{}", "[]", "<b>&amp;</b>"),
    *("one\n\ntwo", "one\r\ntwo", "one\rtwo", "\n", "\r", " lead", "trail ", "\u2028", "\x85", "\x1f", "\x7f"),
    *(
        "\u0627\u0644\u0646\u0641\u0637",
        "\u202etfel\u202c",
        "\u200f\u0627",
        "\U0001f600",
        "e\u0301",
        "\ufeff",
        "\ufffd",
        "_x000D_",
    ),
]
LONG = ["x" * 32_767, "\U0001f600" * 16_383 + "x", "y" * 200_000]
TEXTS = st.sampled_from([*NASTY, *LONG]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30
)
ITEMS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00|"), min_size=1, max_size=8)


def articles_of(texts: list[str], items: list[str]) -> list[Article]:
    return [
        article(
            number,
            title=text,
            body=text,
            provider=text or None,
            byline=None,
            provider_code="000063011095",
            tags=tuple(items),
            published_on="2025-05-14" if number % 2 else None,
            date_evidence=({"source": "printed", "raw": text, "value": None, "verdict": "chosen"},),
        )
        for number, text in enumerate(texts, 1)
    ]


def exported(folder: Path, suffix: str, articles: list[Article]) -> Path:
    database = open_database("sqlite://")
    fill(database, *articles)
    path = folder / f"articles.{suffix}"
    with stage_export(database, ExportSpec(path)) as export:
        publish([export], folder, NOW)
    database.close()
    return path


def unescaped(cell: str) -> str:
    """The text of a cell, as docs/exports.md says."""
    return cell.removeprefix("'")


def from_csv(path: Path) -> list[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [
        {
            "article_id": int(row["article_id"]),
            "title": unescaped(row["title"]),
            "body": unescaped(row["body"]),
            "provider": unescaped(row["provider"]) or None,
            "provider_code": row["provider_code"],
            "published_on": row["published_on"] or None,
            "tags": unescaped(row["tags"]).split("|") if row["tags"] else [],
            "date_evidence": json.loads(row["date_evidence"]),
        }
        for row in rows
    ]


def from_json(path: Path) -> list[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if ".jsonl" in path.name:
        return [json.loads(line) for line in data.decode().split("\n") if line]
    found: list[dict[str, Any]] = json.loads(data)
    return found


def from_parquet(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    for row in rows:
        row["published_on"] = row["published_on"] and str(row["published_on"])
        for seen in row["date_evidence"]:
            assert seen.pop("note") is None
    return rows


def from_sqlite(path: Path) -> list[dict[str, Any]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute("SELECT * FROM articles ORDER BY article_id")]
    connection.close()
    return [row | {"tags": json.loads(row["tags"]), "date_evidence": json.loads(row["date_evidence"])} for row in rows]


READERS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    **dict.fromkeys(("csv", "csv.gz"), from_csv),
    **dict.fromkeys(("json", "json.gz", "jsonl", "jsonl.gz"), from_json),
    "parquet": from_parquet,
    "sqlite": from_sqlite,
}


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(ITEMS, max_size=3))
def test_a_file_holds_the_record(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, texts: list[str], items: list[str]
) -> None:
    articles = articles_of(texts, items)
    found = READERS[suffix](exported(tmp_path_factory.mktemp("made"), suffix, articles))
    assert len(found) == len(articles)
    for row, one in zip(found, articles, strict=True):
        wanted = record(one)
        assert {name: row[name] for name in row if name in COMPARED} == {
            name: wanted[name] for name in row if name in COMPARED
        }


COMPARED = frozenset("article_id title body provider provider_code published_on tags date_evidence".split())


@pytest.mark.parametrize("suffix", READERS)
def test_every_nasty_text_is_read_back(tmp_path: Path, suffix: str) -> None:
    articles = articles_of([*NASTY, *LONG], ["Oil", "=Gas"])
    found = READERS[suffix](exported(tmp_path, suffix, articles))
    assert [(row["title"], row["body"]) for row in found] == [(one.title, one.body) for one in articles]


@pytest.mark.parametrize("tool", ["pandas", "polars", "DuckDB"])
@pytest.mark.parametrize("suffix", ["csv", "csv.gz"])
def test_the_recipe_reads_back_every_nasty_text(
    tmp_path: Path, tool: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = articles_of([*NASTY, *LONG], ["Oil", "=Gas"])
    exported(tmp_path, suffix, articles)
    monkeypatch.chdir(tmp_path)
    guide = (tmp_path / GUIDE).read_text("utf-8")
    code = guide.split(f"### {tool}\n\n```python\n")[1].split("```")[0]
    names: dict[str, Any] = {"pandas": pandas, "polars": polars, "duckdb": duckdb}
    exec(code, names)
    found = names["articles"]
    titles = found["title"].to_list() if tool == "polars" else [*found["title"]]
    assert titles == [one.title for one in articles]
    codes = found["provider_code"].to_list() if tool == "polars" else [*found["provider_code"]]
    assert set(codes) == {"000063011095"}


def test_excel_has_the_text_and_says_what_it_cut(tmp_path: Path) -> None:
    articles = articles_of([*NASTY, *LONG], ["Oil"])
    sheet = openpyxl.load_workbook(exported(tmp_path, "xlsx", articles)).active
    assert sheet is not None
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert header == [*ARTICLE_FIELDS, "cut_cells"]
    for row, one in zip(rows, articles, strict=True):
        cells = dict(zip(header, row, strict=True))
        fits = len(one.body.encode("utf-16-le")) <= 2 * 32_767
        assert ("body" in (cells["cut_cells"] or "").split("|")) == (not fits)
        if fits:
            assert unescape(cells["body"] or "") == one.body  # Excel's own way to write _x000D_


def test_no_half_character_is_in_a_store() -> None:
    database = open_database("sqlite://")
    with pytest.raises(UnicodeEncodeError):
        fill(database, article(1, body="half \ud83d"))
    database.close()
