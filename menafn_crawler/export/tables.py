"""The tables that can be exported: their columns, and how their rows are read from the store."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import Connection

from menafn_crawler.export.formats import never
from menafn_crawler.export.schema import Column, columns_of
from menafn_crawler.items import Article, ChangedRecord, Revision, StoredArticle
from menafn_crawler.store import Selection, articles, iterate_as_of, iterate_changes

Stop = Callable[[], bool]
"""True once a signal ended the export."""


class RowReader(Protocol):
    """Yields the selected rows by article id; with a list of ids, which have to be selected, only theirs."""

    def __call__(
        self, connection: Connection, selection: Selection, ids: Sequence[int] | None, stop: Stop = never, /
    ) -> Iterable[Any]:
        """*stop* is for a table that reads everything before its first row: once it is true, ExportStoppedError."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be exported."""

    rows: str
    """What its rows are called in messages."""
    columns: tuple[Column, ...]
    read: RowReader

    def select(self, names: Sequence[str] | None) -> tuple[Column, ...]:
        """Return the columns of these *names*, in their order; all columns for None. Raises KeyError."""
        by_name = {column.name: column for column in self.columns}
        return self.columns if names is None else tuple(by_name[name] for name in names)


def _not_unique(columns: Iterable[Column]) -> Iterator[Column]:
    """Yield the columns of a history, which has several rows for one article."""
    for column in columns:
        yield replace(column, constraints={k: v for k, v in column.constraints.items() if k != "unique"})


def _read_articles(
    connection: Connection, selection: Selection, ids: Sequence[int] | None, _stop: Stop = never
) -> Iterator[StoredArticle]:
    return articles.iterate_stored(connection, selection, ids)


def _read_revisions(
    connection: Connection, selection: Selection, ids: Sequence[int] | None, _stop: Stop = never
) -> Iterator[Revision]:
    return articles.iterate_revisions(connection, selection, ids)


ARTICLES = Table("articles", columns_of(Article), _read_articles)
REVISIONS = Table("rows", tuple(_not_unique(columns_of(Revision))), _read_revisions)

_CHANGED = columns_of(ChangedRecord)
_ChangedRow = namedtuple("_ChangedRow", [column.name for column in _CHANGED])  # type: ignore[misc]


def changed_since(number: int) -> Table:
    """Return the table of what changed after change *number*: with it, an earlier copy is brought up to date."""

    def read(
        connection: Connection, selection: Selection, ids: Sequence[int] | None, _stop: Stop = never
    ) -> Iterator[Any]:
        for one in iterate_changes(connection, selection, number):
            values = (getattr(one.article, column.name) for column in ARTICLES.columns)
            yield _ChangedRow._make((*values, one.change, one.changed_at))

    return Table("changes", _CHANGED, read)


def as_of(number: int) -> Table:
    """Return the table of articles as they were published after change *number*."""

    def read(
        connection: Connection, selection: Selection, ids: Sequence[int] | None, _stop: Stop = never
    ) -> Iterator[Any]:
        return iterate_as_of(connection, selection, number)

    return Table("articles", ARTICLES.columns, read)
