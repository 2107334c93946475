"""Programs run apart and measured: wall clock and the most memory they held."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import DIES_WITH_PARENT

PROJECT = Path(__file__).parent.parent
UNDELAYED = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
"""The concurrency that Scrapy's defaults have."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall clock, megabytes of resident memory at its peak, and what was printed."""

    seconds: float
    megabytes: float
    output: str
    processor: float = 0.0
    """Seconds of processor time; on a busy machine they can be compared where those of the wall clock cannot."""


def measure(command: Sequence[str], directory: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run *command* in *directory* to its end, with *environment* besides ours. Raises RuntimeError if it fails."""
    meter = [sys.executable, "-S", str(Path(__file__).with_name("meter.py"))]
    with tempfile.NamedTemporaryFile("r") as told:
        output = subprocess.run(
            [*meter, told.name, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=directory,
            env=os.environ | (environment or {}),
            text=True,
            check=True,
        ).stdout
        seconds, megabytes, code, processor = told.read().split()
    if int(code):
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return Measured(float(seconds), float(megabytes), output, float(processor))


def scrapy(*arguments: str, settings: Sequence[str] = ()) -> Measured:
    """A command of the project, with *settings* of the form ``NAME=value``."""
    return measure([sys.executable, "-m", "scrapy", *arguments, *options(settings)], PROJECT)


def options(settings: Sequence[str]) -> list[str]:
    """Settings as options of Scrapy's command line."""
    return [part for setting in settings for part in ("-s", setting)]


@contextmanager
def replica(stories: int) -> Iterator[str]:
    """A replica newsroom in a process of its own, without faults; its address."""
    served = [sys.executable, "-m", "menafn_crawler.replica", "--stories", str(stories), "--no-faults"]
    command = [*DIES_WITH_PARENT, *served]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait(timeout=30)


_CONTROL_GROUPS = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
"""Where Linux has the control groups for CPU time: of version 1 and 2."""
_PERIOD = 10_000
"""Microseconds. Linux's usual 0.1 s would stop a process while it holds a lock for longer than the lock needs."""


@contextmanager
def slow_cores(share: float) -> Iterator[Callable[[int], None]]:
    """Yield what gives a process a slow core of its own, with this *share* of the time of a real one (as root).

    So several programs run as they would on as many cores, on a machine that has fewer.
    """
    root = next(path for path in _CONTROL_GROUPS if path.is_dir())
    quota, groups, numbers = int(share * _PERIOD), list[Path](), itertools.count()

    def slow_down(process: int) -> None:
        groups.append(group := root / f"menafn-{os.getpid()}-{next(numbers)}")
        group.mkdir()
        if root.name == "cpu":
            (group / "cpu.cfs_period_us").write_text(str(_PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        else:
            (group / "cpu.max").write_text(f"{quota} {_PERIOD}")
        (group / "cgroup.procs").write_text(str(process))

    try:
        yield slow_down
    finally:
        for group in groups:
            while (group / "cgroup.procs").read_text():
                time.sleep(0.1)
            group.rmdir()
