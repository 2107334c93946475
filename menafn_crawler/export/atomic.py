"""A file that is either the old one or the new one, whatever happens in between."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from menafn_crawler.export.exchange import exchange

_ORDINARY = 0o666
_ORDINARY_DIRECTORY = 0o777
_BUFFER = 1 << 20


class Aside(Protocol):
    """Something that was written aside, whole and on the disk."""

    path: Path
    """The place it is meant for."""

    def publish(self) -> None:
        """Put it in its place, in the stead of what is there. Raises OSError, and is gone then."""

    def drop(self) -> None:
        """Remove it, unless it is in its place already."""


class FileAside:
    """A new file beside the old one."""

    def __init__(self, path: Path, written: Path) -> None:
        self.path = path
        self._written = written

    def publish(self) -> None:
        """Take the place of the old one, in one step."""
        try:
            os.replace(self._written, self.path)
        except OSError:
            self.drop()
            raise

    def drop(self) -> None:
        """Remove the new file."""
        with suppress(FileNotFoundError):
            os.unlink(self._written)


class DirectoryAside:
    """A new directory beside the old one, which is removed when the new one has taken its place."""

    def __init__(self, path: Path, written: Path) -> None:
        self.path = path
        self._written = written

    def publish(self) -> None:
        """Take the place of the old one, in one step where the system has one."""
        try:
            exchange(self._written, self.path)
        finally:
            self.drop()

    def drop(self) -> None:
        """Remove what is aside: the new directory, or the old one after they changed places."""
        shutil.rmtree(self._written, ignore_errors=True)


@contextmanager
def file_aside(path: Path) -> Iterator[tuple[BinaryIO, FileAside]]:
    """A new file to write to, which is complete when the block ends and vanishes when it raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    aside = FileAside(path, Path(name))
    try:
        with os.fdopen(handle, "wb", buffering=_BUFFER) as file:
            yield file, aside
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _ORDINARY & ~_umask())
    except BaseException:
        aside.drop()
        raise


@contextmanager
def directory_aside(path: Path) -> Iterator[tuple[Path, DirectoryAside]]:
    """A new directory to fill, which is complete when the block ends and vanishes when it raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    aside = DirectoryAside(path, Path(name))
    try:
        yield Path(name), aside
        os.chmod(name, _ORDINARY_DIRECTORY & ~_umask())
    except BaseException:
        aside.drop()
        raise


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write to a new file that takes the place of *path* when the block ends, and vanishes when it raises."""
    with file_aside(path) as (file, aside):
        yield file
    aside.publish()


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
