"""Every schema version ever released opens with today's code, is continued, and is exported.

``released/`` holds a small store of each version, written by that version: ``sqlite-N.sql`` and ``postgresql-N.sql``.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from menafn_crawler.items import Revision
from menafn_crawler.store import (
    SCHEMA_VERSION,
    Change,
    Database,
    Selection,
    StoreError,
    articles,
    metadata,
    open_database,
    writer,
)
from menafn_crawler.store.migrations import STEPS
from tests.servers import PostgreSQL
from tests.store.made import LATER, article, listed, taken

RELEASED = Path(__file__).parent / "released"
VERSIONS = range(1, 6)
"""Versions that a release wrote; raise it with the release."""


def restore(version: int, url: str) -> str:
    """Fill the empty database at *url* with a store as *version* left it."""
    dialect = make_url(url).get_backend_name()
    script = (RELEASED / f"{dialect}-{version}.sql").read_text(encoding="utf-8")
    if dialect == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(script)
    else:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
            server.execute(script.encode())
    return url


@pytest.fixture
def empty_url(store_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second empty store on the same database as ``store_url``."""
    if store_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    return server.new_database()


def shape(database: Database) -> dict[str, tuple[dict[str, bool], list[str], set[str | None]]]:
    """Columns and whether they may be null, primary key and indexes of each table."""
    with database.read() as connection:
        seen = inspect(connection)
        return {
            name: (
                {column["name"]: column["nullable"] for column in seen.get_columns(name)},
                seen.get_pk_constraint(name)["constrained_columns"],
                {index["name"] for index in seen.get_indexes(name)},
            )
            for name in metadata.tables
        }


def test_there_is_a_kept_store_and_a_step_for_every_version() -> None:
    assert {path.name for path in RELEASED.iterdir()} == {
        f"{dialect}-{version}.sql" for dialect in ("sqlite", "postgresql") for version in VERSIONS
    }
    assert list(STEPS) == list(range(2, SCHEMA_VERSION + 1))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_store_is_opened_continued_and_read_back(store_url: str, empty_url: str, version: int) -> None:
    old, new = open_database(restore(version, store_url)), open_database(empty_url)
    assert shape(old) == shape(new)
    with old.read() as connection:
        assert connection.execute(text("SELECT value FROM meta WHERE key = 'schema_version'")).scalar() == str(
            SCHEMA_VERSION
        )
        before = list(articles.iterate_stored(connection, Selection(copies=True)))
    assert before
    listed(old, 1, 2)
    assert {1, 2} <= set(taken(old, run=99))
    with old.write() as connection:
        assert writer.note_vanished(connection, before[0].article_id, LATER)
        assert writer.save(connection, article(1), 7)[1] is Change.NEW
    with old.read() as connection:
        exported = [one.article_id for one in articles.iterate_stored(connection, Selection(copies=True))]
        assert exported == [1, *(one.article_id for one in before)]
        events = [row.event for row in articles.iterate_revisions(connection) if row.article_id == before[0].article_id]
    assert events == ["first", "vanished"]
    old.close()
    new.close()


def test_a_store_older_than_fingerprints_learns_of_near_texts(store_url: str) -> None:
    old = open_database(restore(3, store_url))
    with old.read() as connection:
        (known,) = articles.iterate_stored(connection)
        assert connection.execute(text("SELECT count(*) FROM bands")).scalar_one() > 0
    twin = article(known.article_id + 1, body=f"{known.body} Nothing else changed.", published_at=known.published_at)
    listed(old, twin.article_id)
    with old.write() as connection:
        stored, _ = writer.save(connection, twin, 7)
    assert stored.duplicate_of == known.article_id
    old.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "menafn.db"
    restore(1, f"sqlite:///{path}")
    monkeypatch.setitem(STEPS, SCHEMA_VERSION, lambda connection: connection.exec_driver_sql("SELECT 1 FROM nowhere"))
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
        with pytest.raises(StoreError, match="no such table: nowhere"):
            open_database(f"sqlite:///{path}")
        assert list(connection.iterdump()) == before


def test_a_revision_that_was_written_before_a_field_existed_is_read_with_its_empty_value(store_url: str) -> None:
    database = open_database(store_url)
    listed(database, 1)
    with database.write() as connection:
        writer.save(connection, article(1), 7)
        writer.save(connection, article(1, title="Harbour to be widened"), 7)
        row = connection.execute(text("SELECT record FROM history WHERE number = 0")).scalar_one()
        record = json.loads(row)
        for name in ("provider", "tags", "date_conflict", "word_count", "extraction"):
            del record[name]
        record["of_a_later_version"] = 1
        connection.execute(text("UPDATE history SET record = :r WHERE number = 0"), {"r": json.dumps(record)})
    with database.read() as connection:
        first, second = articles.iterate_revisions(connection)
    assert (first.provider, first.tags, first.date_conflict, first.word_count, first.extraction) == (
        None,
        (),
        False,
        0,
        "",
    )
    assert (first.title, second.title) == ("Harbour widened", "Harbour to be widened")
    assert all(hasattr(first, field.name) for field in fields(Revision))
    database.close()
