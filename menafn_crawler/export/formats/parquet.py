"""Parquet: typed columns, lists as lists, compressed with zstd.

pyarrow is optional and Scrapy's commands start without it, so it is imported when the first file is begun.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from menafn_crawler.export.formats.base import Format, MissingLibraryError
from menafn_crawler.export.schema import Column

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 128
"""Rows converted to columns at a time; as columns they take a third of the memory."""
GROUP = 1_024
"""Rows of a row group: some 3 MB of text, so memory stays flat and a reader can skip what it does not need."""
_REPEATED = frozenset({"language", "provider", "provider_code", "published_on", "date_precision", "date_source"})
"""Columns of few different values, which are stored once a group; to try it on all takes memory and saves nothing."""


def write_parquet(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write typed columns. Raises MissingLibraryError without pyarrow."""
    rest, written = iter(rows), 0
    with _ParquetFile(file, columns) as table, ThreadPoolExecutor(1) as writer:
        pending: Future[None] | None = None
        while chunk := list(islice(rest, CHUNK)):  # the next rows are read while these are written
            if pending is not None:
                pending.result()
            pending = writer.submit(table.write, chunk)
            written += len(chunk)
        if pending is not None:
            pending.result()
    return written


class _ParquetFile:
    """A Parquet file being written; *file* stays open at its end."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        parquet, self._arrow = _pyarrow()
        self._columns = columns
        repeated = [column.name for column in columns if column.name in _REPEATED]
        schema = self._arrow.schema_of(columns)
        self._writer = parquet.ParquetWriter(file, schema, compression="zstd", use_dictionary=repeated or False)
        self._tables: list[pa.Table] = []
        self._waiting = 0

    def write(self, rows: Sequence[Any]) -> None:
        """Add rows, and write a group when it is full."""
        self._tables.append(self._arrow.table_of(rows, self._columns))
        self._waiting += len(rows)
        if self._waiting >= GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._tables:
            group = self._arrow.concatenate(self._tables)
            self._tables, self._waiting = [], 0
            self._writer.write_table(group, row_group_size=group.num_rows)
            self._arrow.release_memory()  # else it grows with the file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
            self._writer.close()
        else:
            self._writer.is_open = False  # else its destructor completes a file that is broken


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    """Import pyarrow's Parquet and our module that builds its tables."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # read once: Arrow's own pools keep what they freed
    try:
        import pyarrow.parquet

        from menafn_crawler.export.formats import arrow
    except ImportError as error:
        raise MissingLibraryError(PARQUET.install) from error
    return pyarrow.parquet, arrow


PARQUET = Format(
    write_parquet,
    "application/vnd.apache.parquet",
    lambda path, fields: {"pandas": f"articles = pandas.read_parquet({path})"},
    encoding=None,
    tabular=False,
    compressible=False,
    appendable=False,
    library="pyarrow",
    requirement="pyarrow>=20",
)
