"""Files as users give them: WARC in every compression, WACZ, and files that are neither."""

from __future__ import annotations

import bz2
import gzip
import random
import struct
import sys
import tempfile
import zipfile
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from menafn_crawler.archive import containers as module
from menafn_crawler.archive.containers import Containers, UnreadableArchiveError
from menafn_crawler.archive.responses import ArchivedResponse, Skip
from tests.archive.samples import STORIES, read_file, record, story_record, url, urls_of

MEMBERS = b"".join(story_record(story) for story in STORIES)
PLAIN = b"".join(story_record(story, packed=False) for story in STORIES)
ALL = [url(story) for story in STORIES]
MANY = b"".join(
    record(f"http://example.org/{number}", random.Random(number).randbytes(3_000), packed=False) for number in range(60)
)
"""Records that hardly compress, so that a gzip member of them is long."""
zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def zst_with_dictionary(*, compressed: bool) -> bytes:
    """A .warc.zst as its standard has it: the dictionary in a frame of its own, then a frame a record."""
    dictionary = zstd.train_dict([story_record(story, packed=False) for story in STORIES] * 20, 4_000)
    content: bytes = zstd.compress(dictionary.dict_content) if compressed else dictionary.dict_content
    frames: list[bytes] = [zstd.compress(story_record(story, packed=False), zstd_dict=dictionary) for story in STORIES]
    return struct.pack("<LL", 0x184D2A5D, len(content)) + bytes(content) + b"".join(frames)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.warc.gz", MEMBERS, id="a gzip member a record"),
        pytest.param("a.warc", PLAIN, id="uncompressed"),
        pytest.param("a.warc.gz", gzip.compress(PLAIN), id="one gzip member"),
        pytest.param("a.warc.gz", story_record() + gzip.compress(PLAIN[len(story_record(packed=False)) :]),
                     id="several records in a later member"),
        pytest.param("a.warc.gz", PLAIN, id="uncompressed under a wrong name"),
        pytest.param("a.warc", MEMBERS, id="compressed under a wrong name"),
        pytest.param("archive", MEMBERS, id="without a suffix"),
        pytest.param("a.warc.gz", b"\x00" * 300 + MEMBERS, id="damaged at the beginning"),
        pytest.param("a.warc.bz2", bz2.compress(PLAIN), id="bzip2"),
        pytest.param("a.warc.bz2", b"".join(bz2.compress(story_record(story, packed=False)) for story in STORIES),
                     id="a bzip2 stream a record"),
        pytest.param("a.warc.zst", zstd.compress(PLAIN), id="zstd"),
        pytest.param("a.warc.zst", zst_with_dictionary(compressed=False), id="zstd with a dictionary"),
        pytest.param("a.warc.zst", zst_with_dictionary(compressed=True), id="zstd with a compressed dictionary"),
    ],
)  # fmt: skip
def test_every_compression_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert urls_of(tmp_path / name) == ALL


def wacz(path: Path, method: int, *names: str) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("datapackage.json", "{}")
        for name in names:
            archive.writestr(name, MEMBERS if name.endswith(".gz") else PLAIN)
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
@pytest.mark.parametrize("inside", ["archive/data.warc.gz", "archive/data.warc"])
def test_a_wacz_file_is_read(tmp_path: Path, method: int, inside: str) -> None:
    assert urls_of(wacz(tmp_path / "a.wacz", method, inside)) == ALL


def broken(path: Path) -> int:
    return read_file(path).count(Skip.BROKEN)


@pytest.mark.parametrize("cut", [True, False], ids=["cut in half", "a bit flipped"])
def test_one_member_with_all_records_is_read_up_to_its_damage(tmp_path: Path, cut: bool) -> None:
    data = bytearray(gzip.compress(MANY))
    if cut:
        data = data[: len(data) // 2]
    else:
        data[len(data) // 2] ^= 0x10
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    containers = Containers()
    found = [one.url for one in read_file(path, containers) if isinstance(one, ArchivedResponse)]
    assert found[:25] == [f"http://example.org/{number}" for number in range(25)]
    assert containers.incomplete == [f"{path} is damaged; it is read up to there"]


@pytest.mark.parametrize("cut", [True, False], ids=["cut short", "a bit flipped"])
def test_a_first_member_that_is_damaged_takes_no_other_with_it(tmp_path: Path, cut: bool) -> None:
    first = bytearray(record("http://example.org/", random.Random(1).randbytes(80_000)))
    if cut:
        first = first[:70_000]
    else:
        first[60_000] ^= 0x10
    path = tmp_path / "a.warc.gz"
    path.write_bytes(first + MEMBERS)
    assert (urls_of(path), broken(path)) == (ALL, 1)


def test_what_is_garbled_behind_damage_is_broken_where_its_digest_says_so(tmp_path: Path) -> None:
    words = Path(__file__).read_text("utf-8").split()
    stories = [replace(STORIES[0], number=n, text=" ".join(random.Random(n).choices(words, k=900))) for n in range(40)]
    data = gzip.compress(b"".join(story_record(story, packed=False) for story in stories))
    path = tmp_path / "a.warc.gz"
    right = {url(story): story.reply().body.encode() for story in stories}
    for at in range(len(data) // 4, len(data) // 4 + 20):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        found = [one for one in read_file(path) if isinstance(one, ArchivedResponse)]
        assert len(found) > 5
        assert {one.url: one.body for one in found if one.url in right}.items() <= right.items()


def large_wacz(inside: str) -> bytes:
    """A WACZ with two WARC files of sixty records."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("indexes/index.cdx", "x" * 1000)
        for name in (f"archive/1{inside}", f"archive/2{inside}"):
            members = [record(f"http://example.org/{n}", random.Random(n).randbytes(3_000)) for n in range(60)]
            archive.writestr(name, b"".join(members) if inside.endswith(".gz") else MANY)
    return buffer.getvalue()


@pytest.mark.parametrize("inside", [".warc.gz", ".warc"])
def test_a_wacz_file_that_is_cut_off_is_read_up_to_there(tmp_path: Path, inside: str) -> None:
    data, path = large_wacz(inside), tmp_path / "a.wacz"
    one = [f"http://example.org/{number}" for number in range(60)]
    path.write_bytes(data[:-50])
    assert urls_of(path) == one + one
    path.write_bytes(data[: len(data) * 3 // 4])
    containers = Containers()
    found = [found.url for found in read_file(path, containers) if isinstance(found, ArchivedResponse)]
    assert found == (one + one)[: len(found)]
    assert len(found) > 85
    assert containers.incomplete == [f"{path} is a zip file that is cut off; it is read up to there"]


def test_names_in_a_wacz_file_are_not_paths(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", zipfile.ZIP_DEFLATED, "archive/../../evil.warc.gz", "archive/a.warc.gz")
    assert urls_of(path) == ALL
    assert [found.name for found in tmp_path.iterdir()] == ["a.wacz"]


def overlapping(copies: int, *, one_name: bool) -> bytes:
    """A WACZ whose directory lists one member several times."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/0.warc", PLAIN + b"\0" * 1_000_000)
        (info,) = archive.filelist
        for number in range(1, copies):
            name = info.filename if one_name else f"archive/{number}.warc"
            again = zipfile.ZipInfo(name, info.date_time)
            again.compress_type, again.header_offset, again.CRC = info.compress_type, info.header_offset, info.CRC
            again.compress_size, again.file_size = info.compress_size, info.file_size
            archive.filelist.append(again)
        archive._didModify = True  # type: ignore[attr-defined]
    return buffer.getvalue()


@pytest.mark.parametrize("one_name", [True, False], ids=["of one name", "of different names"])
def test_a_wacz_file_with_overlapping_members_is_refused(tmp_path: Path, one_name: bool) -> None:
    path = tmp_path / "a.wacz"
    path.write_bytes(overlapping(20, one_name=one_name))
    with pytest.raises(UnreadableArchiveError, match="members overlap"):
        urls_of(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_wacz_file_with_two_members_of_one_name_is_refused(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", zipfile.ZIP_STORED, "archive/a.warc", "archive/a.warc")
    with pytest.raises(UnreadableArchiveError, match="two members have one name"):
        urls_of(path)


def bomb(name: str) -> bytes:
    zeros = b"0" * 30_000_000
    if name.endswith(".wacz"):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(3):
                archive.writestr(f"archive/{number}.warc", PLAIN + zeros)
        return buffer.getvalue()
    compress = {".gz": gzip.compress, "bz2": bz2.compress, "zst": zstd.compress}[name[-3:]]
    return bytes(compress(PLAIN + zeros * 3))


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc.bz2", "a.warc.zst", "a.wacz"])
def test_a_file_that_expands_too_far_is_read_only_so_far(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECORD_BYTES", 1_000_000)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / name
    path.write_bytes(bomb(name))
    containers = Containers()
    read = sum(len(block) for stream in containers.streams(path) for block in stream.blocks)
    assert read <= 100 * path.stat().st_size + 1_000_000
    assert f"expands to over {100 * path.stat().st_size + 1_000_000:,} bytes" in containers.incomplete[0]
    assert [left.name for left in tmp_path.iterdir()] == [name], "nothing is copied to disk"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"<html></html>", "neither a WARC nor a WACZ"),
        ("a.wacz", b"PK\x03\x04 and nothing", "cut off, and no WARC record"),
        ("a.warc.zst", struct.pack("<LL", 0x184D2A5D, 4) + b"\x28\xb5\x2f\xfd" + b"x" * 9, "dictionary"),
    ],
)
def test_the_reason_is_given_for_a_file_that_is_not_an_archive(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableArchiveError, match=reason):
        urls_of(tmp_path / name)


def test_a_zip_file_without_a_warc_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArchiveError, match="without a WARC file"):
        urls_of(wacz(tmp_path / "a.wacz", zipfile.ZIP_STORED))
