"""The body of an archived answer: transfer and content encoding undone, never more than is asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

from warcio.bufferedreaders import ChunkedDataReader

_GZIP = 47
"""Window of zlib for gzip and zlib alike, told by their heads."""
_RAW = -15


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


def _inflated(raw: bytes, most: int) -> bytes:
    for window in (_GZIP, _RAW):
        parts, left = [], raw
        try:
            while left:  # a body may be several members one behind the other
                inflater = zlib.decompressobj(window)
                parts.append(inflater.decompress(left, most + 1))
                if sum(map(len, parts)) > most:
                    raise UnreadableBodyError("too large")
                left = inflater.unused_data
        except zlib.error:
            if parts:
                break  # what follows the body is none of it
            continue
        return b"".join(parts)
    return b"".join(parts) if parts else raw


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
}
