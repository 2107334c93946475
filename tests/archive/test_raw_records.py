"""The records of a file, whole or damaged."""

from __future__ import annotations

import gzip
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.archive import raw_records
from menafn_crawler.archive.raw_records import DAMAGED, Damaged, split_records
from tests.archive.samples import STORIES, story_record

PACKED = [story_record(story) for story in STORIES]
PLAIN = [story_record(story, packed=False) for story in STORIES]
GARBAGE = bytes(range(256)) * 8 + b"\x1f\x8b\x08 no member"


def read(data: bytes, *, packed: bool = True) -> list[str]:
    """Return what *data* holds: the numbers of stories, and damage."""
    return [named(found.content) for found in split_records(data, compressed=packed, last=True)]


def named(found: bytes | Damaged) -> str:
    return "broken" if isinstance(found, Damaged) else found.partition(b"menafn.com/")[2][:10].decode()


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
def test_a_compressed_file_is_read_as_far_as_it_goes(data: bytes, found: list[str]) -> None:
    assert sorted(read(data)) == sorted(found)


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
def test_an_uncompressed_file_is_read_as_far_as_it_goes(data: bytes, found: list[str]) -> None:
    assert sorted(read(data, packed=False)) == sorted(found)


@pytest.mark.parametrize("records", [PACKED, PLAIN], ids=["compressed", "uncompressed"])
def test_starts_are_those_in_the_data(records: list[bytes]) -> None:
    found = split_records(b"".join(records), compressed=records is PACKED, last=True)
    assert [one.start for one in found] == [sum(map(len, records[:number])) for number in range(len(records))]


@pytest.mark.parametrize("records", [PACKED, PLAIN], ids=["compressed", "uncompressed"])
@given(cut=st.integers(0, 5_000))
def test_an_incomplete_record_is_left_to_what_follows(records: list[bytes], cut: int) -> None:
    data = b"".join(records)
    cut = min(cut, len(data))
    found = list(split_records(data[: len(data) - cut], compressed=records is PACKED, last=False))
    assert all(one.content is not DAMAGED for one in found)
    read = found[-1].end if found else 0
    rest = list(split_records(data[read:], compressed=records is PACKED, last=True))
    assert [named(one.content) for one in found + rest] == ALL


@given(st.binary(max_size=3_000), st.booleans(), st.booleans())
def test_any_bytes_are_read(data: bytes, compressed: bool, last: bool) -> None:
    at = 0
    for found in split_records(data, compressed=compressed, last=last):
        assert at <= found.start <= found.end <= len(data)
        at = found.end


def test_a_record_that_is_too_large_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_records, "RECORD_BYTES", 100_000)
    bomb = gzip.compress(b"WARC/1.0\r\nContent-Length: 9000000\r\n\r\n" + b"0" * 9_000_000)
    assert read(PACKED[0] + bomb + PACKED[1]) == [ALL[0], "broken", ALL[1]]


@pytest.mark.parametrize(
    "length",
    ["9" * 5_000, "-1", "1e9", "\u0661\u0662", ""],
    ids=["5,000 digits", "negative", "float", "Arabic", "empty"],
)
@pytest.mark.parametrize("packed", [True, False], ids=["compressed", "uncompressed"])
def test_a_length_that_is_no_number_is_damage(length: str, packed: bool) -> None:
    bad = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".encode()
    records = PACKED if packed else PLAIN
    data = records[0] + (gzip.compress(bad) if packed else bad) + records[1]
    found = list(split_records(data, compressed=packed, last=True))
    if packed:
        members = [one.content for one in found if isinstance(one.content, bytes)]
        found = [one for member in members for one in split_records(member, compressed=False, last=True)]
    assert [named(one.content) for one in found] == [ALL[0], "broken", ALL[1]]


def overlapping_members(count: int) -> bytes:
    """Gzip members that each begin inside the one before, and are all damaged at their common end."""
    data = b""
    for _ in range(count):
        inner = b"WARC/1.0\r\n" + data
        stored = b"".join(
            struct.pack("<BHH", 0, len(part), len(part) ^ 0xFFFF) + part
            for part in (inner[at : at + 0xFFFF] for at in range(0, len(inner), 0xFFFF))
        )
        data = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + stored
    return data


HOSTILE = {
    "heads without an end": (b"WARC/1.0\r\nA:" * 70_000, False),
    "lengths that reach to the end": (b"WARC/1.0\r\nContent-Length: 900000\r\n\r\n" * 25_000, False),
    "magic bytes": (b"\x1f\x8b\x08" * 300_000, True),
    "members in members": (overlapping_members(600) * 20, True),
}


@pytest.mark.parametrize(("data", "packed"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_are_read_in_linear_time(data: bytes, packed: bool) -> None:
    assert len(read(data, packed=packed)) >= 1  # quadratic, they would take minutes
