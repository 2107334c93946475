"""``scrapy crawl menafn_commoncrawl -a news=...`` on the replica's CC-NEWS files."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.archive.compression import MAGIC
from menafn_crawler.archive.news_files import site_captures
from menafn_crawler.replica import Newsroom, ReplicaServer
from menafn_crawler.replica.common_crawl import NEWS, CommonCrawl
from tests.crawls import IMPOLITE, PROJECT, read_lines, scrapy


def crawl(site: ReplicaServer, data_dir: Path, *options: str, news: str | None = None) -> tuple[int, dict[str, int]]:
    """Read the CC-NEWS files; return the exit code and the counters."""
    base = f"{site.url}/commoncrawl"
    settings = [part for setting in (f"MENAFN_DATA_DIR={data_dir}", *IMPOLITE) for part in ("-s", setting)]
    place = news or f"{base}/{NEWS}/warc.paths.gz"
    done = scrapy("crawl", "menafn_commoncrawl", "-a", f"news={place}", "-a", f"data={base}", *settings, *options)
    assert "Traceback" not in done.stderr, done.stderr
    summary = json.loads((data_dir / "last-run.json").read_text("utf-8"))
    return done.returncode, {name.removeprefix("menafn/"): count for name, count in summary["counters"].items()}


def rows(data_dir: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(data_dir / "menafn.db")) as store:
        store.row_factory = sqlite3.Row
        return [dict(row) for row in store.execute(f"SELECT * FROM {table}")]


def test_every_article_of_the_files_is_stored_with_its_revisions_and_captures(
    served: ReplicaServer, captures: CommonCrawl, newsroom: Newsroom, tmp_path: Path
) -> None:
    expected = {story.article_id for story in newsroom.stories[::3]}
    code, counters = crawl(served, tmp_path, "-O", str(tmp_path / "out.jsonl"))
    stored = {row["article_id"]: row for row in rows(tmp_path, "articles")}
    assert code == 0
    assert stored.keys() == expected
    twice = {story.article_id for place, story in enumerate(newsroom.stories) if place % 6 == 0}
    revisions = Counter(row["article_id"] for row in rows(tmp_path, "history") if row["event"] == "corrected")
    assert revisions == Counter(twice)
    assert {number for number, row in stored.items() if row["revision"] == 2} == twice
    assert {row["fetched_at"][:7] for row in stored.values()} == {"2025-05", "2025-06"}
    assert not any("An earlier capture" in stored[number]["body"] for number in twice)
    assert all("An earlier capture" in stored[number]["body"] for number in expected - twice)
    assert counters["capture/cut_short"] > 0
    for capture in rows(tmp_path, "captures"):
        record = captures.files[capture["file"]][capture["offset"] : capture["offset"] + capture["length"]]
        assert record.startswith(MAGIC)
    published = read_lines(tmp_path / "out.jsonl")
    assert published == read_lines(tmp_path / "articles.jsonl")
    requests = len(captures.log)
    assert requests == 1 + len(captures.news), "the list and a range of each file"
    assert crawl(served, tmp_path, "-O", str(tmp_path / "again.jsonl"))[0] == 0
    assert len(captures.log) == requests + 1
    assert read_lines(tmp_path / "again.jsonl") == published
    assert {row["article_id"]: row for row in rows(tmp_path, "articles")} == stored


@pytest.mark.slow
def test_a_run_that_is_told_to_slow_down_ends_with_3_and_the_next_goes_on(
    served: ReplicaServer, captures: CommonCrawl, newsroom: Newsroom, tmp_path: Path
) -> None:
    captures.failing = 10_000
    code, counters = crawl(served, tmp_path, "-s", "RETRY_ENABLED=0")
    assert (code, counters["index/slow_down"]) == (3, 1)
    captures.failing = 0
    assert crawl(served, tmp_path)[0] == 0
    assert len(rows(tmp_path, "articles")) == len(newsroom.stories[::3])


@pytest.mark.slow
def test_a_file_of_paths_and_a_limit(
    served: ReplicaServer, captures: CommonCrawl, newsroom: Newsroom, tmp_path: Path
) -> None:
    paths = tmp_path / "warc.paths"
    paths.write_text("\n".join(captures.news[::-1]), "utf-8")
    assert crawl(served, tmp_path, "-a", "limit=7", news=str(paths))[0] == 0
    assert 0 < len(rows(tmp_path, "articles")) <= 7
    assert crawl(served, tmp_path, news=str(paths))[0] == 0
    assert len(rows(tmp_path, "articles")) == len(newsroom.stories[::3])


SMALL_RANGES = (
    "import menafn_crawler.spiders.commoncrawl_news as n; n.NEWS_BYTES = 150_000; from scrapy.cmdline import execute"
)


@pytest.mark.slow
def test_twenty_kills_lose_nothing_and_double_nothing(
    served: ReplicaServer, captures: CommonCrawl, newsroom: Newsroom, tmp_path: Path
) -> None:
    base = f"{served.url}/commoncrawl"
    settings = [part for setting in (f"MENAFN_DATA_DIR={tmp_path}", *IMPOLITE) for part in ("-s", setting)]
    arguments = ["-a", f"news={base}/{NEWS}/warc.paths.gz", "-a", f"data={base}"]
    program = [sys.executable, "-c", f"{SMALL_RANGES}; execute()", "crawl", "menafn_commoncrawl", *arguments, *settings]
    choose = random.Random(2)
    for _ in range(20):
        seen = len(captures.log)
        with subprocess.Popen(program, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            enough = seen + choose.randint(2, 5)
            while len(captures.log) < enough and process.poll() is None:
                time.sleep(0.01)
            time.sleep(choose.uniform(0, 0.4))  # in the middle of a range
            process.kill()
    last = subprocess.run(program, cwd=PROJECT, capture_output=True, check=False)
    assert last.returncode == 0, last.stderr[-800:]
    expected = {story.article_id for story in newsroom.stories[::3]}
    stored = {row["article_id"]: row["revision"] for row in rows(tmp_path, "articles")}
    assert stored.keys() == expected
    twice = {story.article_id for place, story in enumerate(newsroom.stories) if place % 6 == 0}
    assert {number for number, revision in stored.items() if revision == 2} == twice
    assert max(stored.values()) == 2
    assert Counter(row["article_id"] for row in rows(tmp_path, "history") if row["event"] == "corrected") == Counter(
        twice
    )
    places = Counter((row["file"], row["offset"]) for row in rows(tmp_path, "captures"))
    assert set(places.values()) == {1}
    ranges = sum(-(-len(captures.files[name]) // 150_000) for name in captures.news)
    asked = sum(1 for _, wanted in captures.log if wanted is not None)
    assert ranges <= asked <= ranges + 2 * 20, "of each killed run the range under way, and the one before it"


def test_ranges_are_read_one_after_the_other(captures: CommonCrawl) -> None:
    name = captures.news[0]
    whole, (data, at) = bytes(captures.files[name]), (b"", 0)
    found = []
    for start in range(0, len(whole), 50_000):
        data += whole[start : start + 50_000]
        some, used = site_captures(data, name, at, "https://menafn.com", last=start + 50_000 >= len(whole))
        found += some
        data, at = data[used:], at + used
    assert (at, data) == (len(whole), b"")
    assert found == site_captures(whole, name, 0, "https://menafn.com", last=True)[0]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("news=/no/such/file",), "is no file that can be read"),
        (("news=https://me:secret@host/warc.paths.gz",), "news names a user or a password"),
        (("news=.", "crawls=all"), "news reads files, crawls names an index"),
    ],
    ids=["no file", "a password", "an index too"],
)
def test_an_argument_that_cannot_be_right_is_refused(arguments: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    given = [part for argument in arguments for part in ("-a", argument)]
    done = scrapy("crawl", "menafn_commoncrawl", *given, "-s", f"MENAFN_DATA_DIR={tmp_path}")
    assert done.returncode == 2
    assert reason in done.stderr
    assert "secret" not in done.stderr
