"""Parquet: typed columns, lists as lists, compressed with zstd, written a group of rows at a time.

pyarrow is an optional layer, and Scrapy's commands come up without it: it is imported when the first file is begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from menafn_crawler.items import ARTICLE_FIELDS, Article

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 1_000
"""Articles made into columns at a time; as columns they take a third of the memory."""
GROUP = 8_192
"""Rows of a group: some 25 MB of text, so that memory stays flat and a reader can skip what it does not need."""

INSTALL = "writing .parquet needs pyarrow, which is not installed: pip install 'pyarrow>=20'"


class LayerMissing(Exception):  # noqa: N818 - what it is, not what went wrong
    """An optional library is not installed; the message says in one line what to install."""


def write_parquet(file: BinaryIO, articles: Iterable[Article], columns: Sequence[str] = ARTICLE_FIELDS) -> int:
    """Typed columns, nulls as nulls. Raises LayerMissing where pyarrow is not installed."""
    rest, written = iter(articles), 0
    with ParquetFile(file, columns) as table, ThreadPoolExecutor(1) as beside:
        handed: Future[None] | None = None
        while chunk := list(islice(rest, CHUNK)):  # the next ones are read while these are written
            if handed is not None:
                handed.result()
            handed = beside.submit(table.write, chunk)
            written += len(chunk)
        if handed is not None:
            handed.result()
    return written


class ParquetFile:
    """A Parquet file being written; *file* stays open when it is done. Raises LayerMissing without pyarrow."""

    def __init__(self, file: BinaryIO, columns: Sequence[str]) -> None:
        parquet, self._arrow = _pyarrow()
        self._columns = columns
        self._writer = parquet.ParquetWriter(file, self._arrow.schema_of(columns), compression="zstd")
        self._tables: list[pa.Table] = []
        self.waiting = 0
        """Rows that are still in memory."""

    def write(self, articles: Sequence[Article]) -> None:
        """Add rows; a group that is full is written."""
        self._tables.append(self._arrow.table_of(articles, self._columns))
        self.waiting += len(articles)
        if self.waiting >= GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are still in memory, as a group."""
        if self._tables:
            group = self._arrow.joined(self._tables)
            self._tables, self.waiting = [], 0
            self._writer.write_table(group, row_group_size=group.num_rows)

    def close(self) -> None:
        """Write what is still in memory and the file's end."""
        self.flush()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._writer.is_open = False  # else it would write the end of a file that has none, at some later time


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    """pyarrow's Parquet, and our module that makes its tables."""
    try:
        import pyarrow.parquet

        from menafn_crawler.export import arrow
    except ImportError as error:
        raise LayerMissing(INSTALL) from error
    return pyarrow.parquet, arrow
