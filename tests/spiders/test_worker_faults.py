"""The fault table of docs/scaling.md: whatever happens to two workers, no article is lost and none is doubled."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from redis import Redis as RedisClient

from menafn_crawler.replica import Newsroom, build_newsroom, serve
from menafn_crawler.replica.demo import compare
from menafn_crawler.replica.url_forms import article_number
from menafn_crawler.store import GROUP
from tests.crawls import LONGEST, crawl, crawling
from tests.servers import PostgreSQL, Redis, redis

pytestmark = pytest.mark.slow
SLOWER = ("-s", "DOWNLOAD_DELAY=0.03", "-s", "AUTOTHROTTLE_ENABLED=0")
IN_FLIGHT = 8
"""Requests that a worker has under way; as many as a group are answered and wait to be stored."""


@dataclass
class Job:
    """Two workers in the middle of their job, and the servers that they share."""

    processes: list[subprocess.Popen[bytes]]
    queue: Redis
    server: PostgreSQL
    database: str


def kill_one(job: Job) -> None:
    job.processes[0].kill()


def kill_all(job: Job) -> None:
    for process in job.processes:
        process.kill()


def flush_redis(job: Job) -> None:
    RedisClient.from_url(job.queue.url).flushall()


def restart_redis(job: Job) -> None:
    job.queue.kill()
    job.queue.start()


def take_redis_away(job: Job) -> None:
    """For twice as long as a worker without a heartbeat counts as alive."""
    job.queue.kill()
    time.sleep(20)
    job.queue.start()


def restart_postgresql(job: Job) -> None:
    job.server.stop()
    job.server.start()


def terminate_connections(job: Job) -> None:
    address = f"host=127.0.0.1 port={job.server.port} user=postgres dbname={job.database}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def end_one(job: Job) -> None:
    job.processes[0].send_signal(signal.SIGTERM)


KILLED = -signal.SIGKILL
FAULTS: dict[str, tuple[Callable[[Job], None], list[list[int]]]] = {
    "one killed": (kill_one, [[KILLED, 0]]),
    "all killed": (kill_all, [[KILLED, KILLED]]),
    "one ended": (end_one, [[3, 0]]),
    "Redis flushed": (flush_redis, [[0, 0]]),
    "Redis restarted": (restart_redis, [[0, 0]]),
    "Redis away for 20 s": (take_redis_away, [[0, 0]]),
    "PostgreSQL restarted": (restart_postgresql, [[3, 3], [3, 4], [4, 3], [4, 4]]),  # 4: it had stored nothing yet
    "connections terminated": (terminate_connections, [[3, 3], [0, 3], [3, 0], [0, 0]]),
}


@pytest.fixture(scope="module")
def newspaper() -> Newsroom:
    """The replica, small."""
    return build_newsroom(stories=90)


@pytest.mark.parametrize(("fault", "codes"), FAULTS.values(), ids=FAULTS.keys())
def test_nothing_is_lost_and_nothing_doubled(
    newspaper: Newsroom,
    postgresql_server: PostgreSQL,
    tmp_path: Path,
    fault: Callable[[Job], None],
    codes: list[list[int]],
) -> None:
    store = postgresql_server.new_database()
    with redis() as queue, serve(newspaper, faults=False) as site:
        shared = ("-s", f"MENAFN_STORE={store}", "-s", f"MENAFN_REDIS_URL={queue.url}")
        one = crawling(site.url, tmp_path / "1", *shared, *SLOWER)
        other = crawling(site.url, tmp_path / "2", *shared, *SLOWER)
        with one as first, other as second:
            job = Job([first, second], queue, postgresql_server, store.rpartition("/")[2])
            wait_for_requests(site.site.log, 60)
            fault(job)
            ended = [process.wait(LONGEST) for process in job.processes]
        assert ended in codes
        if 0 not in ended:
            assert crawl(site.url, tmp_path / "3", *shared).code == 0
        times = Counter(filter(None, map(article_number, site.requests)))
    exported = max(tmp_path.glob("*/articles.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    assert compare(newspaper, exported).wrong == ()
    assert sum(number - 1 for number in times.values()) <= 2 * (IN_FLIGHT + GROUP), "only what was under way"


def test_a_late_worker_takes_its_part(newspaper: Newsroom, postgresql_server: PostgreSQL, tmp_path: Path) -> None:
    store = postgresql_server.new_database()
    with redis() as queue, serve(newspaper, faults=False) as site:
        shared = ("-s", f"MENAFN_STORE={store}", "-s", f"MENAFN_REDIS_URL={queue.url}", "-s", "DOWNLOAD_DELAY=0.15")
        with crawling(site.url, tmp_path / "early", *shared, *SLOWER[2:]) as early:
            wait_for_requests(site.site.log, 30)
            late = crawl(site.url, tmp_path / "late", *shared, *SLOWER[2:])
            assert (early.wait(LONGEST), late.code) == (0, 0)
        times = Counter(filter(None, map(article_number, site.requests)))
    assert late.counters["article/answered"] > 0
    assert set(times.values()) == {1}
    assert len(list(tmp_path.glob("*/articles.jsonl"))) == 1


def wait_for_requests(log: list[str], count: int) -> None:
    until = time.monotonic() + LONGEST
    while len(log) < count:
        assert time.monotonic() < until, f"only {len(log)} requests came"
        time.sleep(0.01)
