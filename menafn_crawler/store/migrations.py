"""From an older schema to the present one, a step at a time, in the transaction that opens the store."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Table, inspect, select, update

from menafn_crawler.deduplicate import USUAL_DAYS
from menafn_crawler.store import articles, duplicates
from menafn_crawler.store.schema import SCHEMA_VERSION, history, metadata, shown, walks
from menafn_crawler.store.schema import articles as articles_table

Step = Callable[[Connection], None]


def _history(connection: Connection) -> None:
    """1 to 2: what becomes of articles is kept, days are indexed, walks know how far back they came."""
    history.create(connection)
    _create_index(connection, articles_table, "articles_by_day")
    _create_index(connection, articles_table, "articles_copies")
    connection.exec_driver_sql("ALTER TABLE articles ADD COLUMN date_certain BOOLEAN NOT NULL DEFAULT FALSE")
    timed = articles_table.c.date_source.in_(("printed", "footer"))
    sure = update(articles_table).where(timed, articles_table.c.date_in_doubt.is_(False))
    connection.execute(sure.values(date_certain=True))
    if "since" not in _columns(connection, walks):
        connection.exec_driver_sql("ALTER TABLE walks ADD COLUMN since VARCHAR(20)")


def _evidence(connection: Connection) -> None:
    """2 to 3: new tables only, beside the articles."""
    metadata.create_all(connection)


def _additions(connection: Connection) -> None:
    """3 to 4: tables, columns that may be null, and indexes are added; texts that are nearly the same are found."""
    metadata.create_all(connection)
    quote = connection.dialect.identifier_preparer
    for table in metadata.sorted_tables:
        there = _columns(connection, table)
        for column in (column for column in table.columns if column.name not in there):
            kind = column.type.compile(connection.dialect)
            name = quote.format_column(column)
            connection.exec_driver_sql(f"ALTER TABLE {quote.format_table(table)} ADD COLUMN {name} {kind}")
        indexed = {index["name"] for index in inspect(connection).get_indexes(table.name)}
        for index in (index for index in table.indexes if index.name not in indexed):
            index.create(connection)
    every = connection.execute(select(articles_table.c.article_id)).scalars().all()
    for article in articles.iterate_some(connection, every, copies=True):  # about a millisecond each, once
        duplicates.relate(connection, article, USUAL_DAYS)


def _shown(connection: Connection) -> None:
    """4 to 5: what each list has shown is kept.

    Nothing is filled in: until then a list was left where another one had shown its page, so each is read back once
    more, and what was passed over is found.
    """
    shown.create(connection, checkfirst=True)


STEPS: dict[int, Step] = {1: _history, 2: _evidence, 3: _additions, 4: _shown}
"""The step that leads away from each older version."""


def migrate(connection: Connection, version: int) -> None:
    """Take a store of *version* to the present schema."""
    for step in range(version, SCHEMA_VERSION):
        STEPS[step](connection)


def _create_index(connection: Connection, table: Table, name: str) -> None:
    next(index for index in table.indexes if index.name == name).create(connection)


def _columns(connection: Connection, table: Table) -> set[str]:
    return {str(column["name"]) for column in inspect(connection).get_columns(table.name)}
