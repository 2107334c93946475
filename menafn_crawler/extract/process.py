"""A process of ours beside this one, spoken to through a socket that is its standard input."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import menafn_crawler


def start(module: str, buffer: int | None = None) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start ``python -m module``; the process, and this end of its socket.

    *buffer* is how many bytes either end takes before its writer waits, the system's own measure if None. Raises
    OSError where no process can be had.
    """
    own, its = socket.socketpair()
    if buffer is not None:
        for end in (own, its):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
    home = str(Path(menafn_crawler.__file__).parent.parent)
    with its:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=its.fileno(),
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": home},
            start_new_session=True,  # Ctrl-C is the first process's to answer
        )
    return process, own
