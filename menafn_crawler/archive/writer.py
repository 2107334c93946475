"""Write WARC 1.1 files (ISO 28500), each record a gzip member of its own so that it can be read by its offset.

Records are written at once, not by a thread: compressing one takes 0.1 ms, less than switching threads costs.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO, FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from menafn_crawler.archive.compression import compress
from menafn_crawler.archive.http_exchange import (
    Headers,
    HttpExchange,
    request_headers,
    response_headers,
    safe_headers,
)
from menafn_crawler.bounds import escape_controls, printable
from menafn_crawler.normalise import utc_text

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

MAX_FILE_BYTES = 1_000_000_000
"""A file is closed before it exceeds this, unless a single exchange does."""
SUFFIX = ".warc.gz"
OPEN_SUFFIX = ".open"
"""Added to the name of a file while it is written; it stays if the run is killed."""
_WARC_VERSION = "WARC/1.1"
_WARCINFO = {"format": "WARC File Format 1.1", "conformsTo": "http://iipc.github.io/warc-specifications/"}


class ArchiveError(Exception):
    """The archive cannot be written; the message is one line."""


@dataclass(frozen=True, slots=True)
class RecordLocation:
    """File name, without ``.open``, byte offset and length of a record."""

    file: str
    offset: int
    length: int


def check_directory(directory: Path) -> None:
    """Raise ArchiveError if *directory* cannot be written to, or warcio is not installed."""
    if find_spec("warcio") is None:
        raise ArchiveError("MENAFN_ARCHIVE needs warcio, which is not installed: pip install warcio, or leave it off")
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"MENAFN_ARCHIVE is {directory}, which cannot be made: {error.strerror}") from error
    if not os.access(directory, os.W_OK | os.X_OK):
        raise ArchiveError(f"MENAFN_ARCHIVE is {directory}, which cannot be written to")


class WarcFileWriter:
    """Write exchanges to numbered files in one directory. A file is created when the first exchange needs it."""

    def __init__(
        self, directory: Path, stem: str, warcinfo: Mapping[str, str], max_bytes: int = MAX_FILE_BYTES
    ) -> None:
        """*stem* begins every file name; *warcinfo* are the fields of the first record of each file."""
        self._directory, self._stem, self._warcinfo, self._max_bytes = directory, stem, warcinfo, max_bytes
        self._serial = 0
        self._file: FileIO | None = None
        self._name = ""

    def add(self, exchange: HttpExchange) -> RecordLocation:
        """Write the response and the request; return the location of the response.

        The bytes are with the operating system when this returns. Raises ArchiveError if they could not be written.
        """
        try:
            return self._write(*_exchange_records(exchange))
        except OSError as error:
            raise ArchiveError(f"{self._directory} could not be written to: {error.strerror}") from error
        except Exception as error:  # warcio raises errors of any kind for foreign headers
            raise ArchiveError(f"{printable(exchange.url)} could not be archived: {error!r}") from error

    def close(self) -> None:
        """Give the last file its final name. Raises ArchiveError if that fails."""
        try:
            self._finish()
        except OSError as error:
            raise ArchiveError(f"{self._name} could not be closed: {error.strerror}") from error

    def _write(self, records: bytes, length: int) -> RecordLocation:
        """Write records; *length* is that of the first one."""
        if self._file is not None and self._file.tell() + len(records) > self._max_bytes:
            self._finish()
        if self._file is None:
            self._create()
        assert self._file is not None
        offset = self._file.tell()
        try:
            _write_all(self._file, records)
        except OSError:
            self._file.seek(offset)
            self._file.truncate()
            raise
        return RecordLocation(self._name, offset, length)

    def _create(self) -> None:
        """Create the next file. It is hidden until it is locked, so that no other run mistakes it for interrupted."""
        name = f"{self._stem}-{self._serial:05}{SUFFIX}"
        hidden = self._directory / f".{name}"
        file = _create_locked(hidden)
        try:
            _write_all(file, _warcinfo_record(name, self._warcinfo))
            hidden.rename(self._directory / f"{name}{OPEN_SUFFIX}")
        except BaseException:  # also Ctrl-C: no hidden, locked file stays; the next exchange tries again
            hidden.unlink(missing_ok=True)
            file.close()
            raise
        self._file, self._name = file, name
        self._serial += 1

    def _finish(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with file:
                os.fsync(file.fileno())
                (self._directory / f"{self._name}{OPEN_SUFFIX}").rename(self._directory / self._name)


def _create_locked(path: Path) -> FileIO:
    """Return a new unbuffered file: what does not fit on the disk must not wait in a buffer to be written later."""
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
        file.close()  # another run removed it as interrupted before it was locked


def _write_all(file: FileIO, data: bytes) -> None:
    """Write all of *data*; the system may take a part at a time. Raises OSError with some of it written."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _warcinfo_record(filename: str, fields: Mapping[str, str]) -> bytes:
    writer, buffer = _record_writer()
    record = writer.create_warcinfo_record(filename, {**dict(safe_headers(fields.items())), **_WARCINFO})
    return _compressed(writer, buffer, record)


def _exchange_records(exchange: HttpExchange) -> tuple[bytes, int]:
    """Return the records of the response and of the request, in this order, and the length of the first."""
    from warcio.statusandheaders import StatusAndHeaders

    def http_head(first_line: str, headers: Headers) -> StatusAndHeaders:
        first, _, rest = escape_controls(first_line).partition(" ")
        return StatusAndHeaders(rest, list(headers), protocol=first)

    writer, buffer = _record_writer()
    url, date = escape_controls(exchange.url).replace(" ", "%20"), {"WARC-Date": utc_text(exchange.fetched_at)}
    fields = ({"WARC-IP-Address": exchange.ip} if exchange.ip else {}) | dict(exchange.warc_fields)
    response = writer.create_warc_record(
        url,
        "response",
        payload=BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=http_head(exchange.status_line, response_headers(exchange.headers, len(exchange.body))),
        warc_headers_dict=date | dict(safe_headers(fields.items())),
    )
    request = writer.create_warc_record(
        url,
        "request",
        payload=BytesIO(),
        length=0,
        http_headers=http_head(exchange.request_line, request_headers(exchange.request_headers)),
        warc_headers_dict=date | {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")},
    )
    first = _compressed(writer, buffer, response)
    return first + _compressed(writer, buffer, request), len(first)


def _record_writer() -> tuple[WARCWriter, BytesIO]:
    from warcio.warcwriter import WARCWriter  # a crawl without an archive works without warcio

    buffer = BytesIO()
    return WARCWriter(buffer, gzip=False, warc_version=_WARC_VERSION), buffer


def _compressed(writer: WARCWriter, buffer: BytesIO, record: ArcWarcRecord) -> bytes:
    """Return a record as one gzip member; *buffer* is empty again afterwards."""
    writer.write_record(record)
    data = compress(buffer.getvalue())
    buffer.seek(0)
    buffer.truncate()
    return data
