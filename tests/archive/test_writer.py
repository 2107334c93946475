"""What a crawl's archive is: files by the standard, whole at every moment."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from menafn_crawler.archive import writer as module
from menafn_crawler.archive.writer import ArchiveError, ArchiveWriter, check
from tests.archive.samples import ABOUT, AT, STORIES, exchange, ours


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
    writer = ArchiveWriter(tmp_path, "menafn", ABOUT)
    places = [writer.add(exchange(story)) for story in STORIES]
    writer.close()
    for place, story in zip(places, STORIES, strict=True):
        with (tmp_path / place.file).open("rb") as file:
            file.seek(place.offset)
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Target-URI").startswith(f"https://menafn.com/{story.number}/")
            assert record.content_stream().read() == story.reply().body.encode()


def test_a_record_is_on_the_disk_once_its_place_is_known(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "menafn", ABOUT)
    place = writer.add(exchange())
    (path,) = tmp_path.glob("*")
    assert path.name == f"{place.file}.open"
    assert b"1109547001" in gzip.decompress(path.read_bytes())
    writer.close()
    assert [path.name for path in tmp_path.glob("*")] == [place.file]


def test_a_file_that_would_become_too_large_is_followed_by_the_next(tmp_path: Path) -> None:
    paths = ours(tmp_path, largest=5_000)
    assert len(paths) > 1
    assert all(path.stat().st_size <= 5_000 for path in paths)
    assert all(gzip.decompress(path.read_bytes()).startswith(b"WARC/1.1\r\nWARC-Type: warcinfo") for path in paths)


def test_nothing_kept_leaves_no_file(tmp_path: Path) -> None:
    ArchiveWriter(tmp_path, "menafn", ABOUT).close()
    assert not list(tmp_path.iterdir())


def test_passwords_and_cookies_are_not_kept_and_lengths_are_true(tmp_path: Path) -> None:
    secret = (("Authorization", "Basic c2VjcmV0"), ("Cookie", "session=1"), ("User-Agent", "tests"))
    answer = (("Transfer-Encoding", "chunked"), ("Content-Type", "text/html"))
    (path,) = ours(tmp_path, exchange(request_headers=secret, headers=answer, body=b"12345"))
    text = gzip.decompress(path.read_bytes())
    assert not {part for part in (b"c2VjcmV0", b"session=1", b"chunked") if part in text}
    assert b"User-Agent: tests\r\n" in text
    assert b"Content-Length: 5\r\n\r\n12345" in text


def test_what_cannot_be_written_is_told_and_the_next_is_tried(tmp_path: Path) -> None:
    directory = tmp_path / "later"
    writer = ArchiveWriter(directory, "menafn", ABOUT)
    with pytest.raises(ArchiveError, match="could not be written to: No such file"):
        writer.add(exchange())
    directory.mkdir()
    later = writer.add(exchange(fetched_at=AT + timedelta(seconds=1)))
    writer.close()
    assert (directory / later.file).exists()


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(ArchiveError, match="pip install warcio"):
        check(tmp_path)


def test_a_directory_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(ArchiveError, match="/proc/archive, which cannot be made"):
        check(Path("/proc/archive"))
