"""What Scrapy's users do by habit: everyday commands, mistyped names, scripts, secrets in what they type."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from menafn_crawler.spiders.argument_values import ArgumentError, read_span
from menafn_crawler.spiders.arguments import read_arguments
from menafn_crawler.spiders.menafn import MenafnSpider
from tests.crawls import ASIA, PROJECT, command, crawl, scrapy
from tests.sites import LIST, Manner, Reply, SmallSite, Story, newsroom, path

STORY = Story(1109547045)
NOW = datetime(2025, 5, 14, 9, 30, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with SmallSite(newsroom(STORY)) as served:
        yield served


@pytest.mark.parametrize("name", ["shell", "fetch", "view", "parse", "list", "check", "settings"])
def test_everyday_commands_leave_nothing_behind(name: str, site: SmallSite, tmp_path: Path) -> None:
    address = site.url + path(STORY.number)
    words = {
        "shell": ["shell", "-c", "1+1"],
        "fetch": ["fetch", address],
        "view": ["view", "--help"],
        "parse": ["parse", address, "--spider", "menafn", "-a", f"site={site.url}"],
        "settings": ["settings", "--get", "BOT_NAME"],
    }.get(name, [name])
    done = scrapy(*words, "-s", f"MENAFN_DATA_DIR={tmp_path / 'data'}")
    assert (done.returncode, (tmp_path / "data").exists()) == (0, False), done.stderr
    if name == "parse":
        assert "'article_id': 1109547045" in done.stdout


MISTYPED = {
    "argument": (("-a", "sectons=asia"), "did you mean sections?"),
    "section": (("-a", "sections=asai"), "did you mean asia?"),
    "setting": (("-s", "MENAFN_EXPORT=x"), "did you mean MENAFN_EXPORTS?"),
    "setting of Scrapy": (("-s", "DOWNLOAD_DELAYS=3"), "did you mean DOWNLOAD_DELAY?"),
    "proxy": (("-s", "HTTP_PROXY=http://127.0.0.1:1"), "environment"),
    "log": (("-s", "LOG_FILE=/missing/x.log"), "LOG_FILE"),
}


@pytest.mark.parametrize("name", MISTYPED)
def test_a_mistyped_name_is_answered_in_one_line(name: str, tmp_path: Path) -> None:
    options, hint = MISTYPED[name]
    run = crawl("http://127.0.0.1:9", tmp_path, *options)
    assert (run.code, run.err.count("\n"), hint in run.err) == (2, 1, True), run.err


SECRET = ("-a", "feeds=https://reader:MARKER@evil.example/rss.xml?token=MARKER")


def test_no_secret_is_repeated(site: SmallSite, tmp_path: Path) -> None:
    lines = "https://reader:MARKER@menafn.com/x\nhttps://menafn.com/x?password=MARKER\n"
    listed = crawl(site.url, tmp_path, "-a", "file=-", spider="menafn_urls", typed=lines)
    feeds = crawl(site.url, tmp_path, *SECRET, spider="menafn_feeds")
    store = crawl(site.url, tmp_path, "-s", "MENAFN_STORE=postgresql+psycopg://u:MARKER@h:notaport/d")
    assert (feeds.code, store.code) == (2, 2)
    written = "".join(path.read_text("utf-8", "replace") for path in tmp_path.rglob("*.json*"))
    assert "MARKER" not in listed.err + feeds.err + store.err + written


def test_no_foreign_text_forges_a_line_of_the_log(site: SmallSite, tmp_path: Path) -> None:
    forged = "https://h.example/x\x1b[2J\r2025-05-14 INFO: exit 0: done\n"
    run = crawl(site.url, tmp_path, "-a", "file=-", spider="menafn_urls", typed=forged)
    assert "\x1b" not in run.err
    assert "\r" not in run.err


def test_a_dead_site_is_told_in_a_few_lines(tmp_path: Path) -> None:
    run = crawl("http://127.0.0.1:9", tmp_path, *ASIA)
    lines = run.err.splitlines()
    assert (run.code, len(lines) < 20, "Traceback" in run.err) == (4, True, False), run.err
    assert "exit 4: robots.txt" in lines[-1]


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        ("yesterday", None, ("2025-05-13T00:00:00Z", None)),
        ("today", "today", ("2025-05-14T00:00:00Z", "2025-05-14T23:59:59Z")),
        ("7d", None, ("2025-05-07T09:30:00Z", None)),
        ("36h", None, ("2025-05-12T21:30:00Z", None)),
        ("2025-05", "2025-05", ("2025-05-01T00:00:00Z", "2025-05-31T23:59:59Z")),
        ("2024-02", "2024-02", ("2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z")),
        ("2025-12", "2025-12", ("2025-12-01T00:00:00Z", "2025-12-31T23:59:59Z")),
    ],
)
def test_relative_dates(since: str, until: str | None, wanted: tuple[str, str | None]) -> None:
    span = read_span(since, until, NOW)
    assert (span.since, span.until) == wanted


@pytest.mark.parametrize("since", ["2025-13", "0d2", "-7d", "7 parsecs", "tomorrow morning", ""])
def test_what_is_no_date_is_refused(since: str) -> None:
    with pytest.raises(ArgumentError):
        read_span(since, None, NOW)


def test_scripts_give_native_types() -> None:
    arguments = read_arguments(
        {"limit": 5, "since": date(2025, 5, 14), "sections": ["asia"], "until": None}, MenafnSpider.allowed_arguments
    )
    assert (arguments.limit, arguments.sections, arguments.span.since) == (5, ("asia",), "2025-05-14T00:00:00Z")
    assert MenafnSpider(limit=5, since=date(2025, 5, 14)).raw_arguments == {"limit": "5", "since": "2025-05-14"}


def test_case_does_not_matter() -> None:
    arguments = read_arguments({"language": "AR", "sections": "Economy"}, MenafnSpider.allowed_arguments)
    assert (arguments.languages, arguments.sections) == (("ar",), ("economy",))


@pytest.mark.slow
def test_a_stopped_run_ends_though_an_answer_does_not(tmp_path: Path) -> None:
    endless = Reply("<html>", manner=Manner.ENDLESS)
    with (
        SmallSite(newsroom(STORY, more={LIST: [endless]})) as site,
        subprocess.Popen(
            command(site.url, tmp_path, *ASIA, "-s", "DOWNLOAD_MAXSIZE=0"), cwd=PROJECT, stderr=subprocess.DEVNULL
        ) as process,
    ):
        while not site.asked(LIST):
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert process.wait(60) in (3, 4)
    assert time.monotonic() - began < 15


def test_a_crawl_in_a_folder_of_the_project_writes_to_the_projects_place(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "scrapy.cfg").write_text((PROJECT / "scrapy.cfg").read_text())
    words = [sys.executable, "-c", "from menafn_crawler.configuration import in_project; print(in_project('data'))"]
    done = subprocess.run(
        words, cwd=tmp_path / "docs", capture_output=True, text=True, check=True, env={"PYTHONPATH": str(PROJECT)}
    )
    assert done.stdout.strip() == str(tmp_path / "data")


def test_a_cached_answer_has_the_caches_instant(site: SmallSite, tmp_path: Path) -> None:
    cache = ("-s", "HTTPCACHE_ENABLED=1", "-s", f"HTTPCACHE_DIR={tmp_path / 'cache'}")
    first = crawl(site.url, tmp_path / "one", *ASIA, *cache)
    time.sleep(3)
    second = crawl(site.url, tmp_path / "two", *ASIA, *cache)
    fetched = [datetime.fromisoformat(run.records[STORY.number]["fetched_at"]) for run in (first, second)]
    assert abs(fetched[1] - fetched[0]) <= timedelta(seconds=1)  # Scrapy stamps the answer a moment after we do


def test_a_data_directory_that_is_removed_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with SmallSite(newsroom(STORY)) as site:
        ordinary = site.next_reply

        def removing(address: str) -> Reply:
            if address == path(STORY.number):
                data.rename(tmp_path / "moved")
            return ordinary(address)

        site.next_reply = removing  # type: ignore[method-assign]
        run = crawl(site.url, data, *ASIA)
    assert (run.code, "was removed or replaced" in run.err) == (4, True), run.err
