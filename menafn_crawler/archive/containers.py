"""Open files that hold archived pages: WARC, plain or compressed in any way, and WACZ. Nothing in them is trusted."""

from __future__ import annotations

import bz2
import gzip
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from menafn_crawler.archive.compression import GZIP_WINDOW, MAGIC
from menafn_crawler.archive.limited_file import SMALL_BLOCK, ReadLimits, blocks, limited
from menafn_crawler.archive.raw_records import DAMAGED, find_start, split_records
from menafn_crawler.archive.zstd import zstd_module
from menafn_crawler.bounds import EXPANSION, RECORD_BYTES

_PROBE = 1 << 16
_WARC_IN_WACZ = re.compile(r"archive/[^/]+\.warc(?:\.gz|\.bz2|\.zst)?", re.IGNORECASE)
_LOCAL_HEADER = struct.Struct("<26xHH")
_ZIP, _BZIP2 = b"PK\x03\x04", b"BZh"
_ZSTD_DICTIONARY = 0x184D2A5D
"""Magic number of the skippable frame in which a .warc.zst holds its dictionary."""
_ZSTD = (b"\x28\xb5\x2f\xfd", _ZSTD_DICTIONARY.to_bytes(4, "little"))


class UnreadableArchiveError(Exception):
    """The file cannot be read as an archive; the message is one line."""


@dataclass(frozen=True, slots=True)
class WarcStream:
    """The bytes of one WARC file."""

    blocks: Iterator[bytes]
    compressed: bool
    """True if each record is a gzip member; other compression is undone in ``blocks``."""
    name: str | None
    """Name of the file in which ``offset`` counts; None where the bytes were decompressed."""
    offset: int
    """Bytes of the file before the first block: a WACZ has members before it."""


class Containers:
    """Opens files, one after another."""

    def __init__(self) -> None:
        self.incomplete: list[str] = []
        """One line for each file that is damaged or expands too far, and was read up to there."""

    def streams(self, path: Path) -> Iterator[WarcStream]:
        """Yield the WARC streams of a file, in order. Raises UnreadableArchiveError; OSError for one that is gone."""
        with path.open("rb") as file:
            limits = ReadLimits(path.stat().st_size * EXPANSION + RECORD_BYTES)
            head = file.read(_PROBE)
            file.seek(0)
            if head.startswith(_ZIP):
                yield from self._wacz(path, file, limits)
            elif ".warc" in path.name or head.startswith((MAGIC, b"WARC/", _BZIP2, *_ZSTD)):
                yield self._stream(path, path.name, file, limits, offset=0)
            else:
                raise UnreadableArchiveError(f"{path} is neither a WARC nor a WACZ file")

    def _wacz(self, path: Path, file: IO[bytes], limits: ReadLimits) -> Iterator[WarcStream]:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError):
            yield self._without_directory(path, file)
            return
        for info in _warc_members(path, archive):
            try:
                member = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, struct.error) as error:
                raise UnreadableArchiveError(f"{path} is no zip file that can be read: {error}") from error
            with member:
                stored = info.compress_type == zipfile.ZIP_STORED
                offset = _data_offset(file, info) if stored else None
                yield self._stream(path, info.filename, member, limits, offset)

    def _without_directory(self, path: Path, file: IO[bytes]) -> WarcStream:
        """Return the records that lie stored in a zip file whose end is cut off; WACZ stores WARC files."""
        file.seek(0)
        head = file.read(RECORD_BYTES)
        plain, gzipped = (find_start(head, 0, compressed=compressed) for compressed in (False, True))
        if (first := min(plain, gzipped)) == len(head):
            raise UnreadableArchiveError(f"{path} is a zip file that is cut off, and no WARC record is left in it")
        self.incomplete.append(f"{path} is a zip file that is cut off; it is read up to there")
        file.seek(first)
        return WarcStream(blocks(file), gzipped < plain, path.name, first)

    def _stream(
        self, path: Path, filename: str, file: IO[bytes], limits: ReadLimits, offset: int | None = None
    ) -> WarcStream:
        """Return the stream of *file*, called *filename*, which begins at *offset* of *path* if it is stored there."""
        file = limited(file, limits)
        head = file.read(_PROBE)
        file.seek(0)
        decompressed = _decompressed(head, file)
        if decompressed is not None:
            return WarcStream(self._read(path, limited(decompressed, limits), limits), False, None, 0)
        compressed = head.startswith(MAGIC) or (".warc.gz" in filename.lower() and not head.startswith(b"WARC/"))
        name = path.name.removesuffix(".open") if offset is not None else None
        return WarcStream(self._read(path, file, limits), compressed, name, offset or 0)

    def _read(self, path: Path, file: IO[bytes], limits: ReadLimits) -> Iterator[bytes]:
        """Yield the blocks of *file*; note why it was not read to its end."""
        yield from blocks(file)
        if limits.reached is not None and (line := f"{path} {limits.reached}") not in self.incomplete:
            self.incomplete.append(line)


def _warc_members(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the WARC files of a WACZ. Raises UnreadableArchiveError if it has none, or members that overlap."""
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    end = 0
    for info in infos:
        if info.header_offset < end:
            raise UnreadableArchiveError(f"{path} is no zip file that can be read: its members overlap")
        end = info.header_offset + _LOCAL_HEADER.size + len(info.orig_filename) + info.compress_size
    if len({info.filename for info in infos}) < len(infos):
        raise UnreadableArchiveError(f"{path} is no zip file that can be read: two members have one name")
    members = [info for info in archive.infolist() if _WARC_IN_WACZ.fullmatch(info.filename)]
    if not members:
        raise UnreadableArchiveError(f"{path} is a zip file without a WARC file under archive/")
    return members


def _data_offset(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    """Return where the bytes of a stored member begin."""
    file.seek(info.header_offset)
    name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    return int(info.header_offset + _LOCAL_HEADER.size + name + extra)


def _decompressed(head: bytes, file: IO[bytes]) -> IO[bytes] | None:
    """Return the decompressed stream of a file that is compressed as a whole; None if it is not."""
    if head.startswith(_BZIP2):
        return bz2.BZ2File(file)
    if head.startswith(_ZSTD):
        return _zstd_file(file)
    if head.startswith(MAGIC) and _holds_several_records(file):
        return cast(IO[bytes], gzip.GzipFile(fileobj=file))
    return None


def _holds_several_records(file: IO[bytes]) -> bool:
    """Return True if the first gzip member of *file* holds more than one record, or more than a record may have."""
    member, content = zlib.decompressobj(GZIP_WINDOW), bytearray()
    with suppress(zlib.error):
        while not member.eof and len(content) < RECORD_BYTES and (block := file.read(SMALL_BLOCK)):
            content += member.decompress(block, RECORD_BYTES)
    file.seek(0)
    if len(content) >= RECORD_BYTES:
        return True
    first = next(split_records(bytes(content), compressed=False, last=False), None)
    return first is not None and first.content is not DAMAGED and content.startswith(b"WARC/", first.end)


def _zstd_file(file: IO[bytes]) -> IO[bytes]:
    """Return the decompressed stream of a .warc.zst. Its dictionary, if it has one, is a frame of its own in front."""
    zstd = zstd_module()
    if zstd is None:
        raise UnreadableArchiveError("a .warc.zst file needs backports.zstd: pip install backports.zstd")
    magic, size = struct.unpack("<LL", file.read(8).ljust(8, b"\0"))
    if magic != _ZSTD_DICTIONARY:
        file.seek(0)
        return cast(IO[bytes], zstd.ZstdFile(file))
    content = file.read(min(size, RECORD_BYTES))
    try:
        if content.startswith(_ZSTD[0]):
            content = zstd.ZstdDecompressor().decompress(content, RECORD_BYTES)
        return cast(IO[bytes], zstd.ZstdFile(file, zstd_dict=zstd.ZstdDict(content)))
    except (zstd.ZstdError, ValueError) as error:
        raise UnreadableArchiveError(f"the dictionary of a .warc.zst file cannot be read: {error}") from error
