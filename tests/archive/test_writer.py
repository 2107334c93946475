"""What a crawl's archive is: files by the standard, whole at every moment."""

from __future__ import annotations

import fcntl
import gzip
import subprocess
import sys
import zlib
from datetime import timedelta
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from menafn_crawler.archive import ArchiveError, WarcFileWriter, check_directory
from menafn_crawler.archive import writer as module
from tests.archive.samples import AT, STORIES, WARCINFO, exchange, ours


def test_every_record_has_the_fields_of_the_standard_and_digests_that_are_right(tmp_path: Path) -> None:
    (path,) = ours(tmp_path)
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.raw_stream.read()
            named = {name for name, _ in record.rec_headers.headers}
            assert named >= {"WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length", "WARC-Block-Digest"}
            if record.rec_type == "response":
                assert named >= {"WARC-Target-URI", "WARC-Payload-Digest", "WARC-IP-Address"}
                assert record.rec_headers.get_header("WARC-Date") == "2025-05-15T08:00:00Z"


def test_a_file_begins_with_warcinfo_and_each_request_names_its_answer(tmp_path: Path) -> None:
    (path,) = ours(tmp_path)
    with path.open("rb") as file:
        records = [(record.rec_type, record.rec_headers) for record in ArchiveIterator(file)]
    assert [kind for kind, _ in records] == ["warcinfo", *["response", "request"] * len(STORIES)]
    assert records[2][1].get_header("WARC-Concurrent-To") == records[1][1].get_header("WARC-Record-ID")


def test_the_place_of_an_answer_is_where_its_record_begins(tmp_path: Path) -> None:
    writer = WarcFileWriter(tmp_path, "menafn", WARCINFO)
    places = [writer.add(exchange(story)) for story in STORIES]
    writer.close()
    for place, story in zip(places, STORIES, strict=True):
        with (tmp_path / place.file).open("rb") as file:
            file.seek(place.offset)
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Target-URI").startswith(f"https://menafn.com/{story.number}/")
            assert record.content_stream().read() == story.reply().body.encode()


def test_a_record_is_on_the_disk_once_its_place_is_known(tmp_path: Path) -> None:
    writer = WarcFileWriter(tmp_path, "menafn", WARCINFO)
    place = writer.add(exchange())
    (path,) = tmp_path.glob("*")
    assert path.name == f"{place.file}.open"
    assert b"1109547001" in gzip.decompress(path.read_bytes())
    writer.close()
    assert [path.name for path in tmp_path.glob("*")] == [place.file]


def test_a_file_that_would_become_too_large_is_followed_by_the_next(tmp_path: Path) -> None:
    paths = ours(tmp_path, max_bytes=5_000)
    assert len(paths) > 1
    assert all(path.stat().st_size <= 5_000 for path in paths)
    assert all(gzip.decompress(path.read_bytes()).startswith(b"WARC/1.1\r\nWARC-Type: warcinfo") for path in paths)


def test_nothing_kept_leaves_no_file(tmp_path: Path) -> None:
    WarcFileWriter(tmp_path, "menafn", WARCINFO).close()
    assert not list(tmp_path.iterdir())


def test_passwords_and_cookies_are_not_kept_and_lengths_are_true(tmp_path: Path) -> None:
    secret = (("Authorization", "Basic c2VjcmV0"), ("Cookie", "session=1"), ("User-Agent", "tests"))
    set_by_it = (("Set-Cookie", "session=1; path=/"), ("set-cookie2", "session=1"))
    answer = (("Transfer-Encoding", "chunked"), *set_by_it, ("Content-Type", "text/html"))
    (path,) = ours(tmp_path, exchange(request_headers=secret, headers=answer, body=b"12345"))
    text = gzip.decompress(path.read_bytes())
    assert not {part for part in (b"c2VjcmV0", b"session=1", b"chunked") if part in text}
    assert b"User-Agent: tests\r\n" in text
    assert b"Content-Length: 5\r\n\r\n12345" in text


FORGED = "\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://menafn.com/1109547999/Forged\r\n"
CONTROLS: dict[str, dict[str, Any]] = {
    "in a field of our own": {"warc_fields": {"MENAFN-Feed": f"/rss/a.xml{FORGED}", f"X{FORGED}": "y"}},
    "in the URL": {"url": f"https://menafn.com/1109547001/{FORGED}"},
    "in a response header": {"headers": (("Content-Type", f"text/html{FORGED}"), (f"X{FORGED}", "y"))},
    "in the status line": {"status_line": f"HTTP/1.1 200 OK{FORGED}"},
    "in a request header": {"request_headers": (("User-Agent", f"tests{FORGED}"),)},
    "in the request line": {"request_line": f"GET /{FORGED} HTTP/1.1"},
    "in the server's address": {"ip": f"127.0.0.1{FORGED}"},
    "a lone surrogate": {"warc_fields": {"MENAFN-Feed": "/rss/\ud800"}},
}


@pytest.mark.parametrize("values", CONTROLS.values(), ids=CONTROLS.keys())
def test_control_characters_forge_no_record(tmp_path: Path, values: dict[str, Any]) -> None:
    (path,) = ours(tmp_path, exchange(**values), exchange(STORIES[1]))
    with path.open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(file)
        ]
    assert [kind for kind, _ in records] == ["warcinfo", *["response", "request"] * 2]
    assert gzip.decompress(path.read_bytes()).count(b"\r\n\r\nWARC/1.1\r\n") == 4
    assert "https://menafn.com/1109547999/Forged" not in {target for _, target in records}


def test_control_characters_in_the_warcinfo_fields_forge_no_record(tmp_path: Path) -> None:
    writer = WarcFileWriter(tmp_path, "menafn", {"http-header-user-agent": f"tests{FORGED}"})
    place = writer.add(exchange())
    writer.close()
    assert kinds(tmp_path / place.file) == ["warcinfo", "response", "request"]
    assert gzip.decompress((tmp_path / place.file).read_bytes()).count(b"\r\nWARC-Type: ") == 3


def test_what_cannot_be_written_is_told_and_the_next_is_tried(tmp_path: Path) -> None:
    directory = tmp_path / "later"
    writer = WarcFileWriter(directory, "menafn", WARCINFO)
    with pytest.raises(ArchiveError, match="could not be written to: No such file"):
        writer.add(exchange())
    directory.mkdir()
    later = writer.add(exchange(fetched_at=AT + timedelta(seconds=1)))
    writer.close()
    assert (directory / later.file).exists()


ON_A_FULL_DISK = """
import random, resource, signal, sys
from pathlib import Path
from menafn_crawler.archive import ArchiveError, WarcFileWriter
from tests.archive.samples import WARCINFO, exchange

directory = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
writer = WarcFileWriter(directory, "menafn", WARCINFO)
for room in map(int, sys.argv[2:]):
    size = sum(path.stat().st_size for path in directory.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    try:
        print(writer.add(exchange(body=random.Random(1).randbytes(20_000))).offset)
    except ArchiveError as error:
        print(error)
writer.close()
"""
PLENTY = 10**9


def on_a_full_disk(directory: Path, *rooms: int) -> list[str]:
    """What a writer says of each page of 20,000 bytes, while its file may grow by so many bytes."""
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(directory), *map(str, rooms)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()


@pytest.mark.parametrize("room", [0, 1, 9_000, 19_000])
def test_a_page_that_finds_no_room_leaves_nothing_and_the_next_stands_in_its_place(tmp_path: Path, room: int) -> None:
    told = f"{tmp_path} could not be written to: File too large"
    first, *failed, third, fourth = on_a_full_disk(tmp_path, PLENTY, room, room, PLENTY, PLENTY)
    assert failed == [told, told]
    (path,) = tmp_path.iterdir()
    assert kinds(path) == ["warcinfo", *["response", "request"] * 3]
    for offset in (first, third, fourth):
        assert kinds(path, int(offset))[0] == "response"


def kinds(path: Path, offset: int = 0) -> list[str]:
    """The records of a file from *offset* on, where it holds nothing else, not even behind its last member."""
    left, found = path.read_bytes()[offset:], []
    while left:
        member = zlib.decompressobj(31)
        found.append(member.decompress(left).partition(b"WARC-Type: ")[2].partition(b"\r")[0].decode())
        assert member.eof
        left = member.unused_data
    return found


def test_a_file_that_cannot_be_begun_is_begun_with_the_next_page(tmp_path: Path) -> None:
    said = on_a_full_disk(tmp_path, 0, 10, PLENTY)
    assert said[:2] == [f"{tmp_path} could not be written to: File too large"] * 2
    (path,) = tmp_path.iterdir()
    assert path.name.endswith(".warc.gz")
    assert not path.name.startswith(".")
    assert kinds(path) == ["warcinfo", "response", "request"]


def test_a_file_that_another_run_takes_for_a_leftover_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock
    taken: list[Path] = []

    def late(file: FileIO, how: int) -> None:
        if not taken:  # between its making and its lock
            taken.extend(tmp_path.iterdir())
            taken[0].unlink()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", late)
    writer = WarcFileWriter(tmp_path, "menafn", WARCINFO)
    place = writer.add(exchange())
    writer.close()
    assert kinds(tmp_path / place.file) == ["warcinfo", "response", "request"]


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(ArchiveError, match="pip install warcio"):
        check_directory(tmp_path)


def test_a_directory_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(ArchiveError, match="/proc/archive, which cannot be made"):
        check_directory(Path("/proc/archive"))
