"""Three workers on one queue: all articles of the replica, with and without faults, and their common pace."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks import databases
from benchmarks.processes import PROJECT, UNDELAYED, options, replica
from benchmarks.table import Row, print_rows, print_table
from menafn_crawler.replica import build_newsroom, copies, expected_records
from menafn_crawler.replica.sections import MENU_KEYS
from menafn_crawler.replica.url_forms import article_number
from tests.servers import DIES_WITH_PARENT, PostgreSQL, Redis, postgresql, redis
from tests.sites import SmallSite, Story, newsroom

STORIES = 10_000
WORKERS = 3
DELAY = 0.05
"""Seconds between requests of all workers together, where their pace is measured."""
PACED = 300
"""Requests over which it is."""

_LOG = 4_000
"""Characters of a worker's log that are shown."""
STOPS_WITHIN = 60.0
"""Seconds that a worker has to end at SIGTERM, also on a starved machine."""


class Stopped(Exception):  # noqa: N818
    """The measurement is to end early."""


@dataclass(frozen=True)
class Job:
    """A job under way: its workers, the servers that they share, the address of the replica that answers them."""

    processes: list[subprocess.Popen[bytes]]
    queue: Redis
    database: PostgreSQL
    site: str


Fault = Callable[[Job], None]
"""Does something to a job, and returns while the job goes on or after its end."""


@dataclass(frozen=True)
class Outcome:
    """Result of a job."""

    seconds: float
    codes: list[int]
    stored: int
    lost: int
    """Articles that are not stored; of a job that was stopped, those that were requested and are not open either."""
    unreached: int
    """Articles that a stopped job has left open or not discovered."""
    doubled: int
    """Records in the store beyond the articles that there are."""
    again: int
    """Articles that were requested more than once."""
    megabytes: float
    """The store's size."""


def main() -> list[Row]:
    """Print the rows. Raises RuntimeError if an article is missing or doubled."""
    speeds = databases.main()
    names = {"undisturbed": _undisturbed, "one killed (SIGKILL), Redis restarted without its data": _disturbed}
    outcomes = {name: run_job(fault) for name, fault in names.items()}
    rows = [_row(name, outcome) for name, outcome in outcomes.items()]
    header = ("three workers", "articles", "seconds", "a second", "lost", "doubled", "asked again", "store")
    print_table(f"{STORIES:,} stories of the replica, a PostgreSQL store", header, rows)
    wanted = 1 / DELAY
    measured = pace()
    paced = Row(f"{WORKERS} workers on a budget of {wanted:.0f} requests a second", f"{measured:.2f}/s")
    found = [paced._replace(ratio=f"{measured / wanted:.3f}", wanted="0.90 to 1.10")]
    print_rows("One pace for all", found)
    told = {name: f"{outcome.stored:,} stored, 0 lost, 0 doubled" for name, outcome in outcomes.items()}
    return [*speeds, *(Row(f"{WORKERS} workers, {name}", told[name], "", "all") for name in told), *found]


def _row(name: str, outcome: Outcome) -> Iterable[object]:
    if outcome.lost or outcome.doubled or any(code not in (0, -9) for code in outcome.codes):
        raise RuntimeError(f"{name}: {outcome}")
    speed = outcome.stored / outcome.seconds
    counts = (f"{outcome.stored:,}", f"{outcome.seconds:.0f}", f"{speed:.0f}", outcome.lost, outcome.doubled)
    return (name, *counts, outcome.again, f"{outcome.megabytes:.0f} MB")


def run_job(
    fault: Fault, stories: int = STORIES, count: int = WORKERS, settings: Iterable[str] = (), *arguments: str
) -> Outcome:
    """Run a job of *count* workers on a replica of *stories* with real servers, with a *fault* in the middle."""
    with postgresql() as database, redis() as queue, replica(stories) as site:
        store, begun, stopped = database.new_database(), time.monotonic(), False
        with _workers(site, store, queue, (*UNDELAYED, *settings), *arguments, count=count) as processes:
            try:
                fault(Job(processes, queue, database, site))
                codes = [process.wait() for process in processes]
            except Stopped:
                stopped, codes = True, [_stop(process) for process in processes]
        seconds = time.monotonic() - begun
        return _outcome(seconds, codes, store, site, stories, stopped=stopped)


def _stop(process: subprocess.Popen[bytes]) -> int:
    """End a worker in good order, or at once if it does not; return its exit code."""
    process.terminate()
    try:
        return process.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _undisturbed(job: Job) -> None:
    """Nothing happens."""


def _disturbed(job: Job) -> None:
    while len(requested(job.site)) < STORIES // 3:
        time.sleep(0.2)
    job.processes[0].kill()
    while len(requested(job.site)) < STORIES // 2:
        time.sleep(0.2)
    job.queue.kill()
    time.sleep(2)
    job.queue.start()


@contextmanager
def _workers(
    site: str, store: str, queue: Redis, settings: Iterable[str], *arguments: str, count: int = WORKERS
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start workers, each with a data directory of its own; the logs are shown if one ends in another way than well."""
    with tempfile.TemporaryDirectory() as folder:
        shared = (
            "LOG_LEVEL=WARNING",
            f"MENAFN_STORE={store}",
            f"MENAFN_REDIS_URL={queue.url}",
            "MENAFN_EXPORTS=",
            *settings,
        )
        processes = []
        for number in range(count):
            told = options((*shared, f"MENAFN_DATA_DIR={folder}/{number}"))
            crawl = [sys.executable, "-m", "scrapy", "crawl", "menafn", "-a", f"site={site}"]
            command = [*DIES_WITH_PARENT, *crawl, *arguments, *told]
            with Path(folder, f"{number}.log").open("wb") as log:
                processes.append(subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=log))
        try:
            yield processes
            if any(process.poll() not in (0, -signal.SIGKILL) for process in processes):
                for number in range(count):
                    said = Path(folder, f"{number}.log").read_text("utf-8", "replace")
                    print(f"worker {number} said: {said[-_LOG:]}", file=sys.stderr)
        finally:
            for process in processes:
                process.kill()
                process.wait()


def requested(site: str) -> list[str]:
    """Return the paths that the replica was asked for."""
    with urllib.request.urlopen(f"{site}/__replica__/requests") as answer:
        return [part for part in answer.read().decode().split('"') if part.startswith("/")]


def _outcome(seconds: float, codes: list[int], store: str, site: str, stories: int, *, stopped: bool) -> Outcome:
    made = build_newsroom(stories=stories)
    copied = copies(made).keys()
    wanted = {record["article_id"] for record in expected_records(made, read=MENU_KEYS)} - copied
    engine = create_engine(store)
    with engine.connect() as connection:
        ids = list(connection.execute(text("SELECT article_id FROM articles WHERE duplicate_of IS NULL")).scalars())
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        stored = connection.execute(text("SELECT count(*) FROM articles")).scalar_one()
        open_ids = set(connection.execute(text("SELECT article_id FROM candidates WHERE state = 'open'")).scalars())
    engine.dispose()
    asked = Counter(filter(None, map(article_number, requested(site))))
    before_original = copied if stopped else ()
    doubled = len(ids) - len(set(ids)) + len(set(ids) - wanted - set(before_original))
    again = sum(times > 1 for times in asked.values())
    missing = wanted - set(ids)
    lost = (missing & asked.keys()) - open_ids if stopped else missing
    return Outcome(seconds, codes, stored, len(lost), len(missing - lost), doubled, again, size / 1e6)


def pace() -> float:
    """Requests a second of three workers together, as the site sees them once all are there."""
    stories = [Story(1_109_547_000 + number) for number in range(PACED + 200)]
    settings = (f"DOWNLOAD_DELAY={DELAY}", "AUTOTHROTTLE_START_DELAY=0", "AUTOTHROTTLE_TARGET_CONCURRENCY=8")
    with postgresql() as database, redis() as queue, SmallSite(newsroom(*stories)) as site:
        with _workers(site.url, database.new_database(), queue, settings, "-a", "sections=asia"):
            while len(site.times) < PACED + 100:
                time.sleep(0.1)
        times = site.times[100 : 100 + PACED]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return len(gaps) / sum(gaps)
