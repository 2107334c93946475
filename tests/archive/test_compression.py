"""Gzip members by ISA-L and by zlib: each reads what the other wrote, and refuses what the other refuses."""

from __future__ import annotations

import importlib
import sys
import zlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.archive import compression

PAGE = b"".join(
    b"<p>On day %d the ministry said that trade had grown by %d percent.</p>\n" % (n, n * n) for n in range(60)
)
MEMBER = compression.compress(PAGE)
FLAGS = 3
"""Before it in a member nothing is left open; of its own bits ISA-L lets pass those that nobody uses."""


@pytest.fixture
def without_isal(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "isal", None)
        yield importlib.reload(compression)
    importlib.reload(compression)


def unpacked(member: Any, data: bytes) -> bytes | None:
    """What a whole member in *data* holds; None where there is none."""
    try:
        found: bytes = member.decompress(data)
    except (zlib.error, compression.DamagedGzip):
        return None
    return found if member.eof else None


def test_isal_is_used_where_it_is_installed() -> None:
    assert compression.decompressor().__class__.__module__.startswith("isal")


def test_zlib_does_it_where_isal_is_not_installed(without_isal: ModuleType) -> None:
    assert without_isal.DamagedGzip is zlib.error
    assert zlib.decompress(without_isal.compress(PAGE), 31) == PAGE


@given(st.binary(max_size=5_000))
def test_zlib_reads_what_is_packed(data: bytes) -> None:
    assert zlib.decompress(compression.compress(data), 31) == data


@given(st.binary(max_size=5_000), st.integers(0, 9))
def test_what_zlib_packed_is_read(data: bytes, level: int) -> None:
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    assert unpacked(compression.decompressor(), packer.compress(data) + packer.flush()) == data


@given(st.integers(0, len(MEMBER) - 1).filter(lambda at: at != FLAGS), st.integers(1, 255))
def test_a_changed_byte_is_noticed_as_zlib_notices_it(at: int, change: int) -> None:
    data = MEMBER[:at] + bytes([MEMBER[at] ^ change]) + MEMBER[at + 1 :]
    assert unpacked(compression.decompressor(), data) == unpacked(zlib.decompressobj(31), data)


@given(st.integers(0, len(MEMBER) - 1))
def test_a_member_cut_off_is_none(length: int) -> None:
    assert unpacked(compression.decompressor(), MEMBER[:length]) is None


def test_no_more_than_asked_for_is_unpacked() -> None:
    assert compression.decompressor().decompress(MEMBER, 100) == PAGE[:100]


def test_what_stands_behind_a_member_is_left() -> None:
    member = compression.decompressor()
    member.decompress(MEMBER + b"behind")
    assert member.unused_data == b"behind"
