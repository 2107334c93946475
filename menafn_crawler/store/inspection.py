"""State of a store, read without changing it, also beside a crawl; and the store's own id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import make_url

from menafn_crawler.store.crawl_state import State
from menafn_crawler.store.database import open_as_it_is
from menafn_crawler.store.meta_values import read_value
from menafn_crawler.store.schema import articles, candidates, meta
from menafn_crawler.store.upsert import insert_new

_STORE_ID = "identity"
"""Key in ``meta``."""


@dataclass(frozen=True, slots=True)
class StoreState:
    """What a store is and holds."""

    server: str
    """Name and version of the database."""
    schema: int | None
    """None where its tables are not those of a store."""
    size: int
    """Bytes."""
    damage: str | None
    """What the quick check of SQLite finds, in one line; None for nothing, where none was asked for, on PostgreSQL."""
    articles: int | None
    """Copies included; None where they cannot be counted."""
    waiting: int | None
    """Articles that are still to be fetched."""
    newest: str | None
    """UTC text: when the last of the stored articles was first seen; None where there is none."""


def inspect_store(url: str, *, deep: bool = False) -> StoreState | None:
    """Return the state of the store at *url*; None where there is none yet. Raises StoreError if it cannot be read.

    With *deep*, SQLite's quick check reads the whole file: ten seconds for a million articles.
    """
    database = open_as_it_is(url)
    if database is None:
        return None
    try:
        with database.read() as connection:
            return _state(connection, url, deep=deep)
    finally:
        database.close()


def store_id(connection: Connection) -> str:
    """Return the id of the store, whatever address it is reached under. Whoever asks first makes it."""
    if (known := read_value(connection, _STORE_ID)) is None:
        insert_new(connection, meta, [{"key": _STORE_ID, "value": uuid4().hex}])
        known = read_value(connection, _STORE_ID)
    assert known is not None
    return known


def newest_sighting(connection: Connection) -> str | None:
    """UTC text: when the article that was found last, of those that are stored, was first seen; None for none."""
    stored = select(func.max(candidates.c.first_seen_at)).where(candidates.c.state == State.STORED)
    newest: str | None = connection.execute(stored).scalar()  # an index answers it
    return newest


def _state(connection: Connection, url: str, *, deep: bool) -> StoreState | None:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    whole = {meta.name, articles.name, candidates.name} <= tables
    waiting = select(func.count()).where(candidates.c.state == State.OPEN)
    return StoreState(
        server=_server(connection),
        schema=_schema(connection) if meta.name in tables else None,
        size=_size(connection, url),
        damage=_damage(connection) if deep else None,
        articles=_count(connection.execute(select(func.count()).select_from(articles)).scalar()) if whole else None,
        waiting=_count(connection.execute(waiting).scalar()) if whole else None,
        newest=newest_sighting(connection) if whole else None,
    )


def _count(value: int | None) -> int:
    return value or 0


def _schema(connection: Connection) -> int | None:
    version = read_value(connection, "schema_version")
    return int(version) if version is not None else None


def _server(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {connection.execute(text('SELECT sqlite_version()')).scalar_one()}"
    return f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar_one()}"


def _size(connection: Connection, url: str) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    file = Path(make_url(url).database or "")
    parts = (file, file.with_name(f"{file.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def _damage(connection: Connection) -> str | None:
    if connection.dialect.name != "sqlite":
        return None
    found = str(connection.execute(text("PRAGMA quick_check(1)")).scalar_one())
    return None if found == "ok" else " ".join(found.split())
