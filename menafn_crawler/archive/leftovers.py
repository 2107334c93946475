"""Files that a killed run left open: cut behind their last whole record and given their name."""

from __future__ import annotations

import fcntl
import zlib
from pathlib import Path
from typing import BinaryIO

from menafn_crawler.archive.writer import OPEN, SUFFIX

_GZIP = 31
_BLOCK = 1 << 20


def finish_leftovers(directory: Path) -> list[Path]:
    """Finish the files in *directory* that no process is writing; the paths that they have now.

    One without a whole record is removed. Raises OSError where a file cannot be changed.
    """
    finished = []
    for path in sorted(directory.glob(f"*{SUFFIX}{OPEN}")):
        with path.open("r+b") as file:
            if not _nobody_writes(file) or not path.exists():
                continue
            whole = whole_members(file)
            file.truncate(whole)
            if whole:
                finished.append(path.rename(path.with_name(path.name.removesuffix(OPEN))))
            else:
                path.unlink()
    return finished


def _nobody_writes(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def whole_members(file: BinaryIO) -> int:
    """Bytes up to the end of the last whole gzip member, from the beginning of *file*; memory stays flat."""
    file.seek(0)
    read = whole = 0
    member = zlib.decompressobj(_GZIP)
    while block := file.read(_BLOCK):
        read += len(block)
        try:
            while block:
                while block and not member.eof:
                    member.decompress(block, _BLOCK)
                    block = member.unused_data if member.eof else member.unconsumed_tail
                if member.eof:
                    whole, member = read - len(block), zlib.decompressobj(_GZIP)
        except zlib.error:
            break
    return whole
