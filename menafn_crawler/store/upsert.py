"""INSERT that skips or replaces existing rows; SQLite and PostgreSQL share the syntax, not SQLAlchemy's function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@cache
def _insert_new(table: Table, dialect: str) -> Any:
    return _INSERTS[dialect](table).on_conflict_do_nothing()


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert *rows*, which name the same columns; a row whose key exists is skipped."""
    if rows:
        connection.execute(_insert_new(table, connection.dialect.name), rows)


def insert_new_tuples(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many small *rows*, which give every column in order; a row whose key exists is skipped.

    They go to the driver as they are: SQLAlchemy's handling of each value costs several times the insert itself.
    PostgreSQL gets an array per column, which is several times as fast as a statement per row.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({places}) ON CONFLICT DO NOTHING", list(rows))
        return
    arrays = ", ".join(f"%s::{column.type.compile(connection.dialect)}[]" for column in table.columns)
    statement = f"INSERT INTO {table.name} SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING"
    connection.exec_driver_sql(statement, tuple(list(values) for values in zip(*rows, strict=True)))


def insert_or_replace(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert *row*, or give the row with its key these values."""
    keys = [column.name for column in table.primary_key]
    statement = _INSERTS[connection.dialect.name](table).values(**row)
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))
