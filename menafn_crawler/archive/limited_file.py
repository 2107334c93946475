"""Read a file up to a limit of decompressed bytes, or up to its damage."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, cast

from menafn_crawler.archive.zstd import zstd_module

_BLOCK = 1 << 20
SMALL_BLOCK = 1 << 12
"""Bytes decompressed in one step: damage loses what was decompressed in the same step."""


class ReadLimits:
    """How far the streams of one file are read: together up to so many bytes, each up to its damage."""

    def __init__(self, max_bytes: int) -> None:
        self._max, self._left = max_bytes, max_bytes
        self.reached: str | None = None
        """Why a stream was not read to its end."""

    def spend(self, size: int) -> bool:
        """Return True if *size* more bytes may be read."""
        self._left -= size
        if self._left < 0:
            self.reached = f"expands to over {self._max:,} bytes; it is read up to there"
        return self._left >= 0

    def damaged(self) -> None:
        """Note that the stream is damaged here."""
        self.reached = "is damaged; it is read up to there"


class LimitedFile(io.RawIOBase):
    """A file that ends at its limits."""

    def __init__(self, file: IO[bytes], limits: ReadLimits) -> None:
        self._file, self._limits = cast(io.BufferedIOBase, file), limits

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Set the position, for reading the beginning twice."""
        return self._file.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        """Read into *buffer*; 0 at the end, at a limit and at damage. Raises OSError of the disk."""
        try:
            data = self._file.read1(len(buffer))  # ``read`` would lose what it has when it meets damage
        except (EOFError, zlib.error, zipfile.BadZipFile, OSError, _zstd_error()) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            self._limits.damaged()
            return 0
        if not self._limits.spend(len(data)):
            return 0
        buffer[: len(data)] = data
        return len(data)


def limited(file: IO[bytes], limits: ReadLimits) -> IO[bytes]:
    """Return *file*, which ends at its *limits*."""
    return cast(IO[bytes], io.BufferedReader(LimitedFile(file, limits), SMALL_BLOCK))


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of *file*, up to 1 MB at a time."""
    while block := cast(io.BufferedIOBase, file).read1(_BLOCK):
        yield block


def _zstd_error() -> type[Exception]:
    return cast(type[Exception], getattr(zstd_module(), "ZstdError", zlib.error))
