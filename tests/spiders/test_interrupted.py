"""A crawl that is killed or stopped at any moment, and the next one that goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, copies, expected_records, serve
from menafn_crawler.replica.sections import MENU_KEYS
from menafn_crawler.replica.url_forms import article_number
from tests.crawls import ASIA, LONGEST, crawl, crawling, read_lines
from tests.sites import LIST, Reply, SmallSite
from tests.sites import newsroom as small_newsroom

SLOWLY = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=3")
UNDER_WAY = 20
"""More than the requests that can be on their way, or read and not stored yet, when the process is killed."""


@pytest.fixture
def site(newsroom: Newsroom) -> Iterator[ReplicaServer]:
    with serve(newsroom) as server:
        yield server


def wait_for(site: ReplicaServer, requests: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST
    while len(site.requests) < requests:
        assert process.poll() is None, "the crawl ended before its time"
        assert time.monotonic() < until
        time.sleep(0.002)


def test_a_killed_crawl_leaves_the_old_feed_and_its_articles_are_not_fetched_again(
    site: ReplicaServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("the old file\n")
    with crawling(site.url, tmp_path / "data", *SLOWLY, "-O", str(feed)) as process:
        wait_for(site, 160, process)
        process.send_signal(signal.SIGKILL)
        assert process.wait(LONGEST) == -signal.SIGKILL
    assert feed.read_text() == "the old file\n"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["feed.jsonl"]
    run = crawl(site.url, tmp_path / "data", "-O", str(feed))
    truth = {record["article_id"]: record for record in expected_records(newsroom, read=MENU_KEYS)}
    assert run.code == 0, run.err
    assert set(run.found) == truth.keys() - copies(newsroom).keys()
    assert {n: r["sections"] for n, r in run.records.items()} == {n: truth[n]["sections"] for n in run.found}
    assert read_lines(feed).keys() < run.records.keys()
    again = [n for n, times in Counter(filter(None, map(article_number, site.requests))).items() if times > 1]
    assert len(again) <= UNDER_WAY + 3, "only what was under way, and what failed once"


def test_ctrl_c_ends_a_long_wait_for_the_site(tmp_path: Path) -> None:
    pages = small_newsroom(more={LIST: [Reply("", 503, {"Retry-After": "100"})]})
    with SmallSite(pages) as busy, crawling(busy.url, tmp_path, *ASIA) as process:
        until = time.monotonic() + LONGEST
        while LIST not in busy.requests and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.3)  # the answer has arrived, and is waited for
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST) == 3
        assert time.monotonic() - begun < 20


def test_a_second_process_that_is_killed_is_missed_by_nobody(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom) as site, crawling(site.url, tmp_path) as process:
        second = wait_for_child(process)
        wait_for(site, 150, process)
        os.kill(second, signal.SIGKILL)
        assert process.wait(LONGEST) == 0
    found = read_lines(tmp_path / "articles.jsonl")
    truth = {record["article_id"]: record for record in expected_records(newsroom, read=MENU_KEYS)}
    assert found.keys() == truth.keys() - copies(newsroom).keys()
    assert {number: record["title"] for number, record in found.items()} == {n: truth[n]["title"] for n in found}
    assert {record["revision"] for record in found.values()} == {1}, "what it had stored was stored again"


def wait_for_child(process: subprocess.Popen[bytes]) -> int:
    """Number of the crawl's second process, as soon as there is one."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        for child in map(Path("/proc").joinpath, children.read_text().split()):
            with suppress(OSError):  # a program that a library asked for something has ended
                if b"menafn_crawler.store.beside" in (child / "cmdline").read_bytes():
                    return int(child.name)
        time.sleep(0.005)
    raise AssertionError("a fast crawl has a second process")
