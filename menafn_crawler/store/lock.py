"""One run at a time per data directory.

The operating system holds the lock for as long as the process lives, so a killed run leaves none behind.
"""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path
from typing import BinaryIO, ClassVar

LOCK_FILE = "run.lock"


class DataDirectoryBusy(Exception):  # noqa: N818 - what it is, not what went wrong
    """Another run holds the data directory; the message names its process."""


class RunLock:
    """The lock of a data directory, held until it is released as often as it was acquired, or the process ends."""

    _held: ClassVar[dict[Path, tuple[BinaryIO, int]]] = {}
    """The locks of this process, and how often each was acquired: the command and the crawl both ask for it."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir.resolve() / LOCK_FILE

    def acquire(self) -> None:
        """Take the lock. Raises DataDirectoryBusy at once if another process has it, OSError if it cannot be had."""
        file, times = self._held.get(self._path, (None, 0))
        self._held[self._path] = (file or self._lock(), times + 1)

    def release(self) -> None:
        """Give the lock back; does nothing where it is not held."""
        file, times = self._held.pop(self._path, (None, 0))
        if file is not None and times > 1:
            self._held[self._path] = (file, times - 1)
        elif file is not None:
            file.close()

    def _lock(self) -> BinaryIO:
        file = os.fdopen(_open_without_following(self._path), "r+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(20).decode("ascii", "replace").strip() or "unknown"
            file.close()
            raise DataDirectoryBusy(f"another run (process {holder}) holds {self._path.parent}") from None
        file.truncate(0)
        file.seek(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        return file


def _open_without_following(path: Path) -> int:
    """Open the lock file, made if it is not there. Raises OSError for a symbolic link: what it leads to is not ours."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, f"{path.name} in it is a symbolic link, which is not followed") from None
        raise
