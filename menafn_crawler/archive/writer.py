"""WARC files of a run, written by a thread of its own: the crawl goes on while pages are compressed."""

from __future__ import annotations

import fcntl
import os
import queue
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from menafn_crawler.archive.exchange import Exchange

LARGEST = 1_000_000_000
"""Bytes of a file at most, but for one exchange that alone has more."""
SUFFIX = ".warc.gz"
OPEN = ".open"
"""Behind the name of a file that is being written, or was when its run was killed."""
BACKLOG = 64
"""Exchanges that wait for the thread at most; one more makes the crawl wait."""


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
        self._file: BinaryIO | None = None
        self._name = ""
        self._waiting: queue.Queue[tuple[Exchange, Future[Place]] | None] = queue.Queue(BACKLOG)
        self._thread = threading.Thread(target=self._run, name="archive", daemon=True)
        self._thread.start()

    def add(self, exchange: Exchange) -> Future[Place]:
        """Have an exchange written; the place of its answer, once the bytes are with the operating system.

        The future raises ArchiveError where they could not be written.
        """
        place: Future[Place] = Future()
        self._waiting.put((exchange, place))
        return place

    def close(self) -> None:
        """Write what waits and give the last file its name. Raises ArchiveError where that fails."""
        self._waiting.put(None)
        self._thread.join()
        try:
            self._finish()
        except OSError as error:
            raise ArchiveError(f"{self._name} could not be closed: {error.strerror}") from error

    def _run(self) -> None:
        from menafn_crawler.archive import records  # needs warcio, which a crawl without an archive does not

        while (waiting := self._waiting.get()) is not None:
            exchange, place = waiting
            try:
                place.set_result(self._write(records.pair(exchange)))
            except OSError as error:
                place.set_exception(ArchiveError(f"{self._directory} could not be written to: {error.strerror}"))
            except Exception as error:  # noqa: BLE001 - a thread that ends would leave the crawl waiting for ever
                place.set_exception(ArchiveError(f"{exchange.url} could not be archived: {error!r}"))

    def _write(self, pair: bytes) -> Place:
        if self._file is not None and self._file.tell() + len(pair) > self._largest:
            self._finish()
        if self._file is None:
            self._begin()
        assert self._file is not None
        offset = self._file.tell()
        try:
            self._file.write(pair)
            self._file.flush()
        except OSError:
            self._file = _cut(self._file, offset)
            raise
        return Place(self._name, offset)

    def _begin(self) -> None:
        """Begin the next file. It has its name once it is locked, so that no other run takes it for a leftover."""
        from menafn_crawler.archive import records

        self._name = f"{self._stem}-{self._serial:05}{SUFFIX}"
        hidden = self._directory / f".{self._name}"
        file = hidden.open("xb")
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(records.warcinfo(self._name, self._about))
        file.flush()
        hidden.rename(self._directory / f"{self._name}{OPEN}")
        self._file = file
        self._serial += 1

    def _finish(self) -> None:
        """Close the file and take ``.open`` from its name."""
        file, self._file = self._file, None
        if file is not None:
            with file:
                os.fsync(file.fileno())
                (self._directory / f"{self._name}{OPEN}").rename(self._directory / self._name)


def _cut(file: BinaryIO, offset: int) -> BinaryIO:
    """The file without what stands behind *offset*, opened anew: the old one may hold bytes it could not write."""
    again = os.fdopen(os.dup(file.fileno()), "r+b")
    again.truncate(offset)
    again.seek(offset)
    return again
