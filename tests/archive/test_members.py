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


def beheaded(number: int, *, by: int = 0, flipped: int | None = None) -> bytes:
    """A file one of whose members lacks its first bytes, or has a bit of one of them flipped."""
    one = bytearray(PACKED[number])
    if flipped is not None:
        one[flipped] ^= 0x40
    return b"".join([*PACKED[:number], one[by:], *PACKED[number + 1 :]])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"".join(PACKED), ALL, id="whole"),
        pytest.param(b"".join([*PACKED[:2], damaged(PACKED[2]), *PACKED[3:]]), [*without(2), "broken"], id="damaged"),
        pytest.param(b"".join([*PACKED[:2], *map(damaged, PACKED[2:4]), *PACKED[4:]]), [*without(2, 3), "broken"],
                     id="two damaged"),
        pytest.param(beheaded(3, flipped=0), [*without(3), "broken"], id="a bit of the first byte"),
        pytest.param(beheaded(3, flipped=2), [*without(3), "broken"], id="a bit of the third byte"),
        pytest.param(beheaded(3, by=10), [*without(3), "broken"], id="a head is gone"),
        pytest.param(beheaded(0, by=100), [*without(0), "broken"], id="the front is cut off"),
        pytest.param(b"".join([*PACKED[:3], bytes(len(PACKED[3])), *PACKED[4:]]), [*without(3), "broken"], id="zeroed"),
        pytest.param(b"".join(PACKED)[:-30], [*without(6), "broken"], id="cut off"),
        pytest.param(b"".join(PACKED[:6]) + PACKED[6][:2], [*without(6), "broken"], id="cut off in a head"),
        pytest.param(GARBAGE + b"".join(PACKED), ["broken", *ALL], id="garbage before"),
        pytest.param(b"".join([*PACKED[:3], GARBAGE, *PACKED[3:]]), ["broken", *ALL], id="garbage between"),
        pytest.param(b"".join(PACKED) + GARBAGE, [*ALL, "broken"], id="garbage behind"),
        pytest.param(b"".join(PACKED) + bytes(3_000_000), ALL, id="padded with zeros"),
        pytest.param(b"".join(PACKED) + b"\r\n\r\n", ALL, id="padded with line ends"),
        pytest.param(b"".join(PACKED)[:-30] + bytes(500), [*without(6), "broken"], id="cut off and padded"),
        pytest.param(b"", [], id="empty"),
        pytest.param(GARBAGE, ["broken"], id="garbage alone"),
    ],
)  # fmt: skip
def test_a_compressed_file_is_read_as_far_as_it_goes(tmp_path: Path, data: bytes, found: list[str]) -> None:
    assert sorted(read(tmp_path / "a.warc.gz", data)) == sorted(found)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"".join(PLAIN), ALL, id="whole"),
        pytest.param(b"".join(PLAIN)[:-300], [*without(6), "broken"], id="cut off"),
        pytest.param(b"".join([PLAIN[0], PLAIN[1][:-400], *PLAIN[2:]]), ["broken", *without(1)], id="a gap"),
        pytest.param(b"garbage\r\n" + b"".join(PLAIN), ["broken", *ALL], id="garbage before"),
        pytest.param(b"".join([*PLAIN[:3], b"garbage" * 99, *PLAIN[3:]]), ["broken", *ALL], id="garbage between"),
        pytest.param(b"".join([*PLAIN, b"garbage"]), ["broken", *ALL], id="garbage behind"),
        pytest.param(b"".join([*PLAIN[:3], b"X" + PLAIN[3][1:], *PLAIN[4:]]), ["broken", *without(3)],
                     id="a spoiled beginning"),
        pytest.param(b"".join([b"X" + PLAIN[0][1:], *PLAIN[1:]]), ["broken", *without(0)], id="a spoiled front"),
        pytest.param(b"".join([*PLAIN[:6], b"X" + PLAIN[6][1:]]), ["broken", *without(6)], id="a spoiled end"),
        pytest.param(b"".join([PLAIN[0].replace(b"Content-Length", b"Content-Lost", 1), *PLAIN[1:]]),
                     ["broken", *without(0)], id="no length"),
        pytest.param(b"".join(PLAIN) + bytes(3_000_000), ALL, id="padded with zeros"),
        pytest.param(b"".join(PLAIN) + b"\r\n\n\n", ALL, id="padded with line ends"),
        pytest.param(b"\r\n".join(PLAIN), ALL, id="more line ends than the standard has"),
        pytest.param(b"garbage", ["broken"], id="garbage alone"),
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


HARM = st.lists(
    st.tuples(
        st.integers(0, sum(map(len, PACKED))),
        st.integers(0, 6_000),
        st.sampled_from([b"", bytes(700), GARBAGE, b"\x1f\x8b\x08", PACKED[0][:900], gzip.compress(b"no record")]),
    ),
    max_size=4,
)
"""Where something is put in the place of how many bytes."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(harm=HARM, cuts=st.sets(st.integers(1, sum(map(len, PACKED))), max_size=12), front=st.integers(0, 40))
def test_however_a_damaged_file_is_cut_into_parts_they_say_what_the_whole_says(
    tmp_path: Path, harm: list[tuple[int, int, bytes]], cuts: set[int], front: int
) -> None:
    data = b"".join(PACKED)
    for at, size, put in harm:
        data = data[:at] + put + data[at + size :]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(PACKED[0][:front] + data + PACKED[1])  # as in a zip file: what stands around is not the archive's
    within = front, front + len(data)
    all_of_it = replace(whole(path), start=within[0], end=within[1], within=within)
    ends = [front, *sorted(front + cut for cut in cuts if cut < len(data)), front + len(data)]
    parts = [replace(all_of_it, start=start, end=end) for start, end in pairwise(ends)]
    assert [found for part in parts for found in records(part)] == list(records(all_of_it))


def test_a_part_that_begins_far_within_a_damage_says_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "LARGEST", 100_000)
    monkeypatch.setattr(members, "_SEARCHED", 10_000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(PACKED[0] + b"x" * 500_000 + PACKED[1])
    parts = [replace(whole(path), start=at, end=at + 50_000) for at in range(0, path.stat().st_size, 50_000)]
    assert [named(found) for part in parts for _, found in records(part)] == [ALL[0], "broken", ALL[1]]


def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "LARGEST", 100_000)
    bomb = gzip.compress(b"WARC/1.0\r\nContent-Length: 9000000\r\n\r\n" + b"0" * 9_000_000)
    assert read(tmp_path / "a.warc.gz", PACKED[0] + bomb + PACKED[1]) == [ALL[0], "broken", ALL[1]]
