"""One run at a time per data directory.

The operating system holds the lock for as long as the process lives, so a killed run leaves none behind.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

LOCK_FILE = "run.lock"


class DataDirectoryBusy(Exception):  # noqa: N818 - what it is, not what went wrong
    """Another run holds the data directory; the message names its process."""


class RunLock:
    """The lock of a data directory, held until ``release`` or the end of the process."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / LOCK_FILE
        self._file: BinaryIO | None = None

    def acquire(self) -> None:
        """Take the lock. Raises DataDirectoryBusy at once if another process has it."""
        file = self._path.open("a+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(20).decode("ascii", "replace").strip() or "unknown"
            file.close()
            raise DataDirectoryBusy(f"another run (process {holder}) holds {self._path.parent}") from None
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        self._file = file

    def release(self) -> None:
        """Give the lock back; does nothing where it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None
