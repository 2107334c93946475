"""The records of a part of a WARC file, each with its offset, as far as they can be read.

A file is damaged or cut off more often than not: each stretch that holds no record is counted, and reading goes on
behind it. Only zero bytes and line ends behind the last record are none: some writers leave them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from menafn_crawler.archive.deflate import DAMAGED, GZIP, unpacking

MAGIC = b"\x1f\x8b\x08"
"""How a gzip member begins."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a record, or of a gzip member with several, that are read at most; pages have about 0.1 MB."""
_BLOCK = 1 << 14
_LOOKED_BACK = 1 << 16
"""Bytes at a time in which the member before a part is looked for; pages have some 20,000."""
_SEARCHED = 1 << 20
_HEAD_LIMIT = 1 << 16
_AROUND = 64
_BEGIN = re.compile(rb"(?=WARC/\d\.\d+\r?\n[A-Za-z-]+:)")
"""A torn record may end in the middle of a line, so the next one may begin there."""
_PADDING = b"\0\r\n"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the records of a file: those that begin from *start* on and before *end*.

    In a compressed file either may be anywhere, in another they are where a record begins or ends.
    """

    path: Path
    start: int
    end: int
    packed: bool
    """Whether the records are gzip members."""
    name: str | None
    """Name under which the offsets mean something; None for a copy that was made to be read."""
    base: str
    """Address that the site was read from."""
    ours: bool
    """Whether our archive wrote it, so that lists name their section."""
    within: tuple[int, int]
    """Where the archive itself begins and ends in the file; one in a zip file is not all of it."""


class Broken(bytes):
    """What stands in the place of a stretch that holds no record that can be read."""


BROKEN = Broken()


def records(part: Part) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each record of *part*, ``BROKEN`` for what is none; a member may hold several records.

    However a file is cut into parts, they have the same together: what begins before a part is not the part's.
    """
    with part.path.open("rb", buffering=_SEARCHED) as file:
        if part.packed:
            first, last = part.within
            begin = _begin_before(file, part.start, first)
            found = ((at, data) for at, _, data in members(file, begin, part.end, last))
            yield from ((at, data) for at, data in found if at >= part.start)
            return
        for offset, size in plain_records(file, part.start, part.end):
            file.seek(offset)
            yield offset, file.read(size) if 0 < size <= LARGEST else BROKEN


def members(file: BinaryIO, start: int, end: int, last: int) -> Iterator[tuple[int, int, bytes]]:
    """Offset, length and content of each member that begins before *end*, of an archive that ends at *last*.

    *start* is where a member or the archive begins. A stretch without a member is ``BROKEN``, its length 0.
    """
    at = start
    while at < end:
        found = _member(file, at)
        if found is not None:
            yield at, found[1], found[0]
            at += found[1]
            continue
        if not _is_padding(file, at, last):
            yield at, 0, BROKEN
        at = _behind_damage(file, at + 1, end)


def _behind_damage(file: BinaryIO, at: int, end: int) -> int:
    """Where the next whole member begins, *end* if none does: all before it is one damage."""
    following = _next_member(file, at, end)
    while following is not None and _member(file, following) is None:
        following = _next_member(file, following + 1, end)
    return end if following is None else following


def _begin_before(file: BinaryIO, start: int, first: int) -> int:
    """Where the last member begins that begins before *start*; *first*, where the archive begins, if none does.

    What is further away than a member can be long is not looked at: it cannot reach *start*.
    """
    lowest = max(first, start - LARGEST - _SEARCHED)
    low = start
    while low > lowest:
        high, low = low, max(lowest, low - _LOOKED_BACK)
        file.seek(low)
        block = file.read(high - low + len(MAGIC) - 1)
        found = block.rfind(MAGIC)
        while found >= 0:
            if _holds_record(file, low + found):
                return low + found
            found = block.rfind(MAGIC, 0, found + len(MAGIC) - 1)
    return lowest


def _is_padding(file: BinaryIO, at: int, last: int) -> bool:
    """Whether nothing stands from *at* to the end of the archive but what a writer may leave behind its records."""
    file.seek(at)
    while at < last:
        block = file.read(min(_SEARCHED, last - at))
        if not block or block.strip(_PADDING):
            return not block
        at += len(block)
    return True


def _member(file: BinaryIO, at: int) -> tuple[bytes, int] | None:
    """What the member at *at* holds and how long it is; None if it is damaged, cut off or too large."""
    file.seek(at)
    member, parts, size, read = unpacking(), [], 0, 0
    while not member.eof:
        block = file.read(_BLOCK)
        read += len(block)
        if not block:
            return None
        try:
            parts.append(member.decompress(block, LARGEST - size + 1))
        except DAMAGED:
            return None
        size += len(parts[-1])
        if size > LARGEST:
            return None
    return b"".join(parts), read - len(member.unused_data)


def _next_member(file: BinaryIO, at: int, end: int) -> int | None:
    """Where the first member from *at* on and before *end* begins; None if none does."""
    while at < end:
        file.seek(at)
        block = file.read(_SEARCHED + len(MAGIC) - 1)
        found = block.find(MAGIC)
        if found < 0:
            if len(block) < _SEARCHED:
                return None
            at += _SEARCHED
            continue
        at += found
        if at < end and _holds_record(file, at):
            return at
        at += 1
    return None


def _holds_record(file: BinaryIO, at: int) -> bool:
    """Whether a member at *at* begins with a record: three bytes alone stand in any compressed text."""
    file.seek(at)
    try:
        return zlib.decompressobj(GZIP).decompress(file.read(_BLOCK), 16).lstrip().startswith(b"WARC/")
    except zlib.error:
        return False


def plain_records(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offset and length of each record of an uncompressed file, without reading the records; 0 for what is none."""
    at, whole = start, True
    while at < end:
        begin = _begin_of_record(file, at, end)
        if whole and not _follows(file, at, begin) and not _is_padding(file, at, end):
            yield at, 0
        if begin is None:
            return
        file.seek(begin)
        head, found = _head(file)
        if found is None:
            yield begin, 0
            at, whole = begin + 5, False
            continue
        size = head + found
        whole = _ends_at(file, begin + size) or _begin_of_record(file, begin + 5, begin + size) is None
        whole = whole and begin + size <= file.seek(0, 2)
        yield begin, size if whole else 0
        at = begin + (size if whole else 5)


def _follows(file: BinaryIO, at: int, begin: int | None) -> bool:
    """Whether only line ends stand between *at*, where a record ends, and *begin*, where the next one does."""
    if begin is None or begin - at > _AROUND:
        return False
    file.seek(at)
    return not file.read(begin - at).strip(b"\r\n")


def _ends_at(file: BinaryIO, at: int) -> bool:
    """Whether a record that begins before *at* ends there: the next one does not begin within a torn one."""
    file.seek(at)
    following = file.read(_AROUND).lstrip(b"\r\n")
    return not following or following.startswith(b"WARC/")


def _head(file: BinaryIO) -> tuple[int, int | None]:
    """Length of a record's own head, and of what follows it; None where it does not say."""
    block = file.read(_HEAD_LIMIT)
    ends = [(block.find(mark), len(mark)) for mark in (b"\r\n\r\n", b"\n\n")]
    ends = [(at, length) for at, length in ends if at >= 0]
    if not ends:
        return 0, None
    at, length = min(ends)
    said = _LENGTH.search(block, 0, at + length)
    return at + length, int(said[1]) if said else None


def _begin_of_record(file: BinaryIO, at: int, end: int) -> int | None:
    while at < end:
        file.seek(at)
        block = file.read(_SEARCHED + _AROUND)
        found = _BEGIN.search(block)
        if found is not None:
            return at + found.end() if at + found.end() < end else None
        if len(block) < _SEARCHED:
            return None
        at += _SEARCHED
    return None
