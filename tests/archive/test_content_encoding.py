"""Bodies as archives keep them: encoded as the headers say, or not."""

from __future__ import annotations

import gzip
import random
import sys
import time
import zlib
from importlib import import_module

import pytest

from menafn_crawler.archive.content_encoding import UnreadableBodyError, decode_body

TEXT = b"<html>The ministers met in the capital on Wednesday.</html>" * 20
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
RAW_DEFLATED = RAW.compress(TEXT) + RAW.flush()
CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (TEXT[:500], TEXT[500:])) + b"0\r\n\r\n"
MOST = 1_000_000


def brotli(data: bytes) -> bytes:
    module = pytest.importorskip("brotli", reason="brotli is not installed: pip install brotli")
    return bytes(module.compress(data))


def zstd(data: bytes) -> bytes:
    module = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    return bytes(module.compress(data))


SKIPPABLE = b"\x50\x2a\x4d\x18\x04\x00\x00\x00note"


@pytest.mark.parametrize(
    ("raw", "transfer", "content"),
    [
        pytest.param(TEXT, "", "", id="plain"),
        pytest.param(gzip.compress(TEXT), "", "gzip", id="gzip"),
        pytest.param(gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:]), "", "gzip", id="two members"),
        pytest.param(gzip.compress(TEXT) + b"\x00\x00", "", "gzip", id="padded"),
        pytest.param(zlib.compress(TEXT), "", "deflate", id="deflate"),
        pytest.param(RAW_DEFLATED, "", "deflate", id="deflate without a head"),
        pytest.param(CHUNKED, "chunked", "", id="chunked"),
        pytest.param(TEXT, "chunked", "", id="said to be chunked"),
        pytest.param(TEXT, "", "gzip", id="said to be gzip"),
        pytest.param(TEXT, "", "identity", id="identity"),
        pytest.param(gzip.compress(zlib.compress(TEXT)), "", "deflate, gzip", id="twice"),
        pytest.param(TEXT, "", "utf-8", id="a charset in its place"),
        pytest.param(TEXT, "", "none", id="none"),
        pytest.param(gzip.compress(TEXT), "", "gzip, utf-8, ,identity", id="gzip and names that encode nothing"),
    ],
)
def test_the_body_is_what_a_browser_would_show(raw: bytes, transfer: str, content: str) -> None:
    assert decode_body(raw, transfer, content, MOST) == TEXT


def test_brotli() -> None:
    assert decode_body(brotli(TEXT), "", "br", MOST) == TEXT
    assert decode_body(TEXT, "", "br", MOST) == TEXT


@pytest.mark.parametrize("content", ["gzip", "deflate", ""])
def test_a_body_that_unpacks_to_too_much_is_refused(content: str) -> None:
    zeros = b"0" * (MOST + 1)
    bomb = {"gzip": gzip.compress(zeros), "deflate": zlib.compress(zeros), "": zeros}[content]
    with pytest.raises(UnreadableBodyError, match="too large"):
        decode_body(bomb, "", content, MOST)


@pytest.mark.slow
def test_a_brotli_body_that_unpacks_to_too_much_is_refused() -> None:
    bomb = brotli(b"0" * 300_000_000)
    assert len(bomb) < 1_000
    with pytest.raises(UnreadableBodyError, match="too large"):
        decode_body(bomb, "", "br", MOST)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(zstd(TEXT), id="a frame"),
        pytest.param(zstd(TEXT[:99]) + zstd(b"") + zstd(TEXT[99:]), id="frames"),
        pytest.param(SKIPPABLE + zstd(TEXT), id="behind a frame that says nothing"),
        pytest.param(zstd(TEXT) + b"\x00\x00", id="padded"),
        pytest.param(TEXT, id="said to be zstd"),
    ],
)
def test_zstd(raw: bytes) -> None:
    assert decode_body(raw, "", "zstd", MOST) == TEXT


def test_the_beginning_of_a_zstd_body_that_is_cut_off_is_kept() -> None:
    text = random.Random(1).randbytes(400_000)
    kept = decode_body(zstd(text)[:-50], "", "zstd", MOST)
    assert len(kept) > 100_000
    assert text.startswith(kept)


@pytest.mark.parametrize("frames", [1, 3_000])
def test_a_zstd_body_that_unpacks_to_too_much_is_refused(frames: int) -> None:
    bomb = zstd(b"0" * (300_000_000 // frames)) * frames
    with pytest.raises(UnreadableBodyError, match="too large"):
        decode_body(bomb, "", "zstd", MOST)


def test_a_zstd_decode_body_just_the_size_is_read() -> None:
    assert len(decode_body(zstd(b"0" * MOST) + zstd(b""), "", "zstd", MOST)) == MOST


def test_without_the_module_for_zstd_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("backports.zstd", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UnreadableBodyError, match=r"needs backports\.zstd"):
        decode_body(TEXT, "", "zstd", MOST)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "nothing"), [("gzip", gzip.compress(b"")), ("zstd", zstd(b""))], ids=["gzip", "zstd"]
)
def test_a_decode_body_very_many_members_is_read_in_time_that_grows_with_its_length(
    content: str, nothing: bytes
) -> None:
    begun = time.process_time()
    assert decode_body(nothing * (4_000_000 // len(nothing)), "", content, MOST) == b""
    assert time.process_time() - begun < 15  # where each copied the rest, minutes


def test_the_beginning_of_a_body_that_is_damaged_is_kept() -> None:
    text = random.Random(1).randbytes(400_000)
    data = bytearray(zlib.compress(text))
    data[-1] ^= 1
    kept = decode_body(bytes(data), "", "deflate", MOST)
    assert len(kept) > 300_000
    assert text.startswith(kept)


@pytest.mark.parametrize("live", [True, False], ids=["applied", "only named"])
@pytest.mark.parametrize("layers", [4, 4_000])
def test_more_than_three_layers_are_refused_before_any_is_decoded(layers: int, live: bool) -> None:
    body = TEXT
    for _ in range(layers if live and layers < 10 else 0):
        body = gzip.compress(body)
    with pytest.raises(UnreadableBodyError, match=f"{layers} content encodings"):
        decode_body(body, "", ",".join(["gzip"] * layers), MOST)


def test_an_unknown_encoding_is_named() -> None:
    with pytest.raises(UnreadableBodyError, match="compress"):
        decode_body(TEXT, "", "compress", MOST)


def test_the_beginning_of_a_body_that_is_cut_off_is_kept() -> None:
    text = bytes(range(256)) * 40
    cut = gzip.compress(text)[:-30]
    assert text.startswith(decode_body(cut, "", "gzip", MOST)[:100])
