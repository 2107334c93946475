"""A crawl whose table another connection has locked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.crawls import ASIA, LONGEST, crawling
from tests.servers import PostgreSQL
from tests.sites import SmallSite, Story, newsroom


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.slow
def test_a_crawl_that_waits_for_a_lock_names_its_holder_and_obeys_sigterm(
    tmp_path: Path, postgresql_server: PostgreSQL
) -> None:
    store, log = postgresql_server.new_database(), tmp_path / "log"
    settings = (f"MENAFN_STORE={store}", f"LOG_FILE={log}", "DOWNLOAD_DELAY=0.2")
    options = [part for setting in settings for part in ("-s", setting)]
    stories = [Story(1_109_547_000 + number) for number in range(100)]
    with (
        SmallSite(newsroom(*stories)) as site,
        crawling(site.url, tmp_path / "data", *ASIA, *options) as process,
        psycopg.connect(store.replace("+psycopg", ""), application_name="a shell") as holder,
    ):
        wait_until(lambda: len(site.requests) > 10)
        holder.execute("LOCK TABLE candidates IN ACCESS EXCLUSIVE MODE")
        wait_until(lambda: "the store has waited" in log.read_text("utf-8"))
        process.terminate()
        assert process.wait(LONGEST) == 3
    told = log.read_text("utf-8")
    assert "(a shell, idle in transaction, query of 20" in told
    attempt = json.loads((tmp_path / "data" / "last-attempt.json").read_text("utf-8"))
    assert attempt["exit_code"] == 3
    assert "lock timeout; locks are held by process" in attempt["reason"]
