"""``scrapy doctor`` on sites that are well and on sites that have changed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.replica.scenarios import Scenario
from menafn_crawler.version import __version__
from tests.crawls import crawl, scrapy
from tests.sites import SmallSite, Story
from tests.sites import newsroom as small_newsroom


def doctor(data_dir: Path, *words: str) -> subprocess.CompletedProcess[str]:
    settings = (f"MENAFN_DATA_DIR={data_dir}", "DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0")
    options = [part for setting in settings for part in ("-s", setting)]
    return scrapy("doctor", *options, *words)


def examine(site: str, data_dir: Path) -> tuple[int, dict[str, list[dict[str, str]]]]:
    """Exit code and checks by subject, read as a program does."""
    done = doctor(data_dir, "-a", f"site={site}", "--json")
    assert done.stderr == ""
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["exit_code"] == done.returncode
    checks: dict[str, list[dict[str, str]]] = {}
    for check in answer["checks"]:
        checks.setdefault(check["subject"], []).append(check)
    return done.returncode, checks


SCENARIOS: dict[Scenario, tuple[int, str, str]] = {
    Scenario.KNOWN: (0, "article", "by story-2025: "),
    Scenario.HALF: (3, "article", "missing: selector #ContentPlaceHolder1_div_story"),
    Scenario.REBUILT: (4, "articles", "none of 3 could be read"),
    Scenario.EMPTY: (4, "list", "no link leads to an article"),
    Scenario.REFUSING: (4, "list", "blocked, status 403"),
}


@pytest.mark.parametrize(
    ("scenario", "code", "subject", "said"),
    [
        pytest.param(scenario, *case, id=scenario, marks=() if scenario is Scenario.KNOWN else pytest.mark.slow)
        for scenario, case in SCENARIOS.items()
    ],
)
def test_each_scenario_of_a_site_has_its_words_and_its_code(
    newsroom: Newsroom, tmp_path: Path, scenario: Scenario, code: int, subject: str, said: str
) -> None:
    with serve(newsroom, faults=False, scenario=scenario) as site:
        found, checks = examine(site.url, tmp_path)
        asked = site.requests
    assert found == code
    assert any(said in check["text"] for check in checks[subject]), checks[subject]
    assert len(asked) <= 18
    assert not list(tmp_path.iterdir())


def test_renamed_classes_are_named(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False, rename=True) as site:
        code, checks = examine(site.url, tmp_path)
    assert code == 3
    assert all("by anchors: " in check["text"] for check in checks["article"])
    assert "selector h1.main-entry-title" in checks["article"][0]["text"]


def test_for_people_each_check_is_one_line(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        done = doctor(tmp_path, "-a", f"site={site.url}")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("OK        robots.txt")
    subjects = " ".join(lines)
    assert all(
        word in subjects for word in ("home page", "list", "feed", "store", "disk", "clock", "versions", "Scrapy")
    )


def test_robots_txt_is_obeyed_and_named(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(Story(1109547045), robots="User-agent: *\nDisallow: /\n")) as site:
        code, checks = examine(site.url, tmp_path)
        asked = set(site.requests)
    assert code == 4
    assert asked == {"/robots.txt"}
    assert "forbids menafn_crawler /" in checks["robots.txt"][0]["text"]
    assert "Forbidden by robots.txt" in checks["home page"][0]["text"]


def test_what_the_requests_carry_is_what_a_crawl_s_carry(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(Story(1109547045))) as site:
        examine(site.url, tmp_path)
        agents = {headers["user-agent"] for headers in site.headers}
    assert agents == {f"menafn_crawler/{__version__} (news research; honours robots.txt)"}


def test_the_store_is_described_while_a_crawl_could_hold_it(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        crawl(site.url, tmp_path, "-a", "limit=3")
        before = {path.name for path in tmp_path.iterdir()}
        _, checks = examine(site.url, tmp_path)
    assert "3 articles" in checks["store"][0]["text"]
    assert {path.name for path in tmp_path.iterdir()} - before <= {"menafn.db-wal", "menafn.db-shm"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-a", "sections=asia"), "allowed are site"),
        (("-a", "site"), "site=ADDRESS"),
        (("-a", "site=menafn.com"), "http(s)://"),
        (("now",), "takes no argument"),
        (("--bogus",), "--bogus"),
        (("-s", "MENAFN_TIMEZONE=Mars"), "America/New_York"),
    ],
)
def test_one_line_says_what_is_allowed(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = doctor(tmp_path, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("scrapy doctor: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_scrapy_crawl_does_not_offer_its_spider() -> None:
    assert "doctor" not in scrapy("list").stdout.split()
