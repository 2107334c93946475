"""An open store: transactions to write and to read, on SQLite by default and PostgreSQL by choice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from menafn_crawler.store.address import StoreAddressError, read_address, shown_address
from menafn_crawler.store.article_versions import create_triggers
from menafn_crawler.store.engine import READING, USUAL, Timeouts, make_engine
from menafn_crawler.store.errors import StoreError, is_locked, is_programming_error, store_error
from menafn_crawler.store.lock_wait_log import LockWatch
from menafn_crawler.store.migrations import migrate
from menafn_crawler.store.schema import SCHEMA_VERSION, meta, metadata

_IS_VERSION = meta.c.key == "schema_version"
_SHORT_WAIT = {"sqlite": "PRAGMA busy_timeout = 500", "postgresql": "SET lock_timeout = 500"}
"""Milliseconds for which a lock is waited for once one was not had: the run ends, and has to end soon."""
_NOW = text("SELECT date_trunc('second', clock_timestamp())")


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
        self._locked_out = False
        self._watch = LockWatch(engine) if engine.dialect.name == "postgresql" else None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed as a whole, or not at all when the block raises.

        Raises StoreError when the database fails: a full disk, a lock that is not given back, a server that is gone.
        """
        try:
            if self._writer is None:
                self._writer = self._connect_writer()
            with self._writer.begin():
                yield self._writer
        except DBAPIError as error:
            if is_programming_error(error):
                raise
            self._drop_writer()
            raise self._failed(error) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A view of what is committed, the same from its first to its last row; it makes no writer wait.

        Raises StoreError when the database fails.
        """
        try:
            with self._engine.connect() as connection:
                connection = connection.execution_options(**READING[self._engine.dialect.name])
                with connection.begin():
                    yield connection
        except DBAPIError as error:
            if is_programming_error(error):
                raise
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
        """Close the connections. SQLite's write-ahead log goes into the file where no reader needs it."""
        if self._engine.dialect.name == "sqlite" and self._writer is not None:
            with suppress(SQLAlchemyError, sqlite3.Error):  # of a full disk; the log is read at the next opening
                self._writer.rollback()
                cursor = self._writer.connection.cursor()
                cursor.execute("PRAGMA busy_timeout=0")  # a long reader is not waited for
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                cursor.close()
        self._drop_writer()
        if self._watch is not None:
            self._watch.close()
        self._engine.dispose()

    def _connect_writer(self) -> Connection:
        connection = self._engine.connect()
        if self._locked_out:
            driver: Any = connection.connection.driver_connection
            driver.execute(_SHORT_WAIT[connection.dialect.name])
            driver.commit()
        return connection

    def _drop_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(SQLAlchemyError):  # a connection that is gone cannot even be closed
                writer.close()

    def _failed(self, error: DBAPIError) -> StoreError:
        self._locked_out = is_locked(error)
        return store_error(self._engine, error)


def database_now(connection: Connection) -> datetime | None:
    """Return the instant (UTC, whole seconds) by the clock of the database server; None for SQLite, which has none.

    Machines that share a store may have wrong clocks; leases and waiting times need one clock.
    """
    if connection.dialect.name == "sqlite":
        return None
    instant: datetime = connection.execute(_NOW).scalar_one()
    return instant.astimezone(UTC)


def open_database(url: str, timeouts: Timeouts = USUAL) -> Database:
    """Open the store at *url*; make its tables if there are none, and bring them up to date if they are old.

    Raises StoreError for an address, a file or a server that cannot be used, and for a newer schema.
    """
    database = Database(_engine(url, timeouts))
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


def open_as_it_is(url: str, timeouts: Timeouts = USUAL) -> Database | None:
    """Open the store at *url* for reading, whatever its schema; None if there is no file.

    Raises StoreError for an address that cannot be used.
    """
    address = _read_address(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return None
    return Database(_engine(url, timeouts))


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
    create_triggers(connection)


def _read_address(url: str) -> URL:
    try:
        return read_address(url)
    except StoreAddressError as error:
        raise StoreError(f"cannot open the store {error}") from None


def _engine(url: str, timeouts: Timeouts) -> Engine:
    address = _read_address(url)
    try:
        return make_engine(address, timeouts)
    except OSError as error:
        raise StoreError(f"cannot open the store {shown_address(address)}: {error.strerror}") from error
