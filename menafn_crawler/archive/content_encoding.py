"""Undo the transfer and content encoding of an archived body, up to a maximum size.

By hand since warcio's decoders have no maximum: a few hundred bytes would fill the memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Protocol

from warcio.bufferedreaders import ChunkedDataReader

from menafn_crawler.archive.zstd import zstd_module
from menafn_crawler.bounds import ENCODING_LAYERS

_GZIP_OR_ZLIB, _RAW_DEFLATE = 47, -15
_BLOCK = 1 << 16
_UNSUPPORTED = frozenset("compress x-compress exi pack200-gzip aes128gcm dcb dcz".split())
"""Registered encodings that are not decoded. Other unknown names, such as ``utf-8`` and ``none``, encode nothing."""


class UnreadableBodyError(ValueError):
    """The body cannot be decoded; the message says why."""


def decode_body(raw: bytes, transfer_encoding: str, content_encoding: str, max_bytes: int) -> bytes:
    """Return the decoded body. Raises UnreadableBodyError if it is longer than *max_bytes* or encoded too often.

    Archives disagree whether an encoding named in the headers is still applied, so a body that is not encoded as they
    say is returned as it is.
    """
    if "chunked" in transfer_encoding.lower():
        raw = ChunkedDataReader(BytesIO(raw)).read()
    names = [name.strip().lower() for name in content_encoding.split(",")]
    layers = [name for name in names if name in _DECODERS or name in _UNSUPPORTED]
    if len(layers) > ENCODING_LAYERS:
        raise UnreadableBodyError(f"{len(layers)} content encodings")
    for name in reversed(layers):
        if name in _UNSUPPORTED:
            raise UnreadableBodyError(f"content encoding {name}")
        raw = _DECODERS[name](raw, max_bytes)
    if len(raw) > max_bytes:
        raise UnreadableBodyError("too large")
    return raw


class _Decoder(Protocol):
    """Decoder of one member or frame."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


def _decode_members(
    raw: bytes, max_bytes: int, new_decoder: Callable[[], _Decoder], damaged: type[Exception]
) -> bytes | None:
    """Return what the members in *raw* hold, up to the first damage; None if not even one begins.

    A block at a time: a decoder copies all that follows its member.
    """
    decoder, begun, parts, size = new_decoder(), False, list[bytes](), 0
    try:
        for at in range(0, len(raw), _BLOCK):
            left = raw[at : at + _BLOCK]
            while left:
                parts.append(decoder.decompress(left, max_bytes + 1 - size))
                size += len(parts[-1])
                if size > max_bytes:
                    raise UnreadableBodyError("too large")
                begun = begun or decoder.eof or size > 0
                left = decoder.unused_data
                if decoder.eof:
                    decoder = new_decoder()
    except damaged:
        if not begun:
            return None
    return b"".join(parts)


def _decode_zlib(raw: bytes, max_bytes: int) -> bytes:
    for window in (_GZIP_OR_ZLIB, _RAW_DEFLATE):
        decoded = _decode_members(raw, max_bytes, partial(zlib.decompressobj, window), zlib.error)
        if decoded is not None:
            return decoded
    return raw


def _decode_zstd(raw: bytes, max_bytes: int) -> bytes:
    zstd = zstd_module()
    if zstd is None:
        raise UnreadableBodyError("content encoding zstd, which needs backports.zstd")
    decoded = _decode_members(raw, max_bytes, zstd.ZstdDecompressor, zstd.ZstdError)
    return raw if decoded is None else decoded


def _decode_brotli(raw: bytes, max_bytes: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise UnreadableBodyError("content encoding br, which needs brotli") from None
    decoder, parts, size = brotli.Decompressor(), [], 0
    try:
        parts.append(decoder.process(raw, output_buffer_limit=max_bytes + 1))
        while (size := size + len(parts[-1])) <= max_bytes and not decoder.is_finished() and parts[-1]:
            parts.append(decoder.process(b"", output_buffer_limit=max_bytes + 1 - size))
    except brotli.error:
        return b"".join(parts) if parts else raw
    if size > max_bytes:
        raise UnreadableBodyError("too large")
    return b"".join(parts)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _decode_zlib,
    "x-gzip": _decode_zlib,
    "deflate": _decode_zlib,
    "br": _decode_brotli,
    "zstd": _decode_zstd,
}
