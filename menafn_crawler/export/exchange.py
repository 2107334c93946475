"""Two directories that change places in one step, so that there is no moment without the one or the other."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are meant from the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)
"""What a kernel or a file system says that has no such step."""


def exchange(new: Path, old: Path) -> None:
    """Put *new* in the place of *old*, which then stands where *new* was. Raises OSError, and nothing has moved then.

    Where *old* is not there, it is a plain renaming. Where the system has no such step it is done in two, the first of
    which is taken back if the second fails.
    """
    if not old.exists():
        os.rename(new, old)
    elif not _in_one_step(new, old):
        _in_two_steps(new, old)


def _in_one_step(new: Path, old: Path) -> bool:
    """Linux's own renameat2; False where there is none."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(new), _HERE, os.fsencode(old), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), str(old))


def _in_two_steps(new: Path, old: Path) -> None:
    away = new.with_suffix(".old")
    os.rename(old, away)
    try:
        os.rename(new, old)
    except OSError:
        os.rename(away, old)
        raise
    os.rename(away, new)
