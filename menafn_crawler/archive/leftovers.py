"""Files that a killed run left: cut behind their last whole record and given their name."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from menafn_crawler.archive.members import members
from menafn_crawler.archive.writer import OPEN, SUFFIX


def finish_leftovers(directory: Path) -> list[Path]:
    """Finish the files in *directory* that no process is writing; the paths that they have now.

    One without a whole record is removed, and so is one that was never begun. What is damaged before the last whole
    record stays as it is. Raises OSError where a file cannot be changed.
    """
    for path, file in _left(directory, f".*-[0-9][0-9][0-9][0-9][0-9]{SUFFIX}"):
        if len(_ends(file)) <= 1:  # nothing but who writes it
            path.unlink()
    finished = []
    for path, file in _left(directory, f"*{SUFFIX}{OPEN}"):
        whole = max(_ends(file), default=0)
        file.truncate(whole)
        if whole:
            finished.append(path.rename(path.with_name(path.name.removesuffix(OPEN))))
        else:
            path.unlink()
    return finished


def _left(directory: Path, pattern: str) -> Iterator[tuple[Path, BinaryIO]]:
    """The files of a form of name that no process is writing, each locked until the next is asked for."""
    for path in sorted(directory.glob(pattern)):
        try:
            file = path.open("r+b")
        except FileNotFoundError:  # its run has just given it its next name
            continue
        with file:
            if _nobody_writes(file) and path.exists():
                yield path, file


def _nobody_writes(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _ends(file: BinaryIO) -> list[int]:
    """Where each whole gzip member of *file* ends."""
    size = file.seek(0, 2)
    return [at + length for at, length, _ in members(file, 0, size, size) if length]
