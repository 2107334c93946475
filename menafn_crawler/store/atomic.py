"""Write a file or directory beside its destination, then replace the destination in one step."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

_FILE_MODE = 0o666
_DIRECTORY_MODE = 0o777
_RANDOM = "[a-z0-9_]+"
"""The random part of a name, as this version and the ones before it write it."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)
"""Errors of a kernel or file system that cannot exchange two directories."""


class Staged(Protocol):
    """A complete file or directory that is not yet at its destination."""

    path: Path
    """The destination."""

    def commit(self) -> None:
        """Replace the destination. Raises OSError; the staged copy is removed then."""

    def discard(self) -> None:
        """Remove the staged copy; does nothing after a commit."""


class _StagedPart:
    """What is written beside its destination; locked while this process lives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = _part_name(path)
        self._lock: int | None = None

    def create(self) -> Path:
        """Make the part, empty and locked; return its path. A signal in between leaves nothing: the name is known."""
        while True:
            self._make()
            self._lock = _lock(self._part)
            if self._lock is not None:
                return self._part
            self._part = _part_name(self.path)  # another process took it for abandoned before it was locked

    def _make(self) -> None:
        raise NotImplementedError

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
        self._lock = None


class StagedFile(_StagedPart):
    """A file written beside its destination."""

    def _make(self) -> None:
        os.close(os.open(self._part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def commit(self) -> None:
        """Rename the part to the destination."""
        try:
            os.replace(self._part, self.path)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove the part, if it is still there, and release its lock."""
        with suppress(FileNotFoundError):
            os.unlink(self._part)
        self._release()


class StagedDirectory(_StagedPart):
    """A directory filled beside its destination."""

    def _make(self) -> None:
        os.mkdir(self._part, 0o700)

    def commit(self) -> None:
        """Exchange the part with the destination, then remove what was there."""
        try:
            _exchange(self._part, self.path)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove the part: the new directory, or the old one after a commit."""
        shutil.rmtree(self._part, ignore_errors=True)
        self._release()


@contextmanager
def stage_file(path: Path) -> Iterator[tuple[BinaryIO, StagedFile]]:
    """Open a new file beside *path*. It is on disk when the block ends, and removed when the block raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned_parts(path)
    staged = StagedFile(path)
    try:
        part = staged.create()
        with part.open("wb") as file:
            yield file, staged
            file.flush()
            os.fsync(file.fileno())  # a rename may reach the disk before the data does
        os.chmod(part, _FILE_MODE & ~_umask())
    except BaseException:  # also a signal: no part is left
        staged.discard()
        raise


@contextmanager
def stage_directory(path: Path) -> Iterator[tuple[Path, StagedDirectory]]:
    """Make a new directory beside *path*. It is complete when the block ends, and removed when the block raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned_parts(path)
    staged = StagedDirectory(path)
    try:
        part = staged.create()
        yield part, staged
        os.chmod(part, _DIRECTORY_MODE & ~_umask())
    except BaseException:  # also a signal: no part is left
        staged.discard()
        raise


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Open a file that replaces *path* when the block ends, and is removed when the block raises."""
    with stage_file(path) as (file, staged):
        yield file
    staged.commit()


def remove_abandoned_parts(path: Path) -> None:
    """Remove what killed processes left beside *path*. A part that a living process holds is locked, and stays."""
    part_of_path = re.compile(rf"\.{re.escape(path.name)}\.{_RANDOM}\.part")
    with suppress(OSError):  # the directory is missing, or not ours to clean
        for part in path.parent.iterdir():
            if part_of_path.fullmatch(part.name) and (lock := _lock(part)) is not None:
                shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
                os.close(lock)


def _part_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")


def _lock(part: Path) -> int | None:
    """Lock *part* for as long as this process lives. None if another process holds it or has removed it."""
    try:
        handle = os.open(part, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), part.stat()):
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(handle)
    return None


def _exchange(new: Path, old: Path) -> None:
    """Put *new* at *old*, and what was at *old* at *new*. Raises OSError, and nothing has moved then.

    One step on Linux; elsewhere two, and the first is undone if the second fails.
    """
    if not old.exists():
        os.rename(new, old)
    elif not _exchange_in_one_step(new, old):
        _exchange_in_two_steps(new, old)


def _exchange_in_one_step(new: Path, old: Path) -> bool:
    """Call renameat2. False where the system has no such call."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(old))


def _exchange_in_two_steps(new: Path, old: Path) -> None:
    away = new.with_suffix(".old")
    os.rename(old, away)
    try:
        os.rename(new, old)
    except OSError:
        os.rename(away, old)
        raise
    os.rename(away, new)


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
