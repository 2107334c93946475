"""Four workers, one killed, Redis restarted without its data, one disk full: nothing lost, nothing doubled.

Run by hand, since the full size takes hours on a small machine: ``python -m benchmarks.worker_faults 100000``.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

from benchmarks.table import print_table
from benchmarks.workers import requested, run_job
from tests.servers import Redis

STORIES = 100_000
WORKERS = 4
FULL = 4096
"""Bytes at which every file of the worker with the full disk ends."""
CODES = {0: "done", 3: "left early or could not write", -9: "killed"}


def main(stories: int = STORIES) -> None:
    """Print one row. Raises RuntimeError if an article is missing or doubled, or a worker ended in another way."""

    def faults(processes: list[subprocess.Popen[bytes]], queue: Redis, site: str) -> None:
        _wait_for(stories // 4, site, processes)
        processes[0].kill()
        _wait_for(stories // 2, site, processes)
        queue.kill()
        time.sleep(2)
        queue.start()
        _wait_for(3 * stories // 5, site, processes)
        resource.prlimit(processes[1].pid, resource.RLIMIT_FSIZE, (FULL, FULL))

    outcome = run_job(
        faults, stories, WORKERS, ("MENAFN_ARCHIVE={MENAFN_DATA_DIR}/warc", "MENAFN_EXPORTS=articles.jsonl")
    )
    header = ("articles", "seconds", "a second", "lost", "doubled", "asked again", "exit codes", "store")
    counts = (f"{outcome.stored:,}", f"{outcome.seconds:.0f}", f"{outcome.stored / outcome.seconds:.1f}")
    row = (*counts, outcome.lost, outcome.doubled, outcome.again, outcome.codes, f"{outcome.megabytes:.0f} MB")
    title = f"{WORKERS} workers, {stories:,} stories; one killed, Redis restarted, one disk full"
    print_table(title, header, [row])
    if outcome.lost or outcome.doubled or not CODES.keys() >= set(outcome.codes):
        raise RuntimeError(str(outcome))


def _wait_for(count: int, site: str, processes: list[subprocess.Popen[bytes]]) -> None:
    while len(requested(site)) < count and any(process.poll() is None for process in processes):
        time.sleep(2)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
