"""``scrapy summary``: what cron mails."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.replica.scenarios import Scenario
from menafn_crawler.report.last_attempt import Attempt, write_attempt
from menafn_crawler.store import open_database
from tests.crawls import crawl, crawling, scrapy
from tests.sites import SmallSite, Story
from tests.sites import newsroom as small_newsroom

ONE = Story(1109547045)


def summary(data_dir: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return scrapy("summary", "-s", f"MENAFN_DATA_DIR={data_dir}", *words)


def seen_days_ago(data_dir: Path, days: int) -> None:
    """Age the store: its articles were first seen so many days ago."""
    with sqlite3.connect(data_dir / "menafn.db") as connection:
        connection.execute(
            "UPDATE candidates SET first_seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?)", (f"-{days} days",)
        )
    connection.close()


def test_a_run_that_went_well_is_told_to_those_who_ask_and_troubles_nobody(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=asia")
    told = summary(tmp_path)
    assert told.stdout.splitlines()[0] == "menafn: exit 0, done"
    assert "run 1: 1 new\n" in told.stdout
    assert "data set: 1 articles, 0 copies" in told.stdout
    silent = summary(tmp_path, "--trouble")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")
    for_programs = json.loads(summary(tmp_path, "--json").stdout)
    assert for_programs == run.summary
    assert [json.loads(line) for line in (tmp_path / "runs.jsonl").read_text("utf-8").splitlines()] == [run.summary]


def test_trouble_is_told_with_its_reason_first(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False, scenario=Scenario.REFUSING) as site:
        crawl(site.url, tmp_path)
    told = summary(tmp_path, "--trouble")
    assert told.stdout.startswith("menafn: exit 4, the site answered nothing usable: no list could be read (")
    assert "answers were 403)" in told.stdout.splitlines()[0]


@pytest.mark.parametrize(("setting", "said"), [("2", True), ("4", False), ("0", False)])
def test_days_without_an_article_are_trouble_and_no_failure(tmp_path: Path, setting: str, said: bool) -> None:
    with SmallSite(small_newsroom(ONE)) as site:
        crawl(site.url, tmp_path, "-a", "sections=asia")
        seen_days_ago(tmp_path, 3)
        run = crawl(site.url, tmp_path, "-a", "sections=asia", "-s", f"MENAFN_SILENT_DAYS={setting}")
    told = summary(tmp_path, "--trouble", "-s", f"MENAFN_SILENT_DAYS={setting}")
    assert run.code == 0
    assert ("no new article for 3 days" in run.err) is said
    assert bool(run.summary["warnings"]) is said
    assert ("\nwarning: no new article for 3 days" in told.stdout) is said


def test_a_run_that_was_killed_is_told_and_one_under_way_is_not(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        with crawling(site.url, tmp_path, "-s", "DOWNLOAD_DELAY=0.2") as process:
            deadline = time.monotonic() + 30
            while not list(site.requests) and time.monotonic() < deadline:
                time.sleep(0.05)
            under_way = summary(tmp_path, "--trouble")
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        told = summary(tmp_path, "--trouble")
        for_programs = json.loads(summary(tmp_path, "--trouble", "--json").stdout)
    assert "was killed" not in under_way.stdout
    assert "behind" not in under_way.stdout
    first, second = told.stdout.splitlines()
    assert first.startswith("menafn: run 1, begun ")
    assert "was killed before its end" in first
    assert second.startswith(f"warning: exports are behind the store: {tmp_path / 'articles.jsonl'}, ")
    assert for_programs["killed"]["run_id"] == 1
    assert len(for_programs["warnings"]) == 1


def test_a_crawl_that_left_no_record_is_told_until_the_next_one(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(ONE)) as site:
        crawl(site.url, tmp_path, "-a", "sections=asia")
        write_attempt(tmp_path, Attempt("menafn", "2999-01-01T00:00:00Z", 4, "attempt to write a readonly database"))
        told = summary(tmp_path, "--trouble")
        for_programs = json.loads(summary(tmp_path, "--trouble", "--json").stdout)
        crawl(site.url, tmp_path, "-a", "sections=asia")
    assert told.stdout == (
        "menafn: the crawl begun 2999-01-01 00:00:00 UTC left no record: exit 4, attempt to write a readonly database\n"
    )
    assert for_programs["unrecorded"]["exit_code"] == 4
    assert summary(tmp_path, "--trouble").stdout == ""


def test_a_refused_crawl_is_trouble(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(ONE)) as site:
        crawl(site.url, tmp_path, "-a", "sections=asia")
        with sqlite3.connect(tmp_path / "menafn.db") as connection:
            connection.execute("UPDATE runs SET started_at = '2025-05-14T00:00:00Z'")
        connection.close()
        crawl(site.url, tmp_path, "-a", "sections=asiaa")
    assert "left no record: exit 2, unknown section 'asiaa'" in summary(tmp_path, "--trouble").stdout


def test_without_a_run_there_is_nothing_to_tell(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/menafn.db").close()
    done = summary(tmp_path)
    assert (done.returncode, done.stderr) == (2, "scrapy summary: no run has ended yet: scrapy crawl menafn\n")
