"""Digests in the heads of records."""

from __future__ import annotations

import base64
import hashlib

import pytest

from menafn_crawler.archive.digests import digest_holds
from tests.archive.samples import story_record

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
PAGE = b"<html>text</html>"
SHA1, SHA256 = hashlib.sha1(PAGE).digest(), hashlib.sha256(HTTP + PAGE).digest()


def with_head(line: str, block: bytes = HTTP + PAGE) -> bytes:
    return f"WARC/1.0\r\n{line}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block


@pytest.mark.parametrize(
    "line",
    [
        f"WARC-Block-Digest: sha256:{SHA256.hex()}",
        f"warc-block-digest: SHA-256:{base64.b32encode(SHA256).decode().rstrip('=')}",
        f"WARC-Payload-Digest: sha1:{base64.b32encode(SHA1).decode()}",
        f"WARC-Payload-Digest: sha1:{SHA1.hex()}",
    ],
)
def test_a_digest_tells_what_is_garbled(line: str) -> None:
    assert digest_holds(with_head(line))
    assert not digest_holds(with_head(line, HTTP + PAGE.replace(b"text", b"next")))


@pytest.mark.parametrize("line", ["X: y", "WARC-Block-Digest: sha1:110", "WARC-Block-Digest: blake3:abc"])
def test_without_a_digest_nobody_can_tell(line: str) -> None:
    assert digest_holds(with_head(line))


def test_the_digests_of_warcio_hold() -> None:
    assert digest_holds(story_record(packed=False).removesuffix(b"\r\n\r\n"))
