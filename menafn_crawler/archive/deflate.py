"""Gzip members, packed and unpacked by Intel's ISA-L where ``isal`` is installed, by zlib elsewhere.

Either reads what the other wrote. ISA-L packs a page in a quarter of the time, unpacks it in half, and its files are
no larger.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from isal.isal_zlib import Decompress

try:
    from isal import isal_zlib as _deflate
except ImportError:
    _deflate = cast(Any, zlib)

DAMAGED = cast(type[Exception], _deflate.error)
"""What is raised for bytes that are no gzip member."""
_LEVEL = 1
"""The fastest that shrinks pages well; zlib's usual one takes twice its time for files a sixth smaller."""
GZIP, RAW = 31, -15
"""Windows of zlib: a gzip member, and deflated bytes without any head."""


def packed(data: bytes | memoryview) -> bytes:
    """*data* as a gzip member."""
    compressor = _deflate.compressobj(_LEVEL, zlib.DEFLATED, GZIP)
    return compressor.compress(data) + compressor.flush()


def unpacking() -> Decompress:
    """What unpacks one gzip member, with the attributes and methods of ``zlib.decompressobj``; raises ``DAMAGED``."""
    return _deflate.decompressobj(GZIP)
