"""Programs run apart and measured: wall clock and the most memory they held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall clock and megabytes of resident memory at its peak."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str], directory: Path) -> Measured:
    """Run *command* in *directory* to its end, silent. Raises RuntimeError if it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=directory)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(time.perf_counter() - begun, usage.ru_maxrss / 1024)


@contextmanager
def replica(stories: int) -> Iterator[str]:
    """A replica newsroom in a process of its own, without faults; its address."""
    command = [sys.executable, "-m", "menafn_crawler.replica", "--stories", str(stories), "--no-faults"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait(timeout=30)
