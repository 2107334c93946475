"""New files of a directory take their places together, and with them what describes the directory."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from menafn_crawler.export.guide import GUIDE, MARK, guide
from menafn_crawler.export.package import PACKAGE, ForeignPackage, fitting, package, read_package, resource
from menafn_crawler.export.tally import DataFile
from menafn_crawler.store import Staged as StagedPath
from menafn_crawler.store import atomic_write


@dataclass(frozen=True, slots=True)
class Staged:
    """What was written aside, and the facts of its files: one, or those of a directory of months."""

    aside: StagedPath
    files: tuple[DataFile, ...]

    @property
    def path(self) -> Path:
        """The place it is meant for."""
        return self.aside.path

    @property
    def rows(self) -> int:
        """Rows of all its files."""
        return sum(file.rows for file in self.files)


def publish(staged: Sequence[Staged], directory: Path, now: str) -> None:
    """Put what is staged for *directory* in its place, and describe all of the directory's files, as of *now* (UTC).

    The description is written aside before the first file moves, and moves right after the last: no reader has to wait
    for longer than some renamings until both fit. A file that is gone, or was changed by another hand, is in it no
    more. Raises OSError; ForeignPackage where another's description is in the way, after the files are in place.
    """
    with _alone(directory):
        try:
            described = _described(directory, staged, now)
        except ForeignPackage:
            put_in_place(staged)
            raise
        with atomic_write(directory / PACKAGE) as for_programs, atomic_write(directory / GUIDE) as for_people:
            _write(for_people, guide(described))
            _write(for_programs, json.dumps(described, ensure_ascii=False, indent=2) + "\n")
            put_in_place(staged)


def put_in_place(staged: Sequence[Staged]) -> None:
    """Put what is staged in its place, and describe nothing. Raises OSError."""
    for new in staged:
        new.aside.commit()


def up_to_date(path: Path) -> bool:
    """Whether the file is there, and is the one that its directory's package describes."""
    try:
        described = read_package(path.parent)
    except ForeignPackage:
        return path.exists()
    return described is not None and path.name in {found["path"] for found in fitting(path.parent, described)}


def out_of_date(directory: Path) -> bool:
    """Whether the description is missing, or tells of a file that is gone or was changed."""
    try:
        described = read_package(directory)
    except ForeignPackage:
        return False
    if described is None or not (directory / GUIDE).exists():
        return True
    return len(fitting(directory, described)) < len(described["resources"])


def _described(directory: Path, staged: Sequence[Staged], now: str) -> dict[str, Any]:
    """The new package: what stays as it was, and what is staged. Raises ForeignPackage."""
    old = read_package(directory)
    if (directory / GUIDE).exists() and not _is_ours(directory / GUIDE):
        raise ForeignPackage(f"{directory / GUIDE} was not written by menafn_crawler; it is left as it is")
    replaced = tuple(new.path.name for new in staged)
    kept = [
        found
        for found in (fitting(directory, old) if old is not None else [])
        if found["path"].split("/")[0] not in replaced
    ]
    return package([*kept, *(resource(file) for new in staged for file in new.files)], now)


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline().rstrip() == MARK.encode()


def _write(file: BinaryIO, text: str) -> None:
    file.write(text.encode(errors="replace"))
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One publication at a time: each keeps what the others have described."""
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
