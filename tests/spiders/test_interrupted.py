"""A crawl that is killed or stopped at any moment, and the next one that goes on."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, copies, expected_records, serve
from menafn_crawler.replica.links import article_number
from menafn_crawler.replica.sections import MENU_KEYS
from tests.crawls import ASIA, LONGEST, crawl, crawling
from tests.sites import LIST, Reply, SmallSite
from tests.sites import newsroom as small_newsroom

SLOWLY = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=3", "-s", "MENAFN_SECOND_LOOK_MINUTES=10")
KILLED_AFTER = (4, 31, 160)
"""Requests: among the first lists, where lists and articles mix, and deep among the articles."""


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


def test_killed_three_times_every_article_is_there_once_and_none_is_missing(
    site: ReplicaServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("the old file\n")
    for requests in KILLED_AFTER:
        before = len(site.requests)
        with crawling(site.url, tmp_path / "data", *SLOWLY, "-O", str(feed)) as process:
            wait_for(site, before + requests, process)
            process.send_signal(signal.SIGKILL)
            assert process.wait(LONGEST) == -signal.SIGKILL
        assert feed.read_text() == "the old file\n"
    run = crawl(site.url, tmp_path / "data", "-O", str(feed))
    truth = {r["article_id"]: r for r in expected_records(newsroom, read=MENU_KEYS)}
    assert run.code == 0, run.err
    assert set(run.found) == truth.keys() - copies(newsroom).keys()
    assert run.census["articles"] + run.census["copies"] == len(truth)
    assert {n: r["sections"] for n, r in run.records.items()} == {n: truth[n]["sections"] for n in run.found}
    assert "the old file" not in feed.read_text()
    # what was stored before a kill is not fetched again; what was under way at one may be
    often = [n for n, times in Counter(filter(None, map(article_number, site.requests))).items() if times > 2]
    assert len(often) <= len(KILLED_AFTER) * 3


def test_one_ctrl_c_ends_the_crawl_cleanly_and_the_next_run_completes_it(
    site: ReplicaServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    with crawling(site.url, tmp_path, *SLOWLY) as process:
        wait_for(site, 150, process)
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST) == 3
    assert (tmp_path / "articles.csv").stat().st_size > 1000  # the exports hold what there is
    stored_at_first = len((tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    run = crawl(site.url, tmp_path)
    truth = {record["article_id"] for record in expected_records(newsroom, read=MENU_KEYS)}
    assert run.code == 0
    assert set(run.found) == truth - copies(newsroom).keys()
    assert 0 < stored_at_first < len(run.found)


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
