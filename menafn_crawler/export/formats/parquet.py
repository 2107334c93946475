"""Parquet: typed columns, lists as lists, compressed with zstd.

pyarrow is optional and Scrapy's commands start without it, so it is imported when the first file is begun.
"""

from __future__ import annotations

import ctypes
import io
import os
from collections.abc import Iterable, Sequence
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from menafn_crawler.export.formats.base import Format, MissingLibraryError
from menafn_crawler.export.schema import Column, Kind
from menafn_crawler.export.serialize import batches

if TYPE_CHECKING:
    import pyarrow as pa
    from _typeshed import ReadableBuffer

SMALLEST_GROUP, LARGEST_GROUP = 1_024, 4_096
"""Rows of a row group: 3 to 12 MB of text in memory, of which a reader can skip what it does not need.

The description of each group stays in memory too, until the file is complete; so a long file has larger groups.
"""
_GROUPS = 16
"""Groups of a file from which on they grow with it."""
_M_MMAP_THRESHOLD, _LARGE = -3, 128 << 10
"""An option of glibc's mallopt, and the bytes from which on a block is mapped on its own: glibc's first value."""
_REPEATED = frozenset({"language", "provider", "provider_code", "published_on", "date_precision", "date_source"})
"""Columns of few different values, which are stored once a group; to try it on all takes memory and saves nothing."""
_ORDERED = (Kind.INTEGER, Kind.NUMBER, Kind.INSTANT, Kind.DAY)
"""Kinds whose smallest and largest value in a group help a reader; those of texts are most of a file's description."""


def write_parquet(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write typed columns. Raises MissingLibraryError without pyarrow."""
    written = 0
    with _ParquetFile(file, columns) as table:
        for some in batches(rows):
            table.write(some)
            written += len(some)
    return written


class _ParquetFile:
    """A Parquet file being written; *file* stays open at its end."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        parquet, self._arrow = _pyarrow()
        self._columns = columns
        repeated = [column.name for column in columns if column.name in _REPEATED]
        ordered = [column.name for column in columns if column.kind in _ORDERED]
        self._schema = self._arrow.schema_of(columns)
        self._sink = _Sink(file)
        self._writer = parquet.ParquetWriter(
            self._sink,
            self._schema,
            compression="zstd",
            use_dictionary=repeated or False,
            write_statistics=ordered or False,
        )
        self._tables: list[pa.Table] = []
        self._waiting = 0
        self._written = 0

    def write(self, rows: Sequence[Any]) -> None:
        """Add rows, and write a group when it is full."""
        self._tables.append(self._arrow.table_of(rows, self._schema, self._columns))
        self._waiting += len(rows)
        if self._waiting >= min(max(SMALLEST_GROUP, self._written // _GROUPS), LARGEST_GROUP):
            self._flush()

    def _flush(self) -> None:
        if self._tables:
            group = self._arrow.concatenate(self._tables)
            self._written += self._waiting
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
            self._sink.broken = True
            self._writer.is_open = False


class _Sink(io.RawIOBase):
    """Passes bytes on to *file* unless it is broken: Arrow's destructors complete any file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.broken = False

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Write all of *data*; nothing once the file is broken."""
        return memoryview(data).nbytes if self.broken else self._file.write(data)

    def tell(self) -> int:
        """Return the number of bytes written."""
        return self._file.tell()


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    """Import pyarrow's Parquet and our module that builds its tables."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # read once: Arrow's own pools keep what they freed
    try:
        import pyarrow.parquet

        from menafn_crawler.export.formats import arrow
    except ImportError as error:
        raise MissingLibraryError(PARQUET.install) from error
    _give_large_blocks_back()
    return pyarrow.parquet, arrow


def _give_large_blocks_back() -> None:
    """Keep glibc from raising the threshold with each large block that is freed: the heap would keep the next ones."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE)


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
