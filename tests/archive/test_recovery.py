"""Files of killed runs: nothing whole is lost, nothing half is kept, nobody else's file is touched."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from menafn_crawler.archive import WarcFileWriter, finish_interrupted_files
from tests.archive.samples import STORIES, WARCINFO, exchange, ours


def killed(directory: Path, tail: bytes, keep: int | None = None) -> Path:
    """A file as it is when its run was killed."""
    (path,) = ours(directory)
    path.write_bytes(path.read_bytes()[:keep] + tail)
    return path.rename(f"{path}.open")


@pytest.mark.parametrize(
    ("tail", "keep", "records"),
    [
        pytest.param(b"", None, 15, id="between two records"),
        pytest.param(b"\x1f\x8b\x08\x00half", None, 15, id="half a record"),
        pytest.param(b"\x00" * 500, None, 15, id="a hole"),
        pytest.param(b"", -20, 14, id="the last record cut off"),
    ],
)
def test_a_leftover_is_cut_behind_its_last_whole_record(
    tmp_path: Path, tail: bytes, keep: int | None, records: int
) -> None:
    left = killed(tmp_path, tail, keep)
    (finished,) = finish_interrupted_files(tmp_path)
    assert f"{finished}.open" == str(left)
    assert [path.name for path in tmp_path.iterdir()] == [finished.name]
    with finished.open("rb") as file:
        assert len(list(ArchiveIterator(file, check_digests="raise"))) == records


@pytest.mark.parametrize("tail", [b"", b"\x1f\x8b\x08\x00half"], ids=["whole at its end", "torn at its end"])
def test_damage_before_the_last_whole_record_is_left_as_it_is(tmp_path: Path, tail: bytes) -> None:
    (path,) = ours(tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data) + tail)
    path.rename(f"{path}.open")
    (finished,) = finish_interrupted_files(tmp_path)
    assert finished.read_bytes() == bytes(data)


def test_a_file_that_was_never_begun_is_removed_unless_it_is_being_written(tmp_path: Path) -> None:
    (path,) = ours(tmp_path, exchange())
    data = path.read_bytes()
    path.rename(tmp_path / ".pages-00001.warc.gz")
    begun = [tmp_path / f".menafn-0000{number}.warc.gz" for number in range(3)]
    for number, left in enumerate(begun):
        left.write_bytes(data[: number * 20])
    with begun[2].open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert finish_interrupted_files(tmp_path) == []
    assert {path.name for path in tmp_path.iterdir()} == {".menafn-00002.warc.gz", ".pages-00001.warc.gz"}


def test_a_leftover_without_a_whole_record_is_removed(tmp_path: Path) -> None:
    killed(tmp_path, b"", 10)
    assert finish_interrupted_files(tmp_path) == []
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    writer = WarcFileWriter(tmp_path, "menafn", WARCINFO)
    place = writer.add(exchange(STORIES[0]))
    assert finish_interrupted_files(tmp_path) == []
    writer.add(exchange(STORIES[1]))
    writer.close()
    with (tmp_path / place.file).open("rb") as file:
        assert len(list(ArchiveIterator(file))) == 5
