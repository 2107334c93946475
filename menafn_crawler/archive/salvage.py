"""What is cut off or damaged, as far as it goes: packed bytes unpacked up to the fault, a zip file without its table.

A fault takes no more with it than it must, so everything here is read in small steps.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from menafn_crawler.archive.deflate import GZIP

_STEP = 1 << 12
"""Bytes taken, and given, at a time: what zlib has unpacked when it finds a fault in a step is lost with it."""
_SEARCHED = 1 << 20
_LOCAL = b"PK\x03\x04"
_HEAD = struct.Struct("<4s2xHH8xLLHH")
_ZIP64 = re.compile(rb"\x01\x00\x10\x00.{8}(.{8})", re.DOTALL)
_ENCRYPTED, _DESCRIBED, _UTF8 = 0x1, 0x8, 0x800
_UNSAID = 0xFFFFFFFF
"""A size that stands in the extra field."""
_NEXT_HEAD = re.compile(rb"PK(?:\x03\x04|\x01\x02)")
_DESCRIPTORS = ((16, "<L"), (12, "<L"), (24, "<Q"), (20, "<Q"))
"""Lengths of what may stand behind a member whose size was not known before, and how its last two numbers, sizes, are
written."""


def unpacked(file: BinaryIO, end: int, window: int) -> Iterator[bytes]:
    """What the bytes from here to *end* unpack to by a *window* of ``deflate``, as far as they go.

    Gzip members may follow each other. Raises zlib.error where the bytes are damaged; a fault is noticed late, so the
    last of what came before is not to be trusted. What is cut off just ends.
    """
    stream, left = zlib.decompressobj(window), b""
    while data := left or file.read(min(_STEP, end - file.tell())):
        if block := stream.decompress(data, _STEP):
            yield block
        left = stream.unconsumed_tail
        if stream.eof:
            left = stream.unused_data or file.read(min(_STEP, end - file.tell()))
            if window != GZIP or not left:
                return
            stream = zlib.decompressobj(window)


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A member of a zip file, as its local head has it. *end* is where its bytes end, or the file's."""

    name: str
    start: int
    end: int
    method: int
    """``zipfile.ZIP_STORED``, ``ZIP_DEFLATED`` or another one."""


def zip_members(file: BinaryIO) -> Iterator[ZipMember]:
    """The members of a zip file whose table of contents, at its end, is lost; none where it is no zip file."""
    at, size = 0, file.seek(0, 2)
    while (found := _member_at(file, at, size)) is not None:
        member, encrypted = found
        if not encrypted:
            yield member
        file.seek(member.end)
        behind = file.read(max(length for length, _ in _DESCRIPTORS) + len(_LOCAL)).find(_LOCAL)
        if behind < 0:
            return
        at = member.end + behind


def _member_at(file: BinaryIO, at: int, size: int) -> tuple[ZipMember, bool] | None:
    """The member whose head stands at *at*, and whether it is encrypted; None where none does."""
    file.seek(at)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(_LOCAL):
        return None
    _, flags, method, packed, _, name_length, extra_length = _HEAD.unpack(head)
    name = file.read(name_length).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    extra = file.read(extra_length)
    start = at + _HEAD.size + name_length + extra_length
    if packed == _UNSAID and (said := _ZIP64.search(extra)) is not None:
        packed = int.from_bytes(said[1], "little")
    unsaid = packed == 0 or (flags & _DESCRIBED and packed == _UNSAID)
    end = _end_of_unsized(file, start, size) if unsaid else min(start + packed, size)
    return (ZipMember(name, start, end, method), bool(flags & _ENCRYPTED)) if start <= size else None


def _end_of_unsized(file: BinaryIO, start: int, size: int) -> int:
    """Where a member ends whose head does not say it: before the descriptor that does, or with the file.

    A head alone is no end: a zip file may stand within a record.
    """
    at = start
    while at < size:
        file.seek(at)
        block = file.read(_SEARCHED)
        for head in _NEXT_HEAD.finditer(block):
            end = _described_end(file, start, at + head.start())
            if end is not None:
                return end
        at += max(len(block) - len(_LOCAL) + 1, 1)
    return size


def _described_end(file: BinaryIO, start: int, head: int) -> int | None:
    if head == start:
        return start  # a member of no bytes
    file.seek(max(start, head - 16))
    sizes = file.read(head - file.tell())
    for length, form in _DESCRIPTORS:
        width = struct.calcsize(form)
        if (
            len(sizes) >= 2 * width
            and struct.unpack_from(form, sizes, len(sizes) - 2 * width)[0] == head - length - start
        ):
            return head - length
    return None
