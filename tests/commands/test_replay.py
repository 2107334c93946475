"""``scrapy replay`` as a user runs it, on archives of crawls and of other programs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.report.dataset_differences import EXAMPLES
from tests.archive.samples import ours, story_record
from tests.crawls import PROJECT, Run, command, crawl, crawling, read_lines
from tests.crawls import scrapy as run_scrapy


def scrapy(*arguments: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    return run_scrapy(*arguments, "-s", f"MENAFN_DATA_DIR={data_dir}")


@pytest.fixture(scope="module")
def archived(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The replica with all its faults, crawled once with the archive on."""
    data_dir = tmp_path_factory.mktemp("archived") / "data"
    with serve(newsroom) as site:
        run = crawl(site.url, data_dir, "-s", "MENAFN_ARCHIVE={MENAFN_DATA_DIR}/warc")
    assert run.code == 0, run.err
    return run


@pytest.fixture
def again(archived: Run, tmp_path: Path) -> Path:
    """A data directory of its own with the crawl's store and archive."""
    return Path(shutil.copytree(archived.data_dir, tmp_path / "data"))


def stored(data_dir: Path) -> int:
    """How many articles the crawl of a data directory has stored."""
    data_set = json.loads((data_dir / "last-run.json").read_text(encoding="utf-8"))["data_set"]
    return int(data_set["articles"] + data_set["copies"])


def exported(data_dir: Path, suffix: str = "jsonl") -> bytes:
    path = data_dir / f"everything.{suffix}"
    assert scrapy("export", str(path), "--all", data_dir=data_dir).returncode == 0
    return path.read_bytes()


def test_a_store_made_from_the_archive_is_the_crawls_own_byte_for_byte(again: Path) -> None:
    before = exported(again)
    for part in again.glob("menafn.db*"):
        part.unlink()
    done = scrapy("replay", str(again / "warc"), data_dir=again)
    assert done.returncode == 0, done.stderr
    assert f"{stored(again)} articles new" in done.stdout
    assert f"articles in {again / 'articles.csv'}" in done.stdout
    assert exported(again) == before


def test_a_store_made_from_an_archive_of_feeds_has_their_sections_and_dates(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom) as site:
        run = crawl(
            site.url, tmp_path / "data", "-s", "MENAFN_ARCHIVE={MENAFN_DATA_DIR}/warc", "-a", "feeds=kw,qa,tr",
            spider="menafn_feeds",
        )  # fmt: skip
    assert run.code == 0, run.err
    before = exported(run.data_dir)
    assert {section for record in run.records.values() for section in record["sections"]} == {"kw", "qa"}
    assert any(said["source"] == "feed" for record in run.records.values() for said in record["date_evidence"])
    for part in run.data_dir.glob("menafn.db*"):
        part.unlink()
    done = scrapy("replay", str(run.data_dir / "warc"), data_dir=run.data_dir)
    assert done.returncode == 0, done.stderr
    assert "and 3 lists read" in done.stdout
    assert exported(run.data_dir) == before


@pytest.mark.slow
def test_a_file_made_from_the_archive_is_the_data_set(archived: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    for suffix in ("csv", "jsonl"):
        path = tmp_path / f"out.{suffix}"
        assert scrapy("replay", str(archived.data_dir / "warc"), "-O", str(path), data_dir=nowhere).returncode == 0
        assert path.read_bytes() == (archived.data_dir / f"articles.{suffix}").read_bytes()
    assert not nowhere.exists()


def test_the_archive_is_one_closed_file_that_passes_warcio_check(archived: Run) -> None:
    (path,) = (archived.data_dir / "warc").iterdir()
    assert path.name.endswith(".warc.gz")
    check = [sys.executable, "-c", "from warcio.cli import main; main()", "check", str(path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_answer_for_an_article_is_noted_also_those_that_were_none(archived: Run) -> None:
    with closing(sqlite3.connect(archived.data_dir / "menafn.db")) as store:
        statuses = dict(store.execute("SELECT status, count(*) FROM captures GROUP BY status").fetchall())
        unkept = "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM captures c WHERE"
        missing = f"{unkept} c.article_id = a.article_id AND c.fetched_at = a.fetched_at AND c.status = 200)"
        assert store.execute(missing).fetchone() == (0,)
    assert statuses.keys() >= {200, 404, 429, 503}


def worse(data_dir: Path) -> None:
    """Leave in the store what a broken parser would have."""
    with closing(sqlite3.connect(data_dir / "menafn.db")) as store, store:
        store.execute("UPDATE articles SET title = 'Share ' || title WHERE article_id % 2 = 0")
        store.execute("UPDATE articles SET provider = NULL WHERE article_id % 3 = 0")


@pytest.mark.slow
def test_diff_shows_what_a_better_parser_repairs_and_writes_nothing(again: Path) -> None:
    right = exported(again)
    worse(again)
    wrong = exported(again)
    done = scrapy("replay", str(again / "warc"), "--diff", data_dir=again)
    assert done.returncode == 0, done.stderr
    even = sum(json.loads(line)["article_id"] % 2 == 0 for line in right.splitlines())
    third = sum(
        json.loads(line)["article_id"] % 3 == 0 and json.loads(line)["provider"] is not None
        for line in right.splitlines()
    )
    assert f"  title: {even} records" in done.stdout
    assert f"  provider: {third} records" in done.stdout
    assert done.stdout.count("  - Share ") == EXAMPLES
    assert "nothing was written" in done.stdout
    assert exported(again) == wrong
    assert scrapy("replay", str(again / "warc"), data_dir=again).returncode == 0
    assert exported(again) == right


@pytest.mark.slow
def test_an_archive_of_the_store_changes_nothing(again: Path) -> None:
    before = exported(again)
    done = scrapy("replay", str(again / "warc"), "--diff", data_dir=again)
    assert done.stdout.startswith("0 new articles, 0 changed\n")
    assert "0 articles new, 0 changed" in scrapy("replay", str(again / "warc"), data_dir=again).stdout
    assert exported(again) == before


def test_a_dry_run_on_an_empty_store_leaves_it_empty(archived: Run, tmp_path: Path) -> None:
    done = scrapy("replay", str(archived.data_dir / "warc"), "--dry-run", data_dir=tmp_path)
    assert f"{stored(archived.data_dir)} articles new" in done.stdout
    assert "nothing was written" in done.stdout
    with closing(sqlite3.connect(tmp_path / "menafn.db")) as store:
        assert store.execute("SELECT count(*) FROM candidates").fetchone() == (0,)


@pytest.mark.slow
def test_a_killed_crawls_archive_can_be_read_and_is_closed_by_the_next(newsroom: Newsroom, tmp_path: Path) -> None:
    archive = ("-s", "MENAFN_ARCHIVE={MENAFN_DATA_DIR}/warc")
    with serve(newsroom, faults=False) as site:
        with crawling(site.url, tmp_path, *archive) as process:
            until = time.monotonic() + 60
            while sum(path.stat().st_size for path in tmp_path.glob("warc/*.open")) < 1_500_000:
                assert time.monotonic() < until
                time.sleep(0.01)
            process.kill()
            process.wait()
        (left,) = (tmp_path / "warc").iterdir()
        assert left.name.endswith(".warc.gz.open")
        early = scrapy("replay", str(left), "-O", str(tmp_path / "early.jsonl"), data_dir=tmp_path / "none")
        assert early.returncode == 0, early.stderr
        assert len(read_lines(tmp_path / "early.jsonl")) > 5
        run = crawl(site.url, tmp_path, *archive)
    assert run.code == 0
    assert sorted(path.suffix for path in (tmp_path / "warc").iterdir()) == [".gz", ".gz"]
    whole = tmp_path / "whole.jsonl"
    scrapy("replay", str(tmp_path / "warc"), "-O", str(whole), data_dir=tmp_path / "none")
    assert read_lines(whole).keys() == run.records.keys()


@pytest.mark.slow
def test_an_archive_written_by_wget_is_read(newsroom: Newsroom, tmp_path: Path) -> None:
    program = shutil.which("wget")
    if program is None:
        pytest.skip("wget is not installed: apt-get install wget")
    with serve(newsroom, faults=False) as site:
        wget = [program, "-q", "-r", "-l", "3", "-nd", "-P", "pages", "--delete-after", "--warc-file=wget", site.url]
        subprocess.run(wget, cwd=tmp_path, check=False)
        out = tmp_path / "out.jsonl"
        done = scrapy("replay", str(tmp_path / "wget.warc.gz"), "-O", str(out), data_dir=tmp_path / "data")
        run = crawl(site.url, tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert "request records" in done.stdout
    found = read_lines(out)
    common = found.keys() & run.records.keys()
    assert len(common) > 100
    for number in common:
        for name in ("url", "title", "provider", "published_at", "body", "wire_id", "tags", "language"):
            assert found[number][name] == run.records[number][name], f"{number} {name}"
        assert set(run.records[number]["sections"]) & set(found[number]["sections"])


REFUSED = {
    "no file": ((), "name WARC files"),
    "no such file": (("nowhere.warc.gz",), "no file nowhere.warc.gz"),
    "an empty directory": (("{tmp}",), "no .warc, .warc.gz or .wacz file in"),
    "unknown format": (("{warc}", "-O", "a.xls"), "allowed are .csv"),
    "a file and a look": (("{warc}", "-O", "a.csv", "--diff"), "allowed is one of them"),
    "no base": (("{warc}", "--site", "menafn"), "is no base address"),
    "unknown option": (("{warc}", "--nonsense"), "unknown option '--nonsense'"),
}


@pytest.mark.parametrize(("arguments", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_one_line_says_what_is_allowed(arguments: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    (tmp_path / "empty").mkdir()
    (warc,) = ours(tmp_path / "warc")
    given = [part.format(warc=warc, tmp=tmp_path / "empty") for part in arguments]
    done = scrapy("replay", *given, data_dir=tmp_path / "data")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert reason in done.stderr


def test_what_is_no_archive_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.warc.gz", tmp_path / "page.html"
    good.write_bytes(story_record())
    bad.write_bytes(b"<html></html>")
    done = scrapy("replay", str(bad), str(good), data_dir=tmp_path / "data")
    assert done.returncode == 0
    assert "1 articles new" in done.stdout
    assert "page.html is neither a WARC nor a WACZ file" in done.stdout
    assert scrapy("replay", str(bad), data_dir=tmp_path / "data").returncode == 4


@pytest.mark.parametrize("value", ["/proc/archive", "yes"])
def test_an_archive_that_cannot_be_is_refused_before_any_request(value: str, tmp_path: Path) -> None:
    run = crawl("http://127.0.0.1:1", tmp_path, "-s", f"MENAFN_ARCHIVE={value}")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "MENAFN_ARCHIVE is " in run.err


@pytest.mark.slow
def test_without_warcio_the_crawl_works_and_the_archive_says_what_to_install(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    (hidden).mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import sys\n"
        "class Hide:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'warcio': raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Hide())\n"
        "import importlib.util as u\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'warcio' else found(name, *more)\n"
    )

    def run(name: str, *options: str) -> subprocess.CompletedProcess[str]:
        words = command("http://127.0.0.1:1", tmp_path / name, *options)
        environment = os.environ | {"PYTHONPATH": str(hidden)}
        return subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)

    refused = run("a", "-s", f"MENAFN_ARCHIVE={tmp_path}")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "pip install warcio" in refused.stderr
    plain = run("b")
    assert plain.returncode == 4
    assert "No module named" not in plain.stderr


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_temporary_file_outlives_a_replay_that_is_ended(
    how: signal.Signals, archived: Run, again: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    out = ("-O", str(tmp_path / "out.jsonl"), "-s", f"MENAFN_DATA_DIR={tmp_path / 'none'}")
    words = [sys.executable, "-m", "scrapy", "replay", str(again / "warc"), *out]
    environment = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(words, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not list(temporary.glob(".menafn-replay.*.part/menafn.db-wal")):
            assert time.monotonic() < until
            time.sleep(0.01)
        process.send_signal(how)
        process.wait(timeout=10)
    if how is signal.SIGKILL:  # the next one removes what it left
        assert subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, check=False).returncode == 0
    assert list(temporary.iterdir()) == []


def test_help_shows_an_example(tmp_path: Path) -> None:
    assert "scrapy replay archive/*.warc.gz" in " ".join(scrapy("replay", "--help", data_dir=tmp_path).stdout.split())
