"""INSERT that leaves or replaces a row that is there: SQLite and PostgreSQL share the words, not the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from menafn_crawler.store.prepared import Prepared

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@cache
def _insert_new(table: Table, dialect: str, names: tuple[str, ...]) -> Prepared:
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    return Prepared(_INSERTS[dialect](table).values(values).on_conflict_do_nothing())


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert *rows*, which give the same columns; one whose key is there already is left as it is."""
    if rows:
        _insert_new(table, connection.dialect.name, tuple(rows[0])).execute_many(connection, rows)


def insert_if_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert *row*; whether it was new."""
    return _insert_new(table, connection.dialect.name, tuple(row)).execute(connection, row).rowcount == 1


@cache
def _insert_new_tuples(table: Table, dialect: str, width: int) -> str:
    """The statement for rows of all columns in order, as the driver takes it."""
    places = ", ".join(["?" if dialect == "sqlite" else "%s"] * width)
    return f"INSERT INTO {table.name} VALUES ({places}) ON CONFLICT DO NOTHING"


def insert_new_tuples(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many small *rows* that give every column in order; those that are there are left as they are.

    Handed to the driver as they are: to look at each value of a row costs several times what the database does.
    """
    if rows:
        statement = _insert_new_tuples(table, connection.dialect.name, len(table.columns))
        connection.exec_driver_sql(statement, list(rows))


@cache
def _insert_new_key(table: Table, dialect: str, names: tuple[str, ...]) -> Prepared:
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    return Prepared(_INSERTS[dialect](table).values(values).on_conflict_do_nothing().returning(*table.primary_key))


def insert_new_key(connection: Connection, table: Table, row: Mapping[str, Any]) -> int | None:
    """Insert *row*; the key that the database gave it, None where one like it is there already."""
    key = _insert_new_key(table, connection.dialect.name, tuple(row)).execute(connection, row).scalar()
    return int(key) if key is not None else None


def insert_or_replace(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert *row*, or give the row with its key these values."""
    keys = [column.name for column in table.primary_key]
    statement = _INSERTS[connection.dialect.name](table).values(**row)
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))
