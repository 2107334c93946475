"""Finish WARC files that a killed run left: cut them behind the last complete record and give them their final name."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from menafn_crawler.archive.raw_records import split_records
from menafn_crawler.archive.writer import OPEN_SUFFIX, SUFFIX
from menafn_crawler.bounds import RECORD_BYTES

_BLOCK = 1 << 23


def finish_interrupted_files(directory: Path) -> list[Path]:
    """Finish the files in *directory* that no process is writing; return their new paths.

    A file without a complete record is removed. Damage before the last complete record stays as it is. Raises OSError
    if a file cannot be changed.
    """
    for path, file in _unlocked(directory, f".*-[0-9][0-9][0-9][0-9][0-9]{SUFFIX}"):
        if len(_record_ends(file)) <= 1:  # nothing but the warcinfo record
            path.unlink()
    finished = []
    for path, file in _unlocked(directory, f"*{SUFFIX}{OPEN_SUFFIX}"):
        end = max(_record_ends(file), default=0)
        file.truncate(end)
        if end:
            finished.append(path.rename(path.with_name(path.name.removesuffix(OPEN_SUFFIX))))
        else:
            path.unlink()
    return finished


def _unlocked(directory: Path, pattern: str) -> Iterator[tuple[Path, BinaryIO]]:
    """Yield the files that match *pattern* and no process is writing, each locked until the next is requested."""
    for path in sorted(directory.glob(pattern)):
        try:
            file = path.open("r+b")
        except FileNotFoundError:  # its run has just renamed it
            continue
        with file:
            if _lock(file) and path.exists():
                yield path, file


def _lock(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _record_ends(file: BinaryIO) -> list[int]:
    """Return the offset behind each complete record."""
    ends, data, offset = [], b"", 0
    while True:
        block = file.read(_BLOCK)
        data += block
        last = not block or len(data) > RECORD_BYTES
        found = list(split_records(data, compressed=True, last=last))
        ends += [offset + record.end for record in found if isinstance(record.content, bytes)]
        if not block:
            return ends
        read = found[-1].end if found else len(data) if last else 0
        data, offset = data[read:], offset + read
