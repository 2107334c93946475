"""Gzip by Intel's ISA-L where ``isal`` is installed, by zlib elsewhere; either reads what the other wrote.

By hand since warcio compresses with zlib's level 9, which takes longer than the rest of a crawl spends on a page.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from isal.isal_zlib import Decompress

try:
    from isal import isal_zlib as _library
except ImportError:
    _library = cast(Any, zlib)

DamagedGzip = cast(type[Exception], _library.error)
"""Raised for bytes that are not a gzip member."""
MAGIC = b"\x1f\x8b\x08"
GZIP_WINDOW = 31
_LEVEL = 1


def compress(data: bytes | memoryview) -> bytes:
    """Return *data* as one gzip member."""
    compressor = _library.compressobj(_LEVEL, zlib.DEFLATED, GZIP_WINDOW)
    return compressor.compress(data) + compressor.flush()


def decompressor() -> Decompress:
    """Return a decompressor of one gzip member, with the interface of ``zlib.decompressobj``."""
    return _library.decompressobj(GZIP_WINDOW)
