"""SQLite: one clean, read-only database for Datasette, with a full-text index of titles and bodies.

Tables: ``articles`` (as in the other formats), ``copies``, ``revisions``, ``sections`` (one row per article and list),
``articles_fts``. ``metadata.yaml`` beside it tells Datasette what the tables are.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, BinaryIO, Self

from menafn_crawler.export.formats.base import ExportStoppedError, Format, RelatedTable, never
from menafn_crawler.export.schema import Column, Kind
from menafn_crawler.export.serialize import json_list, values_of

_BLOCK = 1 << 20
_STEPS = 1_000_000
"""Instructions of SQLite's machine, some milliseconds, after which a signal is looked for."""
_TYPES = {Kind.INTEGER: "INTEGER", Kind.BOOLEAN: "INTEGER", Kind.NUMBER: "REAL"}
_INDEXED = ("provider", "published_on", "published_at", "language", "duplicate_of", "article_id")


class SqliteFile:
    """A database being written, in a temporary file without a name: a killed process leaves nothing of it."""

    def __init__(self, stop: Callable[[], bool] = never) -> None:
        with TemporaryDirectory(prefix="menafn-") as folder:
            path = Path(folder, "articles.sqlite")
            path.touch()
            self._file = path.open("rb")
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=OFF")  # the first statement opens the file
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.set_progress_handler(stop, _STEPS)
        self._connection.execute("BEGIN")

    def write(self, table: str, rows: Iterable[Any], columns: Sequence[Column], *, key: str | None = None) -> int:
        """Create *table* and fill it; return the number of rows."""
        described = ", ".join(
            f"{column.name} {_TYPES.get(column.kind, 'TEXT')}{' PRIMARY KEY' if column.name == key else ''}"
            for column in columns
        )
        self._connection.execute(f"CREATE TABLE {table} ({described})")
        places = ", ".join("?" * len(columns))
        counter = _Counter(_rows(rows, columns))
        self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", counter)
        for column in columns:
            if column.name in _INDEXED and column.name != key:
                self._connection.execute(f"CREATE INDEX {table}_{column.name} ON {table} ({column.name})")
        return counter.rows

    def write_sections(self, table: str) -> None:
        """Create ``sections`` from the lists of *table*."""
        self._connection.execute(
            "CREATE TABLE sections (section TEXT, article_id INTEGER, PRIMARY KEY (section, article_id))"
        )
        self._connection.execute(
            f"INSERT INTO sections SELECT value, article_id FROM {table}, json_each({table}.sections)"
            " ORDER BY value, article_id"
        )
        self._connection.execute("CREATE INDEX sections_article_id ON sections (article_id)")

    def index_texts(self, table: str) -> None:
        """Create the full-text index, quoted as Datasette looks for it.

        Accents do not matter in it; Arabic vowel signs belong to their word.
        """
        self._connection.execute(
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5(title, body, content=\"{table}\", content_rowid='article_id',"
            " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
        )
        self._connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")

    def copy_to(self, file: BinaryIO) -> None:
        """Commit, and write the database to *file*."""
        self._connection.execute("COMMIT")
        shutil.copyfileobj(self._file, file, _BLOCK)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._file.close()


class _Counter:
    """Counts rows that pass."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._iterator, self.rows = rows, 0

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self._iterator:
            self.rows += 1
            yield row


def _rows(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[tuple[Any, ...]]:
    values = values_of(columns)
    kinds = [column.kind for column in columns]
    for row in rows:
        yield tuple(_value(kind, value) for kind, value in zip(kinds, values(row), strict=True))


def _value(kind: Kind, value: Any) -> Any:
    if value is None or kind in _TYPES:
        return value
    text = json_list(value) if kind in (Kind.LIST, Kind.OBJECTS) else str(value)
    return text.encode(errors="replace").decode()


def write_sqlite(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write a database with the table ``articles`` alone, and what is made from it."""
    return write_database(file, rows, columns, ())


def write_database(
    file: BinaryIO,
    rows: Iterable[Any],
    columns: Sequence[Column],
    related: Sequence[RelatedTable],
    stop: Callable[[], bool] = never,
) -> int:
    """Write a database with the table ``articles``, what is made from it, and *related* tables.

    Raises OSError where there is no room for it, ExportStoppedError.
    """
    key = next((column.name for column in columns if column.constraints.get("unique")), None)
    names = {column.name for column in columns if key == "article_id"}
    try:
        with SqliteFile(stop) as database:
            written = database.write("articles", rows, columns, key=key)
            if {"title", "body"} <= names:
                database.index_texts("articles")
            if "sections" in names:
                database.write_sections("articles")
            for table in related:
                database.write(table.name, table.rows, table.columns, key=table.key)
            database.copy_to(file)
    except sqlite3.Error as error:
        if stop():
            raise ExportStoppedError from error
        raise OSError(errno.EIO, f"SQLite: {error}") from error
    return written


def _recipes(path: str, fields: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    code = f'articles = pandas.read_sql("SELECT * FROM articles", "sqlite:///" + {path})'
    return {"pandas": code}


SQLITE = Format(
    write_sqlite,
    "application/vnd.sqlite3",
    _recipes,
    encoding=None,
    tabular=False,
    compressible=False,
    appendable=False,
    write_database=write_database,
)
