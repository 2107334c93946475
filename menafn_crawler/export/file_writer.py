"""Write rows to one file, and measure what was written."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from menafn_crawler.export.formats import ExportStoppedError, RelatedTable, format_of, never
from menafn_crawler.export.schema import Column

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_BUFFER = 256 << 10


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file as it was written."""

    path: str
    """From the export directory, with slashes."""
    rows: int
    bytes: int
    sha256: str
    columns: tuple[Column, ...]
    first: str | None
    """First day of publication (zone of the site); None if no row has one."""
    last: str | None
    """Last day of publication."""

    def below(self, folder: str) -> FileFacts:
        """Return the same facts with the path as seen from the parent of *folder*."""
        return replace(self, path=f"{folder}/{self.path}")


def write_file(
    file: BinaryIO,
    path: PurePath,
    rows: Iterable[Any],
    columns: Sequence[Column],
    related: Sequence[RelatedTable] = (),
    stop: Callable[[], bool] = never,
) -> FileFacts:
    """Write *rows* in the format of *path*'s name to *file*, which stays open; *related* only in a database.

    *stop* is asked again and again, in several threads; once it returns True, writing ends with ExportStoppedError.
    Raises ValueError for an unknown format, MissingLibraryError, OSError.
    """
    found = format_of(path)
    if found is None:
        raise ValueError(f"{path.name} ends in no known format")
    kind, compressed = found
    counter, digest = _RowCounter(stop), _Digest(file, stop)
    with ExitStack() as stack:
        target: io.RawIOBase = digest
        if compressed:
            target = stack.enter_context(_GzipThread(digest))
        buffer = stack.enter_context(io.BufferedWriter(target, _BUFFER))
        if kind.write_database is not None:
            kind.write_database(buffer, counter.count(rows), columns, related, stop)
        else:
            kind.write(buffer, counter.count(rows), columns)
    return FileFacts(
        str(path), counter.rows, digest.bytes, digest.sha256, (*columns, *kind.added), counter.first, counter.last
    )


class _RowCounter:
    """Counts rows and the days of publication they span."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        self._stop = stop
        self.rows = 0
        self.first: str | None = None
        self.last: str | None = None

    def count(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows, each of them counted. Raises ExportStoppedError."""
        for row in rows:
            if self._stop():
                raise ExportStoppedError
            self.rows += 1
            day = getattr(row, "published_on", None)
            if day is not None:
                if self.first is None or day < self.first:
                    self.first = day
                if self.last is None or day > self.last:
                    self.last = day
            yield row


class _Digest(io.RawIOBase):
    """Passes bytes on to *file*; counts and hashes them. Reading the file again would cost as much as writing it."""

    def __init__(self, file: BinaryIO, stop: Callable[[], bool]) -> None:
        self._file = file
        self._stop = stop
        self._hash = hashlib.sha256()
        self.bytes = 0

    @property
    def sha256(self) -> str:
        """Hash of the bytes so far, in hexadecimal digits."""
        return self._hash.hexdigest()

    def writable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the number of bytes written."""
        return self.bytes

    def write(self, data: ReadableBuffer) -> int:
        """Write all of *data*. Raises ExportStoppedError."""
        if self._stop():
            raise ExportStoppedError
        part = memoryview(data)
        self._file.write(part)
        self._hash.update(part)
        self.bytes += part.nbytes
        return part.nbytes


class _GzipThread(io.RawIOBase):
    """Compresses in a thread of its own, so that the next rows are read meanwhile.

    The header has no name and no time: the same rows are the same bytes.
    """

    def __init__(self, file: _Digest) -> None:
        self._gzip = _gzip_file(file)
        self._thread = ThreadPoolExecutor(1)
        self._pending: Future[int] | None = None
        self._written = 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the number of bytes before compression."""
        return self._written

    def write(self, data: ReadableBuffer) -> int:
        """Hand a copy of *data* to the thread, once it has finished the block before."""
        block = bytes(data)
        self._wait()
        self._pending = self._thread.submit(self._gzip.write, block)
        self._written += len(block)
        return len(block)

    def close(self) -> None:
        """Complete the compressed stream."""
        if not self.closed:
            try:
                self._wait()
                self._gzip.close()
            finally:
                self._thread.shutdown()
                super().close()

    def _wait(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()


def _gzip_file(file: _Digest) -> gzip.GzipFile:
    """Compress with ISA-L where ``isal`` is installed: a quarter of zlib's time for as many bytes."""
    try:
        from isal.igzip import IGzipFile
    except ImportError:
        return gzip.GzipFile("", "wb", 6, file, 0)
    compressed: gzip.GzipFile = IGzipFile("", "wb", 2, file, 0)  # type: ignore[no-untyped-call]
    return compressed
