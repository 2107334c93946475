"""The body of an archived answer: transfer and content encoding undone, never more than is asked for."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from functools import partial
from importlib import import_module
from io import BytesIO
from typing import Protocol

from warcio.bufferedreaders import ChunkedDataReader

from menafn_crawler.archive.deflate import RAW

_GZIP_OR_ZLIB = 47
"""Window of zlib for gzip and zlib alike, told by their heads."""
_BLOCK = 1 << 16


class UnreadableBodyError(ValueError):
    """The body cannot be had; the message says why."""


def body_of(raw: bytes, transfer_encoding: str, content_encoding: str, most: int) -> bytes:
    """The body in *raw*. Raises UnreadableBodyError for one of more than *most* bytes, and for an unknown encoding.

    Archives disagree whether an encoding that the headers name is still there, so a body that is not encoded as they
    say is taken as it is.
    """
    if "chunked" in transfer_encoding.lower():
        raw = ChunkedDataReader(BytesIO(raw)).read()
    for encoding in reversed([name.strip().lower() for name in content_encoding.split(",")]):
        if encoding in ("", "identity"):
            continue
        if encoding not in _DECODERS:
            raise UnreadableBodyError(f"content encoding {encoding}")
        raw = _DECODERS[encoding](raw, most)
    if len(raw) > most:
        raise UnreadableBodyError("too large")
    return raw


class _Decoder(Protocol):
    """What undoes the encoding of one member, or frame."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


def _undone(raw: bytes, most: int, new: Callable[[], _Decoder], damaged: type[Exception]) -> bytes | None:
    """What *raw* holds, also in several members one behind the other; None where not even one begins.

    What follows a damage is none of it. A block at a time: a decoder copies all that stands behind its member.
    """
    decoder, begun, parts, size = new(), False, list[bytes](), 0
    try:
        for at in range(0, len(raw), _BLOCK):
            left = raw[at : at + _BLOCK]
            while left:
                parts.append(decoder.decompress(left, most + 1 - size))
                size += len(parts[-1])
                if size > most:
                    raise UnreadableBodyError("too large")
                begun = begun or decoder.eof or size > 0
                left = decoder.unused_data
                if decoder.eof:
                    decoder = new()
    except damaged:
        if not begun:
            return None
    return b"".join(parts)


def _inflated(raw: bytes, most: int) -> bytes:
    for window in (_GZIP_OR_ZLIB, RAW):
        undone = _undone(raw, most, partial(zlib.decompressobj, window), zlib.error)
        if undone is not None:
            return undone
    return raw


def _unpacked_by_zstd(raw: bytes, most: int) -> bytes:
    try:
        zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError:
        raise UnreadableBodyError("content encoding zstd, which needs backports.zstd") from None
    undone = _undone(raw, most, zstd.ZstdDecompressor, zstd.ZstdError)
    return raw if undone is None else undone


def _unbrotlied(raw: bytes, most: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise UnreadableBodyError("content encoding br, which needs brotli") from None
    decoder, parts, size = brotli.Decompressor(), [], 0
    try:
        parts.append(decoder.process(raw, output_buffer_limit=most + 1))
        while (size := size + len(parts[-1])) <= most and not decoder.is_finished() and parts[-1]:
            parts.append(decoder.process(b"", output_buffer_limit=most + 1 - size))
    except brotli.error:
        return b"".join(parts) if parts else raw
    if size > most:
        raise UnreadableBodyError("too large")
    return b"".join(parts)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unpacked_by_zstd,
}
