"""Backups beside a crawl, and stores moved between SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select, text

from menafn_crawler.export import STORIES, ExportSpec, as_of, changed_since, stage_export
from menafn_crawler.items import Article
from menafn_crawler.store import (
    Change,
    Database,
    Selection,
    StoreError,
    articles,
    backup,
    begin_run,
    change_number,
    copy_store,
    metadata,
    open_database,
    store_id,
    writer,
)
from tests.crawls import scrapy
from tests.servers import PostgreSQL
from tests.store.made import LATER, NOW, TEXT, article, listed
from tests.store.test_migrations import restore


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def test_a_store_comes_back_from_postgresql_as_it_was(tmp_path: Path, postgresql_server: PostgreSQL) -> None:
    first = restore(5, f"sqlite:///{tmp_path / 'first.db'}")
    server, last = postgresql_server.new_database(), f"sqlite:///{tmp_path / 'last.db'}"
    counts = copy_store(first, server)
    assert counts == copy_store(server, last)
    assert counts["articles"] == 4
    one, other, there = open_database(first), open_database(last), open_database(server)
    assert everything(one) == everything(other)
    with one.read() as a, there.read() as b:
        assert list(articles.iterate_stored(a, Selection(copies=True))) == list(
            articles.iterate_stored(b, Selection(copies=True))
        )
        assert change_number(a) == change_number(b)
    with there.write() as connection:
        assert begin_run(connection, "menafn", {}, NOW) == counts["runs"] + 1, "the sequence goes on"
    listed(there, 1)
    with there.write() as connection:
        _, change = writer.save(connection, article(1, body=f"{TEXT} {TEXT}"), 7)
        store = store_id(connection)
    assert change is Change.NEW
    with there.write() as connection:
        assert store_id(connection) == store
    for database in (one, other, there):
        database.close()


def test_exports_of_a_copy_are_the_same_bytes(tmp_path: Path, postgresql_server: PostgreSQL) -> None:
    stores = (
        restore(5, f"sqlite:///{tmp_path / '0.db'}"),
        postgresql_server.new_database(),
        f"sqlite:///{tmp_path}/2.db",
    )
    change_a_store(stores[0])
    for source, target in pairwise(stores):
        copy_store(source, target)
    found = [exported(store, tmp_path / f"exports-{number}") for number, store in enumerate(stores)]
    assert found[0] == found[1] == found[2]
    assert all(found[0].values())


def change_a_store(store: str) -> None:
    """Correct, move and merge articles, so that there are versions, a history and copies."""
    database = open_database(store)
    body = " ".join(f"{word} {number}" for number, word in enumerate(f"{TEXT} {TEXT}".split()))
    for number, said, at in ((1, body, NOW), (2, f"{body} الميناء 🚢", NOW), (1, f"{body} It is open.", LATER)):
        listed(database, number)
        with database.write() as connection:
            made = article(
                number, body=said, fetched_at=at, provider=f"Wire {number}", published_at=at, published_on=at[:10]
            )
            writer.save(connection, made, 7)
    database.close()


def exported(store: str, folder: Path) -> dict[str, bytes]:
    """The files of all kinds of tables: articles, all copies, changes, an earlier state, stories."""
    database = open_database(store)
    specs = {
        "articles.csv": ExportSpec(folder / "articles.csv"),
        "all.jsonl": ExportSpec(folder / "all.jsonl", Selection(copies=True)),
        "stories.jsonl": ExportSpec(folder / "stories.jsonl", table=STORIES),
        "before.jsonl": ExportSpec(folder / "before.jsonl", Selection(copies=True), table=as_of(2)),
        "changed.jsonl": ExportSpec(folder / "changed.jsonl", Selection(copies=True), table=changed_since(2)),
    }
    for spec in specs.values():
        with stage_export(database, spec) as staged:
            staged.commit()
    database.close()
    return {name: spec.path.read_bytes() for name, spec in specs.items()}


def test_a_copy_goes_into_an_empty_database_only(store_url: str, tmp_path: Path) -> None:
    source = restore(5, f"sqlite:///{tmp_path / 'source.db'}")
    target = open_database(store_url)
    listed(target, 7)
    with pytest.raises(StoreError, match="holds a store already"):
        copy_store(source, store_url)
    with target.read() as connection:
        assert connection.execute(text("SELECT article_id FROM candidates")).scalars().all() == [7]
    target.close()
    with pytest.raises(StoreError, match="no store in"):
        copy_store(f"sqlite:///{tmp_path / 'missing.db'}", store_url)


def test_a_copy_that_is_not_the_same_is_not_kept(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = restore(5, f"sqlite:///{tmp_path / 'source.db'}")
    digests = iter(("one", "another"))
    monkeypatch.setattr("menafn_crawler.store.copying._digest", lambda connection: next(digests))
    with pytest.raises(StoreError, match="not those of the source"):
        copy_store(source, store_url)
    target = open_database(store_url)
    with target.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM articles")).scalar() == 0
    target.close()


def test_a_backup_beside_a_writer_is_whole(tmp_path: Path) -> None:
    path, copy = tmp_path / "menafn.db", tmp_path / "backups" / "copy.db"
    open_database(f"sqlite:///{path}").close()
    stop, written = threading.Event(), threading.Event()

    def write() -> None:
        database = open_database(f"sqlite:///{path}")
        number = 0
        while not stop.is_set():
            number += 1
            made: Article = article(number, body=f"{TEXT} {number}", fetched_at=LATER)
            listed(database, number)
            with database.write() as connection:
                writer.save(connection, made, 7)
            written.set()
        database.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert written.wait(30)
        sizes = [backup(f"sqlite:///{path}", copy) for _ in range(3)]
    finally:
        stop.set()
        thread.join()
    assert sizes[-1] == copy.stat().st_size
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored, closed = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles", "candidates WHERE state = 'stored'")
        )
        assert stored == closed > 0
    assert sorted(one.name for one in copy.parent.iterdir()) == ["copy.db"]
    open_database(f"sqlite:///{copy}").close()


@pytest.mark.parametrize("kind", ["no store", "a server", "itself"])
def test_a_backup_that_cannot_be_made(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "menafn.db"
    url = "postgresql+psycopg://u:secret@h/d" if kind == "a server" else f"sqlite:///{path}"
    if kind == "itself":
        open_database(url).close()
    reason = {"no store": "no store in", "a server": "pg_dump -Fc -f", "itself": "is the store itself"}[kind]
    with pytest.raises(StoreError, match=reason) as refused:
        backup(url, path)
    assert "secret" not in str(refused.value)


def test_the_commands(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'menafn.db'}").close()
    here = ("-s", f"MENAFN_DATA_DIR={tmp_path}")
    done = scrapy("backup", str(tmp_path / "copy.db"), *here)
    assert (done.returncode, done.stdout.endswith(f"MB in {tmp_path / 'copy.db'}\n")) == (0, True)
    moved = f"sqlite:///{tmp_path / 'moved.db'}"
    done = scrapy("copy-store", f"sqlite:///{tmp_path / 'copy.db'}", moved, *here)
    assert (done.returncode, done.stdout.startswith(f"copied into {moved}")) == (0, True), done.stderr
    done = scrapy("copy-store", "sqlite:/nope", moved, *here)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
