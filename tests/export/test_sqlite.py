"""SQLite exports, read by sqlite3 and by a real Datasette."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from menafn_crawler.export import ARTICLES, ExportSpec, publish, stage_export
from menafn_crawler.export.datasette import METADATA
from menafn_crawler.items import Revision
from menafn_crawler.store import open_database
from tests.export.samples import fill
from tests.store.made import article

NOW = "2026-11-24T12:00:00Z"
ROWS = (
    article(1, title="Harbour widened", tags=("Ports", "Grain"), provider="KUNA"),
    article(2, title="النفط يرتفع", body="ارتفع سعر النفط اليوم", language="ar", provider=None, published_at=None),
    article(3, title="Copy", duplicate_of=1, duplicate_kind="same_text"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sqlite")
    opened = open_database("sqlite://")
    fill(opened, *ROWS)
    with opened.write() as connection:
        connection.exec_driver_sql("INSERT INTO sightings (article_id, section, first_seen_at) VALUES (1, 'asia', '')")
        connection.exec_driver_sql("INSERT INTO sightings (article_id, section, first_seen_at) VALUES (1, 'sport', '')")
    for name in ("articles.sqlite", "again.sqlite"):
        with stage_export(opened, ExportSpec(made / name)) as new:
            publish([new], made, NOW)
    with stage_export(opened, ExportSpec(made / "two.sqlite", column_names=("title", "article_id"))) as new:
        publish([new], made, NOW)
    opened.close()
    return made


def ask(folder: Path, question: str, name: str = "articles.sqlite") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{folder / name}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


def test_articles_and_copies_are_tables_of_their_own(folder: Path) -> None:
    assert ask(folder, "SELECT article_id FROM articles ORDER BY 1") == [(1,), (2,)]
    assert ask(folder, "SELECT article_id, duplicate_of FROM copies") == [(3, 1)]
    names = [row[1] for row in ask(folder, "PRAGMA table_info(articles)")]
    assert names == [column.name for column in ARTICLES.columns]


def test_values_keep_their_kind(folder: Path) -> None:
    (row,) = ask(folder, "SELECT typeof(word_count), date_conflict, tags, provider FROM articles WHERE article_id = 1")
    assert row == ("integer", 0, '["Ports", "Grain"]', "KUNA")
    assert ask(folder, "SELECT provider, published_at FROM articles WHERE article_id = 2") == [(None, None)]


def test_sections_are_rows(folder: Path) -> None:
    assert ask(folder, "SELECT * FROM sections") == [("asia", 1), ("sport", 1)]


def test_revisions_have_their_event(folder: Path) -> None:
    assert [row[1] for row in ask(folder, "PRAGMA table_info(revisions)")] == [field.name for field in fields(Revision)]
    assert ask(folder, "SELECT article_id, event FROM revisions ORDER BY 1") == [(1, "first"), (2, "first")]


@pytest.mark.parametrize(("words", "found"), [("grain", 1), ("harbour", 1), ("النفط", 2)])
def test_texts_are_found(folder: Path, words: str, found: int) -> None:
    assert ask(folder, f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH '{words}'") == [(found,)]


def test_the_same_rows_are_the_same_bytes_and_whole(folder: Path) -> None:
    assert (folder / "articles.sqlite").read_bytes() == (folder / "again.sqlite").read_bytes()
    assert ask(folder, "PRAGMA integrity_check") == [("ok",)]


def test_chosen_columns_are_one_table(folder: Path) -> None:
    assert ask(folder, "SELECT * FROM articles ORDER BY article_id", "two.sqlite")[0] == ("Harbour widened", 1)
    assert ask(folder, "SELECT name FROM sqlite_master WHERE type = 'table'", "two.sqlite") == [("articles",)]


def test_the_metadata_is_yaml_and_another_hand_s_is_left(folder: Path, tmp_path: Path) -> None:
    found = yaml.safe_load((folder / METADATA).read_text("utf-8"))
    tables = found["databases"]["articles"]["tables"]
    assert tables["articles"]["facets"] == ["provider", {"array": "sections"}, "published_on", "language"]
    assert "columns" not in tables["articles"], "their descriptions would stand before the facets"
    (tmp_path / METADATA).write_text("title: mine\n")
    opened = open_database("sqlite://")
    fill(opened, ROWS[0])
    with stage_export(opened, ExportSpec(tmp_path / "articles.sqlite")) as new:
        publish([new], tmp_path, NOW)
    opened.close()
    assert (tmp_path / METADATA).read_text() == "title: mine\n"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_datasette_shows_facets_and_finds_texts(folder: Path) -> None:
    app = pytest.importorskip("datasette.app")

    async def get(served: Any, path: str) -> Any:
        return (await served.client.get(path)).json()

    async def look() -> tuple[Any, Any, str]:
        metadata = yaml.safe_load((folder / METADATA).read_text("utf-8"))
        served = app.Datasette([], immutables=[str(folder / "articles.sqlite")], metadata=metadata)
        table = await get(served, "/articles/articles.json")
        found = await get(served, "/articles/articles.json?_search=grain")
        return table, found, (await served.client.get("/articles/articles")).text

    table, found, page = asyncio.run(look())
    facets = table["facet_results"]
    facets = facets.get("results", facets)
    assert [one["value"] for one in facets["provider"]["results"]] == ["KUNA"]
    assert {"published_on", "language", "sections"} <= facets.keys()
    assert len(found["rows"]) == 1
    assert "One row for each article" in page
    assert json.dumps(table)
