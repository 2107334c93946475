"""Errors of the database as one line that says what is wrong and, where it is known, what to do."""

from __future__ import annotations

import os
from pathlib import Path
from sqlite3 import SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_READONLY

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError

from menafn_crawler.store.address import shown_address, without_secrets

_NO_RIGHT, _NO_SCHEMA, _LOCKED, _DEADLOCK = "42501", "3F000", "55P03", "40P01"
"""PostgreSQL's SQLSTATE: missing right, no schema to create tables in, lock not had in time, deadlock."""
_HOLDERS = text(
    "SELECT DISTINCT a.pid, a.application_name, a.state FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
    " WHERE l.granted AND l.mode LIKE '%ExclusiveLock' AND l.locktype IN ('relation', 'transactionid', 'advisory')"
    " AND a.datname = current_database() AND a.pid <> pg_backend_pid() ORDER BY a.pid LIMIT 3"
)


class StoreError(Exception):
    """The store cannot be used; the message says why in one line, without secrets."""


class DeadlockError(StoreError):
    """The database ended the transaction because another one and it waited for each other. It may be tried again."""


def store_error(engine: Engine, error: DBAPIError) -> StoreError:
    """Return what to raise for an error of the database."""
    address, state = engine.url, _state(error)
    reason = without_secrets(_reason(error), address)
    if state == _LOCKED:
        reason = f"{reason}; locks are held by {_holders(engine)}"
    elif state in (_NO_RIGHT, _NO_SCHEMA):
        reason = f"{reason}; {_remedy(engine, state, (error.statement or '').split())}"
    elif (place := _read_only(engine.url, error)) is not None:
        reason = f"{reason}; SQLite writes its log also to read: allow writing to {place}, or read a copy elsewhere"
    kind = DeadlockError if state == _DEADLOCK else StoreError
    return kind(f"the store {shown_address(address)} failed: {reason}")


def is_programming_error(error: DBAPIError) -> bool:
    """Return True for an error in a statement of ours; a missing right is the database's."""
    return isinstance(error, (IntegrityError, ProgrammingError)) and _state(error) not in (_NO_RIGHT, _NO_SCHEMA)


def is_locked(error: DBAPIError) -> bool:
    """Return True if a lock was not had in time."""
    return _state(error) == _LOCKED or getattr(error.orig, "sqlite_errorcode", None) == SQLITE_BUSY


def _read_only(address: URL, error: DBAPIError) -> str | None:
    """Return the file of a SQLite store, or its directory, if it may not be written to and that caused the error."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # without what it says in detail
    if code not in (SQLITE_READONLY, SQLITE_CANTOPEN) or not address.database:
        return None
    file = Path(address.database)
    return next((str(place) for place in (file.parent, file) if place.exists() and not os.access(place, os.W_OK)), None)


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _reason(error: DBAPIError) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def _holders(engine: Engine) -> str:
    """Return which sessions of PostgreSQL hold locks that others may wait for."""
    try:
        with engine.connect() as connection:
            rows = connection.execute(_HOLDERS).all()
    except SQLAlchemyError:
        return "others"
    held = [f"process {row.pid} ({row.application_name or 'unnamed'}, {row.state})" for row in rows]
    return ", ".join(held) or "others"


def _remedy(engine: Engine, state: str, statement: list[str]) -> str:
    """Return the SQL that gives the role the right that a statement lacks."""
    schema, role = _schema(engine), f'"{engine.url.username}"'
    if statement[:1] in (["ALTER"], ["DROP"]):
        return "an upgrade changes the tables: open the store once as the role that owns them"
    if statement[:1] == ["CREATE"]:
        missing = f"CREATE SCHEMA IF NOT EXISTS {schema}; " if state == _NO_SCHEMA else ""
        return f"an owner of the database has to run: {missing}GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}"
    return (
        f"the owner of the tables has to run: GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT SELECT, INSERT, UPDATE,"
        f" DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"
    )


def _schema(engine: Engine) -> str:
    """Return the schema that the role's tables are in: the first of its search path that is not named after it."""
    try:
        with engine.connect() as connection:
            path = str(connection.execute(text("SHOW search_path")).scalar_one())
    except SQLAlchemyError:
        return "public"
    return next((name for name in map(str.strip, path.split(",")) if name != '"$user"'), "public")
