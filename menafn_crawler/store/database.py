"""The database behind a URL: SQLite by default, PostgreSQL by choice, one code path."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
    SQLAlchemyError,
)

from menafn_crawler.store.migrations import migrate
from menafn_crawler.store.schema import SCHEMA_VERSION, meta, metadata

BUSY_SECONDS = 30
"""How long a writer waits for another one (an export, a look from a shell) before it gives up."""


_PRAGMAS = (
    "journal_mode=WAL",  # readers do not stop the crawl
    "synchronous=NORMAL",  # a kill loses nothing, a power cut the last rows at most
    "foreign_keys=ON",
    "cache_size=-32000",
    "wal_autocheckpoint=8000",  # pages: 32 MB go into the file at a time, most pages of an index only once
)

_BEGIN = "BEGIN IMMEDIATE"
"""A transaction that will write waits for its turn at the start, where nothing is lost by waiting."""
_TRIES, _TURN = 40, 0.0002
"""How often a turn is asked for, and seconds between: then SQLite waits for it, longer each time."""
_READING = {"menafn_reading": True}
_IS_VERSION = meta.c.key == "schema_version"


class StoreError(Exception):
    """The store cannot be used; the message says why in one line."""


class _UndoneError(Exception):
    """Ends a rehearsal."""


class Rehearsal:
    """A store within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The transaction."""
        yield self._connection

    read = write


class Database:
    """One open store. Use from one thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer: Connection | None = None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed as a whole, or not at all when the block raises.

        Raises StoreError when the database fails: a full disk, a lock that is not given back, a server that is gone.
        """
        try:
            if self._writer is None:
                self._writer = self._engine.connect()
            with self._writer.begin():
                yield self._writer
        except (IntegrityError, ProgrammingError):
            raise  # an error of ours, not of the database
        except DBAPIError as error:
            self._drop_writer()
            raise self._failed(error) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A view of what is committed, the same from its first to its last row; it makes no writer wait.

        Raises StoreError when the database fails.
        """
        try:
            with self._engine.connect() as connection:
                connection = connection.execution_options(**_READING)
                with connection.begin():
                    yield connection
        except (IntegrityError, ProgrammingError):
            raise
        except DBAPIError as error:
            raise self._failed(error) from error

    @contextmanager
    def rehearsal(self) -> Iterator[Rehearsal]:
        """A store to try things on: it shows what is written to it, and all of it is undone when the block ends.

        Other writers wait meanwhile.
        """
        with suppress(_UndoneError), self.write() as connection:
            yield Rehearsal(connection)
            raise _UndoneError

    def close(self) -> None:
        """Close the connection and the files."""
        self._drop_writer()
        self._engine.dispose()

    def _drop_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(SQLAlchemyError):  # a connection that is gone cannot even be closed
                writer.close()

    def _failed(self, error: DBAPIError) -> StoreError:
        return StoreError(f"the store {self._engine.url.render_as_string(hide_password=True)} failed: {_reason(error)}")


def open_database(url: str) -> Database:
    """Open the store at *url*: its tables are created where there are none, and brought up to date where they are old.

    Raises StoreError for an address, a file or a server that cannot be used, and for a newer schema.
    """
    engine = _engine(url)
    database = Database(engine)
    try:
        if _version(database) != SCHEMA_VERSION:
            with database.write() as connection:
                _bring_up_to_date(connection)
    except StoreError as error:
        database.close()
        raise StoreError(
            str(error).replace("the store", "cannot open the store", 1).replace(" failed:", ":", 1)
        ) from error
    return database


def in_memory(url: str) -> bool:
    """Whether a store is in the memory of the process that opens it, so that no other one can use it."""
    return url.startswith("sqlite") and make_url(url).database in (None, "", ":memory:")


def open_as_it_is(url: str) -> Database | None:
    """The store at *url* for reading: nothing is made or brought up to date. None where there is no file.

    Raises StoreError for an address that cannot be used.
    """
    file = make_url(url).database if url.startswith("sqlite") else None
    if file is not None and not Path(file).exists():
        return None
    return Database(_engine(url))


def open_existing(url: str) -> Database | None:
    """Open the store at *url*, brought up to date. None, and nothing is made, if there is none. Raises StoreError."""
    found = open_as_it_is(url)
    if found is None:
        return None
    try:
        if _version(found) is None:
            return None
    finally:
        found.close()
    return open_database(url)


def _version(database: Database) -> int | None:
    with database.read() as connection:
        if not inspect(connection).has_table(meta.name):
            return None
        stored = connection.execute(select(meta.c.value).where(_IS_VERSION)).scalar()
    if stored is not None and int(stored) > SCHEMA_VERSION:
        raise StoreError(f"the store has schema {stored}, this version knows {SCHEMA_VERSION}: upgrade menafn_crawler")
    return int(stored) if stored is not None else None


def _bring_up_to_date(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # two workers may open a new store at once
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1109547045)")
    old = inspect(connection).has_table(meta.name)
    if old:
        migrate(connection, int(connection.execute(select(meta.c.value).where(_IS_VERSION)).scalar_one()))
        connection.execute(update(meta).where(_IS_VERSION).values(value=str(SCHEMA_VERSION)))
    else:
        metadata.create_all(connection)
        connection.execute(insert(meta).values(key="schema_version", value=str(SCHEMA_VERSION)))


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
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if _READING.items() <= connection.get_execution_options().items():
            connection.exec_driver_sql("BEGIN")
        elif not _begun_soon(connection.connection.dbapi_connection):
            connection.exec_driver_sql(_BEGIN)

    return engine


def _begun_soon(connection: Any) -> bool:
    """Whether a transaction could be begun within a few milliseconds.

    The crawl and its second process write in turns of one, and between two tries SQLite itself would sleep for up to
    a hundred: the crawl's network would wait with it.
    """
    connection.execute("PRAGMA busy_timeout=0")
    try:
        for _ in range(_TRIES):
            with suppress(sqlite3.OperationalError):  # what else is wrong will show when it is begun in earnest
                connection.execute(_BEGIN)
                return True
            time.sleep(_TURN)
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url)


def _reason(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
