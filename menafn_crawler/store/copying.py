"""Copy a store: a consistent backup of a SQLite file, and a move between SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from menafn_crawler.store import articles
from menafn_crawler.store.address import read_address, shown_address
from menafn_crawler.store.article_filter import Selection
from menafn_crawler.store.atomic import stage_file
from menafn_crawler.store.database import open_database, open_existing
from menafn_crawler.store.errors import StoreError
from menafn_crawler.store.schema import article_versions, meta, metadata

_BATCH = 1_000
"""Rows copied at a time: memory stays flat."""


def backup(url: str, path: Path) -> int:
    """Write a consistent copy of the SQLite store at *url* to *path*, also beside a crawl; return its bytes.

    The copy appears in one step once it is complete. Raises StoreError if there is no store or it is on a server,
    OSError if the copy cannot be written.
    """
    address = read_address(url)
    if address.get_backend_name() != "sqlite":
        shown = shown_address(address.set(drivername="postgresql", password=None))
        raise StoreError(f"a store on a server is backed up by its own tool: pg_dump -Fc -f {path} '{shown}'")
    file = Path(address.database or "")
    if not file.is_file():
        raise StoreError(f"no store in {file}")
    if path.exists() and path.samefile(file):
        raise StoreError(f"{path} is the store itself")
    with stage_file(path) as (copy, staged), closing(sqlite3.connect(file)) as source:
        try:
            source.execute("VACUUM INTO ?", (copy.name,))
        except sqlite3.Error as error:
            raise StoreError(f"the store {shown_address(address)} failed: {error}") from error
    staged.commit()
    return path.stat().st_size


def copy_store(source_url: str, target_url: str) -> dict[str, int]:
    """Copy everything from one store into another, empty one; return the rows of each table.

    One transaction on each side: the copy is complete and verified, or it is not there. Raises StoreError if there is
    no source, the target is not empty, or the copy is not the same.
    """
    source = open_existing(source_url)
    if source is None:
        raise StoreError(f"no store in {shown_address(source_url)}")
    target = open_database(target_url)
    try:
        with source.read() as reading, target.write() as writing:
            return _copy(reading, writing, shown_address(target_url))
    finally:
        source.close()
        target.close()


def _copy(source: Connection, target: Connection, shown: str) -> dict[str, int]:
    for table in metadata.sorted_tables:
        if table is not meta and _count(target, table):
            raise StoreError(f"{shown} holds a store already: a copy goes into an empty database")
    for table in (*(one for one in metadata.sorted_tables if one is not article_versions), article_versions):
        target.execute(delete(table))  # what opening the store and its triggers put in
        for rows in _rows(source, table):
            target.execute(insert(table), rows)
    if target.dialect.name == "postgresql":
        _set_sequences(target)
    counts = {table.name: _count(target, table) for table in metadata.sorted_tables}
    if counts != {table.name: _count(source, table) for table in metadata.sorted_tables}:
        raise StoreError(f"the copy in {shown} lacks rows; nothing was kept of it")
    if _digest(source) != _digest(target):
        raise StoreError(f"the articles in {shown} are not those of the source; nothing was kept of them")
    return counts


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table in the order of its key."""
    asked = source.execution_options(yield_per=_BATCH).execute(select(table).order_by(*table.primary_key))
    for rows in asked.mappings().partitions():
        yield [dict(row) for row in rows]


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _digest(connection: Connection) -> str:
    """Return a hash of all records as they are exported."""
    digest = hashlib.sha256()
    for article in articles.iterate_stored(connection, Selection(copies=True)):
        digest.update(repr(tuple(article)).encode("utf-8", "surrogatepass"))  # type: ignore[arg-type]
    return digest.hexdigest()


def _set_sequences(target: Connection) -> None:
    """Let the next key follow the highest that was copied."""
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            name, key = table.name, column.name
            highest = f"(SELECT coalesce(max({key}), 0) + 1 FROM {name})"
            target.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', '{key}'), {highest}, false)"))
