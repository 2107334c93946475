"""``scrapy crawl menafn_commoncrawl`` on the replica's Common Crawl."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from menafn_crawler.archive.compression import MAGIC
from menafn_crawler.replica import Newsroom, ReplicaServer
from menafn_crawler.replica.common_crawl import NEWER, OLDER, CommonCrawl
from menafn_crawler.spiders.commoncrawl import MenafnCommonCrawlSpider
from tests.crawls import IMPOLITE, PROJECT, read_lines, scrapy


def words(site: ReplicaServer, data_dir: Path, *options: str) -> list[str]:
    base = f"{site.url}/commoncrawl"
    settings = [part for setting in (f"MENAFN_DATA_DIR={data_dir}", *IMPOLITE) for part in ("-s", setting)]
    return ["crawl", "menafn_commoncrawl", "-a", f"index={base}", "-a", f"data={base}", *settings, *options]


def crawl(site: ReplicaServer, data_dir: Path, *options: str) -> tuple[int, dict[str, int]]:
    """Run the spider to its end; return its exit code and counters."""
    done = scrapy(*words(site, data_dir, *options))
    assert "Traceback" not in done.stderr, done.stderr
    summary = json.loads((data_dir / "last-run.json").read_text("utf-8"))
    return done.returncode, {name.removeprefix("menafn/"): count for name, count in summary["counters"].items()}


def stored(data_dir: Path) -> dict[int, dict[str, Any]]:
    with closing(sqlite3.connect(data_dir / "menafn.db")) as store:
        store.row_factory = sqlite3.Row
        return {row["article_id"]: dict(row) for row in store.execute("SELECT * FROM articles")}


def records(crawl: CommonCrawl) -> Counter[tuple[str, str | None]]:
    """How often each record was requested."""
    return Counter(request for request in crawl.log if request[1] is not None)


@pytest.mark.slow
def test_all_that_the_index_lists_is_stored_from_one_request_an_article(
    served: ReplicaServer, captures: CommonCrawl, newsroom: Newsroom, tmp_path: Path
) -> None:
    code, counters = crawl(served, tmp_path, "-a", "crawls=all", "-O", str(tmp_path / "out.jsonl"))
    assert code == 0
    found = stored(tmp_path)
    assert found.keys() == captures.expected.keys()
    rejected = counters["capture/gone"]
    assert sum(records(captures).values()) == len(found) + rejected
    assert set(records(captures).values()) == {1}
    assert min(counters[f"index/{reason}"] for reason in ("revisit", "truncated", "not_html")) > 0
    with closing(sqlite3.connect(tmp_path / "menafn.db")) as store:
        evidence = dict(store.execute("SELECT article_id, file FROM captures"))
        assert store.execute("SELECT count(*) FROM history").fetchone() == (0,)
    assert {number: file.split("/")[1] for number, file in evidence.items()} == captures.expected
    published = read_lines(tmp_path / "out.jsonl")
    assert published == read_lines(tmp_path / "articles.jsonl")
    assert all(record["source_url"].startswith("https://menafn.com/") for record in published.values())
    assert not any("An earlier capture" in record["body"] for record in published.values())
    assert {record["fetched_at"][:7] for record in published.values()} == {"2025-05", "2025-06"}
    requests = len(captures.log)
    assert crawl(served, tmp_path, "-a", "crawls=all", "-O", str(tmp_path / "again.jsonl"))[0] == 0
    assert len(captures.log) == requests + 3, "of a second run only which crawls there are, and their pages"
    assert stored(tmp_path) == found
    assert read_lines(tmp_path / "again.jsonl") == published


@pytest.mark.slow
def test_a_newer_capture_is_a_revision_and_an_older_one_changes_nothing(
    served: ReplicaServer, captures: CommonCrawl, tmp_path: Path
) -> None:
    code, _ = crawl(served, tmp_path, "-a", f"crawls={OLDER}")
    assert code == 0
    before = stored(tmp_path)
    assert 0 < len(before) < len(captures.expected)
    code, counters = crawl(served, tmp_path)
    after = stored(tmp_path)
    assert code == 0
    assert after.keys() == captures.expected.keys()
    both = [number for number in before if captures.expected[number] == NEWER]
    assert counters["article/corrected"] == len(both) > 20
    assert {after[number]["revision"] for number in both} == {2}
    assert crawl(served, tmp_path, "-a", f"crawls={OLDER}")[0] == 0
    assert stored(tmp_path) == after


def test_since_and_until_are_of_publication(
    served: ReplicaServer, captures: CommonCrawl, newsroom: Newsroom, tmp_path: Path
) -> None:
    span = ("-a", "crawls=all", "-a", "since=2025-05-10", "-a", "until=2025-05-12")
    code, _ = crawl(served, tmp_path, *span)
    days = {row["published_on"] for row in stored(tmp_path).values()}
    assert code == 0
    assert days <= {"2025-05-09", "2025-05-10", "2025-05-11", "2025-05-12"}
    assert len(records(captures)) < len(captures.expected) / 2
    requests = len(records(captures))
    assert crawl(served, tmp_path, *span)[0] == 0
    assert len(records(captures)) == requests
    assert set(records(captures).values()) == {1}


def test_limit_bounds_the_articles(served: ReplicaServer, captures: CommonCrawl, tmp_path: Path) -> None:
    assert crawl(served, tmp_path, "-a", "limit=7")[0] == 0
    assert len(stored(tmp_path)) == 7


@pytest.mark.slow
@pytest.mark.parametrize("failing", [3, 10_000], ids=["for a while", "for the whole run"])
def test_a_run_that_is_told_to_slow_down_ends_with_3_and_the_next_goes_on(
    served: ReplicaServer, captures: CommonCrawl, tmp_path: Path, failing: int
) -> None:
    captures.failing = failing
    code, counters = crawl(served, tmp_path, "-s", "RETRY_ENABLED=0" if failing > 3 else "RETRY_TIMES=1")
    assert code == 3
    assert counters["index/slow_down"] >= 1
    assert len(captures.log) < 100
    captures.failing = 0
    assert crawl(served, tmp_path)[0] == 0
    assert stored(tmp_path).keys() == {number for number, name in captures.expected.items() if name == NEWER}


@pytest.mark.slow
def test_twenty_kills_lose_nothing_and_double_nothing(
    served: ReplicaServer, captures: CommonCrawl, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "scrapy",
        *words(served, tmp_path, "-a", "crawls=all", "-s", "DOWNLOAD_DELAY=0.03"),
    ]
    choose = random.Random(1)
    for _ in range(20):
        seen = len(captures.log)
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            enough = seen + choose.randint(2, 14)
            while len(captures.log) < enough and process.poll() is None:
                time.sleep(0.01)
            process.kill()
    assert crawl(served, tmp_path, "-a", "crawls=all")[0] == 0
    assert stored(tmp_path).keys() == captures.expected.keys()
    assert set(Counter(row["article_id"] for row in stored(tmp_path).values()).values()) == {1}
    assert sum(records(captures).values()) < len(captures.expected) + 24 + 20 * 16


def test_no_more_requests_are_under_way_than_the_settings_allow() -> None:
    under_way, most = 0, 0

    async def download(request: Request) -> Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return Response(request.url)

    spider: Any = MenafnCommonCrawlSpider()
    settings = Settings({"CONCURRENT_REQUESTS_PER_DOMAIN": 3})
    spider.crawler = SimpleNamespace(engine=SimpleNamespace(download_async=download), settings=settings)

    async def get_all() -> list[Response | None]:
        return list(await asyncio.gather(*(spider.get(f"https://data.example/{n}", 100) for n in range(20))))

    assert None not in asyncio.run(get_all())
    assert most == 3


REFUSED = {
    "an id that is a path": ("crawls=../x", "names no crawls"),
    "no crawl": ("crawls=,", "names no crawls"),
    "all and one": ("crawls=all,CC-MAIN-2025-21", "names no crawls"),
    "an index that is no address": ("index=commoncrawl", "index='commoncrawl' is no base address"),
    "a password": ("data=http://me:secret@host", "data names a user or a password"),
}


@pytest.mark.parametrize(("argument", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_an_argument_that_cannot_be_right_is_refused(argument: str, reason: str, tmp_path: Path) -> None:
    done = scrapy("crawl", "menafn_commoncrawl", "-a", argument, "-s", f"MENAFN_DATA_DIR={tmp_path}")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert reason in done.stderr
    assert "secret" not in done.stderr


def test_it_shares_no_queue_with_other_workers(tmp_path: Path) -> None:
    settings = ("MENAFN_REDIS_URL=redis://127.0.0.1:1", "MENAFN_STORE=postgresql+psycopg://127.0.0.1:1/x")
    given = [part for setting in (*settings, f"MENAFN_DATA_DIR={tmp_path}") for part in ("-s", setting)]
    done = scrapy("crawl", "menafn_commoncrawl", *given)
    assert done.returncode == 2
    assert "menafn_commoncrawl shares no queue" in done.stderr


def test_a_polite_run_parses_in_its_own_process(served: ReplicaServer, captures: CommonCrawl, tmp_path: Path) -> None:
    assert crawl(served, tmp_path, "-a", "limit=5", "-s", "DOWNLOAD_DELAY=0.05")[0] == 0
    assert len(stored(tmp_path)) == 5


def test_the_replica_serves_each_record_at_its_range(captures: CommonCrawl) -> None:
    lines = [json.loads(line) for lines in captures.lines.values() for line in lines]
    assert len(lines) > 300
    for line in lines:
        assert captures.files[line["filename"]].startswith(MAGIC, int(line["offset"]))
