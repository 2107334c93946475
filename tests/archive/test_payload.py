"""Bodies as archives keep them: encoded as the headers say, or not."""

from __future__ import annotations

import gzip
import zlib

import pytest

from menafn_crawler.archive.payload import UnreadableBodyError, body_of

TEXT = b"<html>The ministers met in the capital on Wednesday.</html>" * 20
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
RAW_DEFLATED = RAW.compress(TEXT) + RAW.flush()
CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (TEXT[:500], TEXT[500:])) + b"0\r\n\r\n"
MOST = 1_000_000


def brotli(data: bytes) -> bytes:
    module = pytest.importorskip("brotli", reason="brotli is not installed: pip install brotli")
    return bytes(module.compress(data))


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
    ],
)
def test_the_body_is_what_a_browser_would_show(raw: bytes, transfer: str, content: str) -> None:
    assert body_of(raw, transfer, content, MOST) == TEXT


def test_brotli() -> None:
    assert body_of(brotli(TEXT), "", "br", MOST) == TEXT
    assert body_of(TEXT, "", "br", MOST) == TEXT


@pytest.mark.parametrize("content", ["gzip", "deflate", ""])
def test_a_body_that_unpacks_to_too_much_is_refused(content: str) -> None:
    zeros = b"0" * (MOST + 1)
    bomb = {"gzip": gzip.compress(zeros), "deflate": zlib.compress(zeros), "": zeros}[content]
    with pytest.raises(UnreadableBodyError, match="too large"):
        body_of(bomb, "", content, MOST)


def test_a_brotli_body_that_unpacks_to_too_much_is_refused() -> None:
    bomb = brotli(b"0" * 300_000_000)
    assert len(bomb) < 1_000
    with pytest.raises(UnreadableBodyError, match="too large"):
        body_of(bomb, "", "br", MOST)


def test_an_unknown_encoding_is_named() -> None:
    with pytest.raises(UnreadableBodyError, match="zstd"):
        body_of(TEXT, "", "zstd", MOST)


def test_the_beginning_of_a_body_that_is_cut_off_is_kept() -> None:
    text = bytes(range(256)) * 40
    cut = gzip.compress(text)[:-30]
    assert text.startswith(body_of(cut, "", "gzip", MOST)[:100])
