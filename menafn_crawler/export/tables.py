"""The tables that can be exported: their columns, and how their rows are read from the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.export.schema import Column, columns_of
from menafn_crawler.items import Article, Revision
from menafn_crawler.store import Selection, articles


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be exported."""

    rows: str
    """What its rows are called in messages."""
    columns: tuple[Column, ...]
    read: Callable[[Connection, Selection, Sequence[int] | None], Iterable[Any]]
    """Yields the selected rows by article id; with a list of ids, which have to be selected, only theirs."""

    def select(self, names: Sequence[str] | None) -> tuple[Column, ...]:
        """Return the columns of these *names*, in their order; all columns for None. Raises KeyError."""
        by_name = {column.name: column for column in self.columns}
        return self.columns if names is None else tuple(by_name[name] for name in names)


def _not_unique(columns: Iterable[Column]) -> Iterator[Column]:
    """The columns of a history, which has several rows for one article."""
    for column in columns:
        yield replace(column, constraints={k: v for k, v in column.constraints.items() if k != "unique"})


ARTICLES = Table("articles", columns_of(Article), articles.iterate_stored)
REVISIONS = Table("rows", tuple(_not_unique(columns_of(Revision))), articles.iterate_revisions)
