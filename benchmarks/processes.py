"""Programs run apart and measured: wall clock and the most memory they held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
UNDELAYED = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
"""The concurrency that Scrapy's defaults have."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall clock, megabytes of resident memory at its peak, and what was printed."""

    seconds: float
    megabytes: float
    output: str


def measure(command: Sequence[str], directory: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run *command* in *directory* to its end, with *environment* besides ours. Raises RuntimeError if it fails.

    What this process holds when it splits the other off counts as memory of the other: it has to be small.
    """
    with tempfile.TemporaryFile() as printed:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=printed, stderr=subprocess.DEVNULL, cwd=directory, env=os.environ | (environment or {})
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
        printed.seek(0)
        return Measured(seconds, usage.ru_maxrss / 1024, printed.read().decode())


def scrapy(*arguments: str, settings: Sequence[str] = ()) -> Measured:
    """A command of the project, with *settings* of the form ``NAME=value``."""
    return measure([sys.executable, "-m", "scrapy", *arguments, *options(settings)], PROJECT)


def options(settings: Sequence[str]) -> list[str]:
    """Settings as options of Scrapy's command line."""
    return [part for setting in settings for part in ("-s", setting)]


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
