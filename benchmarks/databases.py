"""One crawl at full speed on SQLite and on PostgreSQL, by one worker and by several.

Where workers, servers and replica share few cores, requests a second say little: the CPU time of an article and the
share of the time in which workers wait for locks tell what more cores would give.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import create_engine, text

from benchmarks.processes import PROJECT, UNDELAYED, options, replica, slow_cores
from benchmarks.table import Row, print_table
from tests.servers import PostgreSQL, postgresql, redis

STORIES = 2_000
SAMPLES_A_SECOND = 20
SHARE = 0.15
"""Share of a core that a worker has where more cores are imitated."""
_ACTIVITY = (
    "SELECT count(*) FILTER (WHERE wait_event_type = 'Lock') FROM pg_stat_activity WHERE application_name ="
    " 'menafn_crawler' AND state = 'active'"
)


@dataclass(frozen=True, slots=True)
class Setup:
    """Where articles are stored, and by how many workers."""

    name: str
    workers: int = 1
    server: bool = True
    shared: bool = False
    """Whether the workers share one queue on Redis."""
    share: float = 0
    """Share of a core that each worker has, always; 0 for as much as the machine gives."""


SETUPS = (
    Setup("SQLite, 1 worker", server=False),
    Setup("PostgreSQL, 1 worker"),
    Setup("PostgreSQL and Redis, 1 worker", shared=True),
    Setup("PostgreSQL and Redis, 2 workers", 2, shared=True),
    Setup("PostgreSQL and Redis, 4 workers", 4, shared=True),
)


@dataclass(slots=True)
class Load:
    """What the workers and the server did."""

    seconds: float = 0
    """From the first worker's start to the last one's end."""
    articles: int = 0
    statements: int = 0
    worker_cpu: float = 0
    steady_cpu: float = 0
    """CPU time of the workers between the first and the last article that each stored."""
    steady_articles: int = 0
    groups: int = 0
    """Transactions that stored articles."""
    rate: float = 0
    """Articles a second from when all workers had stored one until the first of them had stored its last."""
    server_cpu: float = 0
    samples: list[int] = field(default_factory=list)
    """Workers that waited for a lock at each look."""


def crawl(setup: Setup, stories: int = STORIES) -> Load:
    """Crawl a replica from an empty store. Raises RuntimeError if a worker fails."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = stack.enter_context(replica(stories))
        server = stack.enter_context(postgresql()) if setup.server else None
        store = server.new_database() if server is not None else f"sqlite:///{folder / 'menafn.db'}"
        settings = [f"MENAFN_STORE={store}", "MENAFN_EXPORTS=", *UNDELAYED]
        if setup.shared:
            settings.append(f"MENAFN_REDIS_URL={stack.enter_context(redis()).url}")
        load = Load()
        with _sampled(server, load):
            _run(setup, site, settings, folder, load, stack)
        engine = create_engine(store)
        with engine.connect() as connection:
            load.articles = int(connection.execute(text("SELECT count(*) FROM articles")).scalar_one())
        engine.dispose()
        return load


def _run(setup: Setup, site: str, settings: list[str], folder: Path, load: Load, stack: ExitStack) -> None:
    begun, processes = time.perf_counter(), []
    slow_down = stack.enter_context(slow_cores(setup.share)) if setup.share else None
    for number in range(setup.workers):
        told = options((*settings, f"MENAFN_DATA_DIR={folder / str(number)}"))
        command = ["crawl", "menafn", "-a", f"site={site}", *told]
        counted = [sys.executable, "-m", "benchmarks.counted", str(folder / f"{number}.json"), *command]
        processes.append(subprocess.Popen(counted, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        if slow_down is not None:
            slow_down(processes[-1].pid)
    if any(codes := [process.wait() for process in processes]):
        raise RuntimeError(f"{setup.name}: exit codes {codes}")
    load.seconds = time.perf_counter() - begun
    stored: list[list[tuple[float, int]]] = []
    for number in range(setup.workers):
        found = json.loads((folder / f"{number}.json").read_text())
        load.statements += sum(found["statements"].values())
        load.worker_cpu += found["cpu"]
        load.steady_cpu += found["steady_cpu"]
        stored.append(found["groups"])
    load.steady_articles = sum(count for groups in stored for _, count in groups[1:])
    load.groups = sum(map(len, stored))
    since, until = max(groups[0][0] for groups in stored), min(groups[-1][0] for groups in stored)
    between = sum(count for groups in stored for at, count in groups if since < at <= until)
    load.rate = between / (until - since)


@contextmanager
def _sampled(server: PostgreSQL | None, load: Load) -> Iterator[None]:
    """Look again and again for how many workers wait for a lock; add up the server's CPU time."""
    if server is None:
        yield
        return
    ended, before = threading.Event(), _cpu(server)
    thread = threading.Thread(target=_sample, args=(server.port, load.samples, ended))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    time.sleep(0.5)  # the server's processes for the workers have ended then, and count
    load.server_cpu = _cpu(server) - before


def _sample(port: int, samples: list[int], ended: threading.Event) -> None:
    with psycopg.connect(f"host=127.0.0.1 port={port} user=postgres", autocommit=True) as connection:
        while not ended.wait(1 / SAMPLES_A_SECOND):
            (waiting,) = connection.execute(_ACTIVITY).fetchone() or (0,)
            samples.append(waiting)


def _cpu(server: PostgreSQL) -> float:
    """Return the CPU seconds of the server and of its processes that have ended."""
    fields = Path(f"/proc/{server.process_id}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def main(stories: int = STORIES) -> list[Row]:
    """Print both tables."""
    return _table(f"A crawl of {stories:,} stories without delay", SETUPS, stories) + slow(stories)


def slow(stories: int = STORIES) -> list[Row]:
    """Print the table of workers that have a slow core each, as on a machine with enough cores."""
    title = f"The same, each worker with {SHARE:.0%} of a core to itself"
    return _table(title, [Setup(f"{n} workers", n, shared=True, share=SHARE) for n in (1, 2, 4)], stories)


def _table(title: str, setups: Sequence[Setup], stories: int) -> list[Row]:
    rows, told, first = [], [], 0.0
    for setup in setups:
        load = crawl(setup, stories)
        first = first or load.rate
        each = 1000 / load.articles
        waits = sum(load.samples) / max(1, len(load.samples) * setup.workers)
        shown = f"{waits:.1%}" if setup.server else ""
        steady = 1000 * load.steady_cpu / max(1, load.steady_articles)
        speed = (f"{load.articles:,}", f"{load.rate:.1f}", f"{load.rate / first:.2f}")
        cpu = (f"{steady:.1f} ms", f"{load.worker_cpu * each:.1f} ms", f"{load.server_cpu * each:.1f} ms")
        statements = f"{load.statements / load.articles:.1f}"
        rows.append((setup.name, *speed, *cpu, f"{load.articles / load.groups:.1f}", statements, shown))
        told.append(Row(setup.name, f"{load.rate:.0f}/s, {statements} statements, {shown} waits"))
        print(rows[-1], file=sys.stderr, flush=True)
    cpu_header = ("CPU an article", "with start and end", "of the server")
    header = ("store", "articles", "a second", "ratio", *cpu_header, "articles a group", "statements", "lock waits")
    print_table(title, header, rows)
    return told


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
