"""Files as they are given: WARC in every packing, WACZ, and what is neither."""

from __future__ import annotations

import gzip
import random
import tempfile
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from menafn_crawler.archive import sources as module
from menafn_crawler.archive.answers import Answered, Skip, answers
from menafn_crawler.archive.sources import NoArchiveError, Sources
from tests.archive.samples import STORIES, ours, record, story_record, url

PACKED = b"".join(story_record(story) for story in STORIES)
PLAIN = b"".join(story_record(story, packed=False) for story in STORIES)
ALL = [url(story) for story in STORIES]


def read(path: Path) -> list[str]:
    with Sources() as sources:
        found = [answer for part in sources.parts(path) for answer in answers(part)]
    return [answer.url for answer in found if isinstance(answer, Answered)]


def wacz(path: Path, method: int, *names: str) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("datapackage.json", "{}")
        for name in names:
            archive.writestr(name, PACKED if name.endswith(".gz") else PLAIN)
    return path


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.warc.gz", PACKED, id="a record a member"),
        pytest.param("a.warc", PLAIN, id="uncompressed"),
        pytest.param("a.warc.gz", gzip.compress(PLAIN), id="all in one member"),
        pytest.param("a.warc.gz", PLAIN, id="uncompressed under a wrong name"),
        pytest.param("a.warc", PACKED, id="compressed under a wrong name"),
        pytest.param("archive", PACKED, id="without a suffix"),
        pytest.param("a.warc.gz", b"\x00" * 300 + PACKED, id="damaged at the beginning"),
    ],
)
def test_every_packing_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name) == ALL


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
@pytest.mark.parametrize("inside", ["archive/data.warc.gz", "archive/data.warc"])
def test_a_wacz_file_is_read(tmp_path: Path, method: int, inside: str) -> None:
    assert read(wacz(tmp_path / "a.wacz", method, inside)) == ALL


MANY = b"".join(
    record(f"http://example.org/{number}", random.Random(number).randbytes(3_000), packed=False) for number in range(60)
)
"""Records that hardly pack, so that a member of them is long."""


def read_all(path: Path) -> tuple[list[str], int]:
    """Addresses of all answers, and how many records are broken."""
    with Sources() as sources:
        found = [answer for part in sources.parts(path) for answer in answers(part)]
    return [one.url for one in found if isinstance(one, Answered)], found.count(Skip.BROKEN)


@pytest.mark.parametrize("cut", [True, False], ids=["cut in half", "a bit flipped"])
def test_one_member_with_all_records_is_read_up_to_its_fault(tmp_path: Path, cut: bool) -> None:
    data = bytearray(gzip.compress(MANY))
    if cut:
        data = data[: len(data) // 2]
    else:
        data[len(data) // 2] ^= 0x10
    (tmp_path / "a.warc.gz").write_bytes(data)
    found, broken = read_all(tmp_path / "a.warc.gz")
    assert found[:25] == [f"http://example.org/{number}" for number in range(25)]
    assert broken >= 1


@pytest.mark.parametrize("cut", [True, False], ids=["cut short", "a bit flipped"])
def test_a_first_member_that_is_damaged_takes_no_other_with_it(tmp_path: Path, cut: bool) -> None:
    first = bytearray(record("http://example.org/", random.Random(1).randbytes(80_000)))
    if cut:
        first = first[:70_000]
    else:
        first[60_000] ^= 0x10
    (tmp_path / "a.warc.gz").write_bytes(first + PACKED)
    assert read_all(tmp_path / "a.warc.gz") == (ALL, 1)


def test_what_is_garbled_behind_a_fault_is_broken_where_its_digest_says_so(tmp_path: Path) -> None:
    words = Path(__file__).read_text("utf-8").split()
    stories = [replace(STORIES[0], number=n, text=" ".join(random.Random(n).choices(words, k=900))) for n in range(40)]
    data = gzip.compress(b"".join(story_record(story, packed=False) for story in stories))
    path = tmp_path / "a.warc.gz"
    for at in range(len(data) // 4, len(data) // 4 + 20):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        with Sources() as sources:
            found = [one for part in sources.parts(path) for one in answers(part) if isinstance(one, Answered)]
        right = {url(story): story.reply().body.encode() for story in stories}
        assert len(found) > 5
        assert {one.url: one.body for one in found if one.url in right}.items() <= right.items()


class Unseekable(BytesIO):
    """Where zipfile cannot go back, so that sizes stand behind the members."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_: int) -> int:
        raise OSError


def large_wacz(method: int, inside: str, *, streamed: bool) -> bytes:
    """A WACZ file with two WARC files of sixty records, in whose records zip files stand."""
    buffer = Unseekable() if streamed else BytesIO()
    within = wacz_bytes()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("indexes/index.cdx", "x" * 1000)
        archive.writestr("archive/", "")
        for name in (f"archive/1{inside}", f"archive/2{inside}"):
            more = record("http://example.org/zip", within, packed=False) + MANY
            with archive.open(name, "w", force_zip64=inside.endswith(".gz")) as member:
                member.write(gzip.compress(more) if inside.endswith(".gz") else more)
    return buffer.getvalue()


def wacz_bytes() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/x.txt", "nothing")
    return buffer.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
@pytest.mark.parametrize("inside", [".warc.gz", ".warc"])
@pytest.mark.parametrize("streamed", [False, True], ids=["sizes before", "sizes behind"])
def test_a_wacz_file_that_is_cut_off_is_read_up_to_there(
    tmp_path: Path, method: int, inside: str, streamed: bool
) -> None:
    data, path = large_wacz(method, inside, streamed=streamed), tmp_path / "a.wacz"
    path.write_bytes(data[:-50])
    one = ["http://example.org/zip", *(f"http://example.org/{number}" for number in range(60))]
    assert read_all(path) == (one + one, 0)
    path.write_bytes(data[: len(data) * 3 // 4])
    found, broken = read_all(path)
    assert found == (one + one)[: len(found)]
    assert len(found) > 85
    assert broken == 1
    with Sources() as sources:
        list(sources.parts(path))
        assert sources.cut == [f"{path} is a zip file that is cut off; it is read up to there"]


def test_a_cut_zip_file_without_a_warc_file_is_told(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(NoArchiveError, match="cut off, and no WARC file"):
        read(path)


def test_names_in_a_wacz_file_are_no_paths(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", zipfile.ZIP_DEFLATED, "archive/../../evil.warc.gz", "archive/a.warc.gz")
    assert read(path) == ALL
    assert [found.name for found in tmp_path.iterdir()] == ["a.wacz"]


@pytest.mark.parametrize("size", [500, 2_000])
def test_parts_have_all_records_once(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKED_PART", size)
    monkeypatch.setattr(module, "PLAIN_PART", size)
    for name, data in (("a.warc.gz", PACKED), ("a.warc", PLAIN)):
        (tmp_path / name).write_bytes(data)
        with Sources() as sources:
            assert len(list(sources.parts(tmp_path / name))) > 2
        assert read(tmp_path / name) == ALL


def test_one_large_member_is_unpacked_to_be_read_and_removed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST", 4_000)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(PLAIN))
    with Sources() as sources:
        parts = list(sources.parts(path))
        assert {part.name for part in parts} == {None}
        found = [answer.url for part in parts for answer in answers(part) if isinstance(answer, Answered)]
        assert len(list(tmp_path.iterdir())) == 2
    assert found == ALL
    assert [left.name for left in tmp_path.iterdir()] == ["a.warc.gz"]


def test_what_unpacks_to_absurd_sizes_is_read_only_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 4_000)
    monkeypatch.setattr(module, "_BLOCK", 4_096)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(PLAIN + b"0" * 50_000_000))
    with Sources() as sources:
        list(sources.parts(path))
        (copy,) = (found for found in tmp_path.iterdir() if found != path)
        assert copy.stat().st_size < 101 * path.stat().st_size + 10_000


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"<html></html>", "neither a WARC nor a WACZ"),
        ("a.wacz", b"PK\x03\x04 and nothing", "no zip file that can be read"),
    ],
)
def test_what_is_no_archive_is_told(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NoArchiveError, match=reason):
        read(tmp_path / name)


def test_a_zip_file_without_a_warc_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match="without a WARC file"):
        read(wacz(tmp_path / "a.wacz", zipfile.ZIP_STORED))


BASES = {
    "the published site": (story_record(), "https://menafn.com"),
    "a mirror": (story_record(base="http://127.0.0.1:8025"), "http://127.0.0.1:8025"),
    "a crawl of many hosts": (record("http://example.org/", b"x") + story_record(), "https://menafn.com"),
    "nothing": (b"", "https://menafn.com"),
}


@pytest.mark.parametrize(("data", "base"), BASES.values(), ids=BASES.keys())
def test_the_base_of_a_foreign_archive(tmp_path: Path, data: bytes, base: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data + record("dns:x", b"y", headers=(), first=""))
    with Sources() as sources:
        assert [(part.base, part.ours) for part in sources.parts(path)] == [(base, False)]
    with Sources("http://mirror.example/x") as sources:
        assert {part.base for part in sources.parts(path)} == {"http://mirror.example/x"}


def test_an_archive_of_ours_says_its_base(tmp_path: Path) -> None:
    (path,) = ours(tmp_path)
    with Sources() as sources:
        assert {(part.base, part.ours) for part in sources.parts(path)} == {("https://menafn.com", True)}


def test_what_precedes_our_warcinfo_does_not_hide_it(tmp_path: Path) -> None:
    (path,) = ours(tmp_path)
    path.write_bytes(b"garbage" + path.read_bytes())
    with Sources() as sources:
        assert [part.ours for part in sources.parts(path)] == [True]


@pytest.mark.parametrize("packed", [True, False], ids=["compressed", "uncompressed"])
def test_a_loss_is_counted_once_in_however_many_parts_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    monkeypatch.setattr(module, "PACKED_PART", 100)
    monkeypatch.setattr(module, "PLAIN_PART", 100)
    found = [story_record(story, packed=packed) for story in STORIES]
    found[3] = b"x" + found[3][1:]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(found))
    with Sources() as sources:
        parts = list(sources.parts(path))
    said = [answer for part in parts for answer in answers(part)]
    assert len(parts) > 3
    assert [one for one in said if not isinstance(one, Answered)] == [Skip.BROKEN]
    assert len(said) == len(STORIES)
