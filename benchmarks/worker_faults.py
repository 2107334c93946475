"""Four workers, one killed, Redis restarted without its data, one disk full: nothing lost, nothing doubled.

Run by hand, since the full size takes an hour or more: ``python -m benchmarks.worker_faults 100000 --minutes 90``.
After so many minutes, or at SIGTERM, it stops the workers and reports on the articles that were reached.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from benchmarks.table import print_table
from benchmarks.workers import Job, Outcome, Stopped, requested, run_job

STORIES = 100_000
WORKERS = 4
FULL = 4096
"""Bytes at which every file of the worker with the full disk ends."""
CODES = {0: "done", 3: "left early or could not write", -9: "killed"}
LOOKS = 1_000
"""Times that the replica's log is read at most in a job without faults: it grows with the job."""
_SETTINGS = ("MENAFN_ARCHIVE={MENAFN_DATA_DIR}/warc", "MENAFN_EXPORTS=articles.jsonl")


@dataclass
class Course:
    """What a job has done and used, phase by phase."""

    stories: int
    rows: list[tuple[object, ...]] = field(default_factory=list)
    _before: tuple[float, int, float, float] = (0, 0, 0, 0)
    _megabytes: float = 0
    _begun: float = field(default_factory=time.monotonic)

    def follow(self, job: Job, phase: str, requests: int) -> None:
        """Return when the site was asked so often, or all workers have ended; then the phase is over."""
        while (asked := len(requested(job.site))) < requests and any(one.poll() is None for one in job.processes):
            self._megabytes = max(self._megabytes, *(_megabytes(one.pid) for one in job.processes))
            elapsed = time.monotonic() - self._begun
            print(f"{elapsed:.0f} s: {asked:,} requests, {self._megabytes:.0f} MB", file=sys.stderr, flush=True)
            time.sleep(max(1.0, self.stories / LOOKS / 10))
        self._end(job, phase, asked)

    def _end(self, job: Job, phase: str, asked: int) -> None:
        waited = resource.getrusage(resource.RUSAGE_CHILDREN)
        workers = waited.ru_utime + waited.ru_stime + sum(_processor_seconds(one.pid) for one in job.processes)
        now = (time.monotonic(), asked, workers, _processor_seconds(job.database.process_id))
        seconds, requests, used, server = (after - before for after, before in zip(now, self._before, strict=True))
        self._before = now
        if self.rows or phase:
            each = 1000 / max(1, requests)
            costs = (f"{used * each:.1f} ms", f"{server * each:.1f} ms", f"{self._megabytes:.0f} MB")
            self.rows.append((phase, f"{requests:,}", f"{seconds:.0f}", f"{requests / seconds:.1f}", *costs))

    def run(self, job: Job) -> None:
        """Let a job come to its end through all faults."""
        self._end(job, "", 0)
        self.follow(job, "four workers", self.stories // 4)
        job.processes[0].kill()
        self.follow(job, "one killed", self.stories // 2)
        job.queue.kill()
        time.sleep(2)
        job.queue.start()
        self.follow(job, "Redis restarted", 3 * self.stories // 5)
        with suppress(ProcessLookupError):
            resource.prlimit(job.processes[1].pid, resource.RLIMIT_FSIZE, (FULL, FULL))
        self.follow(job, "one disk full", sys.maxsize)


def main(stories: int = STORIES, minutes: float | None = None) -> None:
    """Print two rows. Raises RuntimeError if an article is missing or doubled, or a worker ended in another way."""
    course = Course(stories)
    with _stoppable(minutes):
        outcome = run_job(course.run, stories, WORKERS, _SETTINGS, "-a", f"max_pages={stories}")
    header = ("phase", "requests", "seconds", "a second", "CPU of the workers", "of the server", "largest worker")
    print_table("A request of each phase", header, course.rows)
    _print(outcome, stories)
    if outcome.lost or outcome.doubled or not CODES.keys() >= set(outcome.codes):
        raise RuntimeError(str(outcome))


def _print(outcome: Outcome, stories: int) -> None:
    header = ("articles", "seconds", "a second", "lost", "doubled", "asked again", "not reached", "exit codes", "store")
    counts = (f"{outcome.stored:,}", f"{outcome.seconds:.0f}", f"{outcome.stored / outcome.seconds:.1f}")
    told = (outcome.lost, outcome.doubled, outcome.again, outcome.unreached, outcome.codes)
    title = f"{WORKERS} workers, {stories:,} stories; one killed, Redis restarted, one disk full"
    print_table(title, header, [(*counts, *told, f"{outcome.megabytes:.0f} MB")])


@contextmanager
def _stoppable(minutes: float | None) -> Iterator[None]:
    """Raise Stopped in the block at SIGTERM or Ctrl-C, or after so many minutes."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)

    def stop(number: int, _frame: object) -> NoReturn:
        for one in numbers:  # what follows ends by itself
            signal.signal(one, signal.SIG_IGN)
        raise Stopped

    before = [signal.signal(number, stop) for number in numbers]
    signal.setitimer(signal.ITIMER_REAL, (minutes or 0) * 60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _megabytes(process: int) -> float:
    """Return the most memory that a process has held; 0 if it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0


def _processor_seconds(process: int) -> float:
    """Return the CPU seconds of a process and its children, ended ones too; 0 if it has been waited for."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_processor_seconds(int(child)) for child in children)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", nargs="?", type=int, default=STORIES)
    parser.add_argument("--minutes", type=float, help="stop then")
    chosen = parser.parse_args()
    main(chosen.stories, chosen.minutes)
