"""Files that were given to be read, as parts that can be read at the same time: WARC, compressed or not, and WACZ.

Nothing in them is trusted: names in a zip file are never paths, and what is unpacked is bounded.
"""

from __future__ import annotations

import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import cast
from urllib.parse import SplitResult, urlsplit

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from menafn_crawler.archive.answers import Answered, answers
from menafn_crawler.archive.deflate import GZIP, RAW
from menafn_crawler.archive.digests import break_garbled
from menafn_crawler.archive.exchange import SITE, SOFTWARE
from menafn_crawler.archive.members import BROKEN, LARGEST, MAGIC, Part, plain_records, records
from menafn_crawler.archive.salvage import ZipMember, unpacked, zip_members
from menafn_crawler.normalise import PUBLISHED_BASE, SITE_HOSTS

PACKED_PART = 2_000_000
"""Bytes of a part of a compressed file: some hundred pages."""
PLAIN_PART = 8_000_000
_LOOKED_AT = 50
"""Records at the beginning of a file by which its site is known."""
_UNPACKED_TIMES = 100
"""How much larger than itself a file may become when it is unpacked; more is a trap."""
_BLOCK = 1 << 20
_STEP = 1 << 12
_IN_WACZ = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
_LOCAL_HEAD = struct.Struct("<26xHH")


class NoArchiveError(Exception):
    """The file cannot be read as an archive; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A WARC file, or the stretch of a zip file in which one stands."""

    path: Path
    start: int
    end: int
    name: str | None
    packed: bool


class Sources:
    """Archives that are open to be read; copies that had to be made are removed when the block ends."""

    def __init__(self, site: str | None = None) -> None:
        """*site* is the base that the pages were read from, None to find it in each file."""
        self._site = site
        self._copies = ExitStack()
        self.cut: list[str] = []
        """Of each file that was cut off and is read up to there, a line that says so."""

    def __enter__(self) -> Sources:
        return self

    def __exit__(self, *_: object) -> None:
        self._copies.close()

    def parts(self, path: Path) -> Iterator[Part]:
        """The parts of a file, in order. Raises NoArchiveError, or OSError for a file that cannot be read."""
        for stretch in self._stretches(path):
            yield from self._cut(self._readable(stretch))

    def _stretches(self, path: Path) -> Iterator[_Stretch]:
        with path.open("rb") as file:
            head, size = file.read(4), path.stat().st_size
        if head.startswith(b"PK\x03\x04"):
            yield from self._zipped(path)
        elif head.startswith((MAGIC, b"WARC")) or ".warc" in path.name:
            packed = head.startswith(MAGIC) or (".warc.gz" in path.name and not head.startswith(b"WARC"))
            yield _Stretch(path, 0, size, _name(path), packed)
        else:
            raise NoArchiveError(f"{path} is neither a WARC nor a WACZ file")

    def _zipped(self, path: Path) -> Iterator[_Stretch]:
        try:
            yield from self._in_zip(path)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, struct.error) as error:
            raise NoArchiveError(f"{path} is no zip file that can be read: {error}") from error

    def _in_zip(self, path: Path) -> Iterator[_Stretch]:
        try:
            archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            if not (left := _left_of_zip(path)):
                raise
            yield from self._in_cut_zip(path, left)
            return
        with archive:
            inside = [info for info in archive.infolist() if _IN_WACZ.fullmatch(info.filename)]
            for info in inside:
                if info.compress_type == zipfile.ZIP_STORED:
                    start = _data_of(path, info)
                    yield _stored(path, info.filename, start, start + info.file_size)
                else:
                    with cast(zipfile.ZipExtFile, archive.open(info)) as member:
                        yield self._copied(_blocks(member), info.compress_size)
        if not inside:
            raise NoArchiveError(f"{path} is a zip file without a WARC file under archive/")

    def _in_cut_zip(self, path: Path, left: list[ZipMember]) -> Iterator[_Stretch]:
        inside = [member for member in left if _IN_WACZ.fullmatch(member.name)]
        for member in inside:
            if member.method == zipfile.ZIP_STORED:
                yield _stored(path, member.name, member.start, member.end)
            elif member.method == zipfile.ZIP_DEFLATED:
                with path.open("rb") as file:
                    file.seek(member.start)
                    yield self._copied(unpacked(file, member.end, RAW), member.end - member.start)
        if not inside:
            raise NoArchiveError(f"{path} is a zip file that is cut off, and no WARC file under archive/ is left in it")
        self.cut.append(f"{path} is a zip file that is cut off; it is read up to there")

    def _copied(self, blocks: Iterable[bytes], packed_size: int) -> _Stretch:
        """A copy of what something of *packed_size* unpacks to, as far as it can be trusted."""
        copy = self._copies.enter_context(tempfile.NamedTemporaryFile(prefix="menafn-"))  # noqa: SIM115
        most, size = packed_size * _UNPACKED_TIMES + LARGEST, 0
        damaged = False
        try:
            for block in blocks:
                size += len(block)
                copy.write(block)
                if size >= most:
                    break
        except (zlib.error, zipfile.BadZipFile):
            damaged = True
        copy.flush()
        path = Path(copy.name)
        with path.open("rb") as file:
            packed = file.read(3) == MAGIC
        if damaged and not packed:
            break_garbled(path, size)
        return _Stretch(path, 0, size, None, packed)

    def _readable(self, stretch: _Stretch) -> _Stretch:
        """The stretch itself, or an unpacked copy where it is one gzip member with all records in it."""
        if not stretch.packed or not _is_one_member(stretch):
            return stretch
        with stretch.path.open("rb") as file:
            file.seek(stretch.start)
            return self._copied(unpacked(file, stretch.end, GZIP), stretch.end - stretch.start)

    def _cut(self, stretch: _Stretch) -> Iterator[Part]:
        within = stretch.start, stretch.end
        whole = Part(stretch.path, *within, stretch.packed, stretch.name, PUBLISHED_BASE, ours=False, within=within)
        base, ours = self._site_of(whole)
        for start, end in _bounds(stretch):
            yield replace(whole, start=start, end=end, base=self._site or base, ours=ours)

    @staticmethod
    def _site_of(whole: Part) -> tuple[str, bool]:
        """The base that a file's pages were read from, and whether it is of our making.

        Ours says it; of any other, it is the published site, or the host of the first page where that is not in sight.
        """
        said = _said_by_us(whole)
        if said is not None:
            return said, True
        first = [answer.url for answer in islice(answers(whole), _LOOKED_AT) if isinstance(answer, Answered)]
        hosts = [(url.scheme, url.netloc) for url in map(_split, first) if url is not None]
        if not hosts or any(host in SITE_HOSTS for _, host in hosts):
            return PUBLISHED_BASE, False
        return f"{hosts[0][0]}://{hosts[0][1]}", False


def _name(path: Path) -> str:
    return path.name.removesuffix(".open")


def _split(url: str) -> SplitResult | None:
    try:
        split = urlsplit(url)
    except ValueError:
        return None
    return split if split.scheme in ("http", "https") and split.netloc else None


def _data_of(path: Path, info: zipfile.ZipInfo) -> int:
    """Where the bytes of a stored member begin."""
    with path.open("rb") as file:
        file.seek(info.header_offset)
        name, extra = _LOCAL_HEAD.unpack(file.read(_LOCAL_HEAD.size))
    return int(info.header_offset + _LOCAL_HEAD.size + name + extra)


def _left_of_zip(path: Path) -> list[ZipMember]:
    with path.open("rb") as file:
        return list(zip_members(file))


def _stored(path: Path, inside: str, start: int, end: int) -> _Stretch:
    """The stretch of a zip file in which a WARC file stands as it is."""
    return _Stretch(path, start, end, path.name, not inside.lower().endswith(".warc"))


def _blocks(member: zipfile.ZipExtFile) -> Iterator[bytes]:
    """What a member of a zip file unpacks to. Raises zlib.error and BadZipFile where it is damaged."""
    with suppress(EOFError):  # cut off
        while block := member.read1(_BLOCK):  # ``read`` would lose what it has when it meets the fault
            yield block


def _is_one_member(stretch: _Stretch) -> bool:
    """Whether all records stand in one gzip member, which is to be unpacked as a whole.

    It does not end where a record of any sensible size would; or it is broken off before, and no whole member with a
    record stands behind it, as it does in a file of a record a member whose first one is damaged.
    """
    member, size = zlib.decompressobj(GZIP), 0
    with stretch.path.open("rb") as file, suppress(zlib.error):
        file.seek(stretch.start)
        while not member.eof and size <= LARGEST and (data := member.unconsumed_tail or file.read(_STEP)):
            size += len(member.decompress(data, _STEP))
    if member.eof or not size or size > LARGEST:
        return size > LARGEST
    within = stretch.start + 1, stretch.end
    behind = Part(stretch.path, *within, packed=True, name=None, base="", ours=False, within=within)
    return all(data is BROKEN for _, data in records(behind))


def _said_by_us(whole: Part) -> str | None:
    """The base that our own warcinfo names; None in a file of another make."""
    first = next((data for _, data in records(whole) if data is not BROKEN), b"")
    stream = BytesIO(first)
    try:
        record = ArcWarcRecordLoader().parse_record_stream(stream, known_format="warc")
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError):
        return None
    if record.rec_type != "warcinfo":
        return None
    lines = record.raw_stream.read(1 << 16).decode("utf-8", "replace").splitlines()
    fields = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return fields.get(SITE) if fields.get("software") == SOFTWARE else None


def _bounds(stretch: _Stretch) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends: anywhere in a compressed file, between records in another."""
    if stretch.packed:
        for start in range(stretch.start, stretch.end, PACKED_PART):
            yield start, min(start + PACKED_PART, stretch.end)
        return
    with stretch.path.open("rb") as file:
        start = stretch.start
        for offset, size in plain_records(file, stretch.start, stretch.end):
            if size and offset + size - start >= PLAIN_PART:
                yield start, offset + size
                start = offset + size
    yield start, stretch.end
