"""The hash and the size of a file, taken while it is written: reading it again would cost as much as writing it."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Digest(io.RawIOBase):
    """Passes what is written on to *file*, and counts and hashes it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.bytes = 0

    @property
    def sha256(self) -> str:
        """Of what was written so far, in hexadecimal digits."""
        return self._hash.hexdigest()

    def writable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Bytes written."""
        return self.bytes

    def write(self, data: ReadableBuffer) -> int:
        """Write all of *data*."""
        part = memoryview(data)
        self._file.write(part)
        self._hash.update(part)
        self.bytes += part.nbytes
        return part.nbytes
