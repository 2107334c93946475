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
from menafn_crawler.replica.sections import MENU_KEYS
from menafn_crawler.replica.url_forms import article_number
from tests.crawls import ASIA, LONGEST, crawl, crawling, read_lines
from tests.sites import LIST, Reply, SmallSite
from tests.sites import newsroom as small_newsroom

SLOWLY = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=3")
UNDER_WAY = 32
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


@pytest.mark.slow
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
    dated = ("published_at", "published_on", "date_source", "date_conflict")
    assert {n: [r[name] for name in dated] for n, r in run.records.items()} == {
        n: [truth[n][name] for name in dated] for n in run.found
    }
    assert read_lines(feed) == run.records, "also what the killed run had stored"
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
