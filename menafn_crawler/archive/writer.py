"""WARC files of a run, written as the pages come.

Not by a thread: packing a page takes 0.4 ms, and a thread that asks for the interpreter between any two of its steps
cost a fast crawl twice that.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import FileIO
from pathlib import Path

from menafn_crawler.archive.exchange import Exchange

LARGEST = 1_000_000_000
"""Bytes of a file at most, but for one exchange that alone has more."""
SUFFIX = ".warc.gz"
OPEN = ".open"
"""Behind the name of a file that is being written, or was when its run was killed."""


class ArchiveError(Exception):
    """The archive cannot be written; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is: the name of its file, without ``.open``, and the bytes before it."""

    file: str
    offset: int


def check(directory: Path) -> None:
    """Raise ArchiveError where *directory* cannot be written to, or the library is missing."""
    if find_spec("warcio") is None:
        raise ArchiveError("MENAFN_ARCHIVE needs warcio, which is not installed: pip install warcio, or leave it off")
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"MENAFN_ARCHIVE is {directory}, which cannot be made: {error.strerror}") from error
    if not os.access(directory, os.W_OK | os.X_OK):
        raise ArchiveError(f"MENAFN_ARCHIVE is {directory}, which cannot be written to")


class ArchiveWriter:
    """Writes exchanges in the order in which they are given. A file is begun with the first exchange that needs it."""

    def __init__(self, directory: Path, stem: str, about: Mapping[str, str], largest: int = LARGEST) -> None:
        """*stem* begins the names of the files; *about* stands in the first record of each."""
        self._directory, self._stem, self._about, self._largest = directory, stem, about, largest
        self._serial = 0
        self._file: FileIO | None = None
        self._name = ""

    def add(self, exchange: Exchange) -> Place:
        """Write an exchange; the place of its answer. The bytes are with the operating system then.

        Raises ArchiveError where they could not be written.
        """
        from menafn_crawler.archive import records  # needs warcio, which a crawl without an archive does not

        try:
            return self._write(records.pair(exchange))
        except OSError as error:
            raise ArchiveError(f"{self._directory} could not be written to: {error.strerror}") from error
        except Exception as error:
            raise ArchiveError(f"{exchange.url} could not be archived: {error!r}") from error

    def close(self) -> None:
        """Give the last file its name. Raises ArchiveError where that fails."""
        try:
            self._finish()
        except OSError as error:
            raise ArchiveError(f"{self._name} could not be closed: {error.strerror}") from error

    def _write(self, pair: bytes) -> Place:
        if self._file is not None and self._file.tell() + len(pair) > self._largest:
            self._finish()
        if self._file is None:
            self._begin()
        assert self._file is not None
        offset = self._file.tell()
        try:
            _write_all(self._file, pair)
        except OSError:
            self._file.seek(offset)
            self._file.truncate()
            raise
        return Place(self._name, offset)

    def _begin(self) -> None:
        """Begin the next file. It has its name once it is locked, so that no other run takes it for a leftover."""
        from menafn_crawler.archive import records

        name = f"{self._stem}-{self._serial:05}{SUFFIX}"
        hidden = self._directory / f".{name}"
        file = _made_and_locked(hidden)
        try:
            _write_all(file, records.warcinfo(name, self._about))
            hidden.rename(self._directory / f"{name}{OPEN}")
        except BaseException:  # the next page begins it anew
            hidden.unlink(missing_ok=True)
            file.close()
            raise
        self._file, self._name = file, name
        self._serial += 1

    def _finish(self) -> None:
        """Close the file and take ``.open`` from its name."""
        file, self._file = self._file, None
        if file is not None:
            with file:
                os.fsync(file.fileno())
                (self._directory / f"{self._name}{OPEN}").rename(self._directory / self._name)


def _made_and_locked(path: Path) -> FileIO:
    """A new file, without a buffer: what does not fit on a disk must not wait there to be written later."""
    while True:
        file = path.open("xb", buffering=0)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            path.unlink(missing_ok=True)
            file.close()
            raise
        if os.fstat(file.fileno()).st_nlink:
            return file
        file.close()  # removed as a leftover before it was locked


def _write_all(file: FileIO, data: bytes) -> None:
    """Write *data*, of which the system may take a part at a time. Raises OSError with some of it written."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
