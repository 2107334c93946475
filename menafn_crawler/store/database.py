"""The database behind a URL: SQLite by default, PostgreSQL by choice, one code path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from menafn_crawler.store.schema import SCHEMA_VERSION, meta, metadata

BUSY_SECONDS = 30
"""How long a writer waits for another one (an export, a look from a shell) before it gives up."""


_READING = "menafn_reading"


class StoreError(Exception):
    """The store cannot be used; the message says why in one line."""


class Database:
    """One open store. Use from one thread; ``write`` and ``read`` give transactions on one connection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer: Connection | None = None

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed as a whole, or not at all when the block raises."""
        if self._writer is None:
            self._writer = self._engine.connect()
        with self._writer.begin():
            yield self._writer

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A view of what is committed, the same from its first to its last row; it makes no writer wait."""
        with self._engine.connect() as connection:
            connection = connection.execution_options(**{_READING: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close the connection and the files."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._engine.dispose()


def open_database(url: str) -> Database:
    """Open the store at *url* and create its tables where there are none.

    Raises StoreError for an address, a file or a server that cannot be used, and for a newer schema.
    """
    engine = _engine(url)
    database = Database(engine)
    try:
        with database.write() as connection:
            metadata.create_all(connection)
            _check_version(connection)
    except SQLAlchemyError as error:
        database.close()
        raise StoreError(f"cannot open the store {_shown(url)}: {_reason(error)}") from error
    except StoreError:
        database.close()
        raise
    return database


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        if address.get_backend_name() == "postgresql":
            return create_engine(address, pool_pre_ping=True)
    except (ArgumentError, ImportError, OSError) as error:
        raise StoreError(f"cannot open the store {_shown(url)}: {error}") from error
    raise StoreError(f"MENAFN_STORE is {_shown(url)}; allowed are sqlite:///FILE and postgresql+psycopg://...")


def _sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late
        # WAL: readers do not stop the crawl. NORMAL: a killed process loses nothing, a power cut the last rows at most.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE: a transaction that will write waits for its turn at the start, where nothing is lost by waiting.
        reading = connection.get_execution_options().get(_READING, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _check_version(connection: Connection) -> None:
    stored = connection.execute(select(meta.c.value).where(meta.c.key == "schema_version")).scalar()
    if stored is None:
        connection.execute(insert(meta).values(key="schema_version", value=str(SCHEMA_VERSION)))
    elif int(stored) > SCHEMA_VERSION:
        raise StoreError(f"the store has schema {stored}, this version knows {SCHEMA_VERSION}: upgrade menafn_crawler")


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url)


def _reason(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
