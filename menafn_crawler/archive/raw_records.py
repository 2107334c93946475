"""Split the bytes of a WARC into records, and go on behind damage.

warcio ends at the first damaged byte; this finds the next record and loses one page instead of the rest of the file.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from menafn_crawler.archive.compression import GZIP_WINDOW, MAGIC, DamagedGzip, decompressor
from menafn_crawler.bounds import HEADER_BYTES, RECORD_BYTES, WASTED_BYTES

_BLOCK = 1 << 14
_PADDING = re.compile(rb"[\0\r\n]*")
"""Some writers leave zero bytes or line ends behind the last record."""
_RECORD_START = re.compile(rb"WARC/\d\.\d+\r?\n(?=[A-Za-z-]+:)")
_END_OF_HEAD = re.compile(rb"(\r?\n\r?\n)|WARC/\d\.\d+\r?\n")
"""A blank line, or the next record: then the head is torn."""
_CONTENT_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


class Damaged:
    """Bytes that are not a record."""


DAMAGED: Final = Damaged()


class RawRecord(NamedTuple):
    """A record, or a gzip member with one or more records, or damage."""

    start: int
    end: int
    content: bytes | Damaged
    verified: bool = False
    """True if a checksum says that the content is what was written."""


class _IncompleteError(Exception):
    """The record continues behind the bytes at hand."""


def split_records(data: bytes, *, compressed: bool, last: bool) -> Iterator[RawRecord]:
    """Yield each record of *data*, damage between two records once.

    Records are gzip members if *compressed*. Unless *last*, more bytes follow *data*: an incomplete record at its end
    is not damage, and nothing is yielded for it.
    """
    read: Callable[[bytes, int], RawRecord | None] = _MemberReader() if compressed else _read_plain
    at, damage_since = 0, None
    while at < len(data):
        try:
            found = read(data, at)
        except _IncompleteError:
            if not last:
                break
            found = None
        if found is None:
            if _PADDING.match(data, at).end() == len(data):  # type: ignore[union-attr]
                break
            damage_since = at if damage_since is None else damage_since
            at = find_start(data, at + 1, compressed=compressed)
            continue
        if damage_since is not None:
            yield RawRecord(damage_since, at, DAMAGED)
            damage_since = None
        yield found
        at = found.end
    if damage_since is not None:
        yield RawRecord(damage_since, at, DAMAGED)


def find_start(data: bytes, at: int, *, compressed: bool) -> int:
    """Return where the next record at or behind *at* begins; the length of *data* if none does."""
    if not compressed:
        found = _RECORD_START.search(data, at)
        return found.start() if found is not None else len(data)
    while (at := data.find(MAGIC, at)) >= 0:
        if _begins_record(data, at):
            return at
        at += 1
    return len(data)


def find_last_start(data: bytes, since: int, *, compressed: bool) -> int:
    """Return where the last record begins that begins behind *since*; 0 if none does."""
    if not compressed:
        return max((found.start() for found in _RECORD_START.finditer(data, since)), default=0)
    at = data.rfind(MAGIC, since)
    while at > 0 and not _begins_record(data, at):
        at = data.rfind(MAGIC, since, at + len(MAGIC) - 1)
    return max(at, 0)


def _begins_record(data: bytes, at: int) -> bool:
    """Return True if a gzip member with a record starts at *at*: the magic bytes alone occur in any compressed text."""
    try:
        start = zlib.decompressobj(GZIP_WINDOW).decompress(data[at : at + 1024], 16)
    except zlib.error:
        return False
    return start.lstrip(b"\r\n").startswith(b"WARC/")


class _MemberReader:
    """Read gzip members. Raises _IncompleteError; returns None for a damaged or too large one."""

    def __init__(self) -> None:
        self._budget = WASTED_BYTES

    def __call__(self, data: bytes, at: int) -> RawRecord | None:
        member, parts, size, end = decompressor(), list[bytes](), 0, at
        while not member.eof and size <= RECORD_BYTES and self._budget > 0:
            if end >= len(data):
                self._budget -= size + end - at
                raise _IncompleteError
            block = data[end : end + _BLOCK]
            try:
                parts.append(member.decompress(block, RECORD_BYTES - size + 1))
            except DamagedGzip:
                self._budget -= size + end - at
                return None
            size, end = size + len(parts[-1]), end + len(block)
        if not member.eof or size > RECORD_BYTES:
            self._budget -= size + end - at
            return None
        return RawRecord(at, end - len(member.unused_data), b"".join(parts), verified=True)


def _read_plain(data: bytes, at: int) -> RawRecord | None:
    """Return the record at *at*, with the line ends behind it. Raises _IncompleteError; None for a damaged one."""
    start = _PADDING.match(data, at).end()  # type: ignore[union-attr]
    if not _RECORD_START.match(data, start):
        if len(data) - start < 32 and b"WARC/".startswith(data[start : start + 5]):
            raise _IncompleteError
        return None
    head = _END_OF_HEAD.search(data, start + 5, start + HEADER_BYTES)
    if head is None and len(data) - start < HEADER_BYTES:
        raise _IncompleteError
    length = _CONTENT_LENGTH.search(data, start, head.end()) if head is not None and head[1] else None
    if head is None or length is None or int(length[1]) > RECORD_BYTES:
        return None
    end = head.end() + int(length[1])
    if end > len(data):
        raise _IncompleteError
    behind = _PADDING.match(data, end).end()  # type: ignore[union-attr]
    if behind < len(data) and not data.startswith(b"WARC/", behind) and _RECORD_START.search(data, start + 5, end):
        return None  # torn: the next record begins inside
    return RawRecord(start, behind if behind < len(data) else end, data[start:end])
