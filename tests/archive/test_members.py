"""The records of a file, whole or damaged, in one part or in many."""

from __future__ import annotations

import gzip
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from menafn_crawler.archive import members
from menafn_crawler.archive.members import BROKEN, records
from tests.archive.samples import STORIES, story_record, whole

PACKED = [story_record(story) for story in STORIES]
PLAIN = [story_record(story, packed=False) for story in STORIES]
GARBAGE = bytes(range(256)) * 8 + b"\x1f\x8b\x08 no member"


def read(path: Path, data: bytes, *, packed: bool = True) -> list[str]:
    """What is in a file: the numbers of stories, and what is broken."""
    path.write_bytes(data)
    return [named(found) for _, found in records(whole(path, packed=packed))]


def named(found: bytes) -> str:
    return "broken" if found is BROKEN else found.partition(b"menafn.com/")[2][:10].decode()


ALL = [named(one) for one in PLAIN]


def without(*missing: int) -> list[str]:
    return [name for number, name in enumerate(ALL) if number not in missing]


def damaged(one: bytes) -> bytes:
    return one[: len(one) // 2] + b"\x00" * 40 + one[len(one) // 2 + 40 :]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"".join(PACKED), ALL, id="whole"),
        pytest.param(b"".join([*PACKED[:2], damaged(PACKED[2]), *PACKED[3:]]), [*without(2), "broken"], id="damaged"),
        pytest.param(b"".join(PACKED)[:-30], [*without(6), "broken"], id="cut off"),
        pytest.param(GARBAGE + b"".join(PACKED), ALL, id="garbage before"),
        pytest.param(b"".join([*PACKED[:3], GARBAGE, *PACKED[3:]]), ALL, id="garbage between"),
        pytest.param(b"".join(PACKED) + GARBAGE, ALL, id="garbage behind"),
        pytest.param(b"", [], id="empty"),
        pytest.param(GARBAGE, [], id="garbage alone"),
    ],
)
def test_a_compressed_file_is_read_as_far_as_it_goes(tmp_path: Path, data: bytes, found: list[str]) -> None:
    assert sorted(read(tmp_path / "a.warc.gz", data)) == sorted(found)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"".join(PLAIN), ALL, id="whole"),
        pytest.param(b"".join(PLAIN)[:-300], [*without(6), "broken"], id="cut off"),
        pytest.param(b"".join([PLAIN[0], PLAIN[1][:-400], *PLAIN[2:]]), ["broken", *without(1)], id="a gap"),
        pytest.param(b"garbage\r\n" + b"".join(PLAIN), ALL, id="garbage before"),
        pytest.param(b"".join([PLAIN[0].replace(b"Content-Length", b"Content-Lost", 1), *PLAIN[1:]]),
                     ["broken", *without(0)], id="no length"),
        pytest.param(b"", [], id="empty"),
    ],
)  # fmt: skip
def test_an_uncompressed_file_is_read_as_far_as_it_goes(tmp_path: Path, data: bytes, found: list[str]) -> None:
    assert sorted(read(tmp_path / "a.warc", data, packed=False)) == sorted(found)


def test_offsets_are_those_of_the_file(tmp_path: Path) -> None:
    for data, packed in ((PACKED, True), (PLAIN, False)):
        path = tmp_path / "a.warc"
        path.write_bytes(b"".join(data))
        offsets = [at for at, _ in records(whole(path, packed=packed))]
        assert offsets == [sum(map(len, data[:number])) for number in range(len(data))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(cuts=st.sets(st.integers(1, sum(map(len, PACKED)) - 1), max_size=5))
def test_wherever_a_compressed_file_is_cut_into_parts_each_record_is_read_once(tmp_path: Path, cuts: set[int]) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(PACKED))
    ends = [0, *sorted(cuts), path.stat().st_size]
    parts = [replace(whole(path), start=start, end=end) for start, end in pairwise(ends)]
    assert [named(found) for part in parts for _, found in records(part)] == ALL


def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "LARGEST", 100_000)
    bomb = gzip.compress(b"WARC/1.0\r\nContent-Length: 9000000\r\n\r\n" + b"0" * 9_000_000)
    assert read(tmp_path / "a.warc.gz", PACKED[0] + bomb + PACKED[1]) == [ALL[0], "broken", ALL[1]]
