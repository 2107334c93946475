"""Exports at the end of a crawl: refreshed when they are behind the store, whole, and missed aloud."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Spider

from menafn_crawler.export import GUIDE, PACKAGE
from menafn_crawler.extensions.exports import Exports
from menafn_crawler.extensions.gates import Gates
from menafn_crawler.extensions.session import Session
from menafn_crawler.extensions.stop_signal import StopSignal
from menafn_crawler.store import open_database, selection_sql
from tests.crawls import ASIA, PROJECT, command, crawl, crawling
from tests.export.samples import fill, slow_export
from tests.sites import LIST, SmallSite, Story, listing, newsroom, page, path
from tests.store.made import article

ONE, TWO = Story(1109547045), Story(1109547046)


def test_files_are_refreshed_only_when_something_changed_or_one_is_missing(tmp_path: Path) -> None:
    table, lines = tmp_path / "articles.csv", tmp_path / "articles.jsonl"
    with SmallSite(newsroom(ONE)) as site:
        crawl(site.url, tmp_path, *ASIA)
        seen = table.stat().st_mtime_ns
        lines.unlink()
        crawl(site.url, tmp_path, *ASIA)
        assert (table.stat().st_mtime_ns, lines.exists()) == (seen, True)
        site.pages["/"] = [page("", {"Asia": LIST, "Europe": "/europe"})]
        site.pages["/europe"] = [listing([path(ONE.number)])]
        run = crawl(site.url, tmp_path, "-a", "sections=asia,europe")
    assert table.stat().st_mtime_ns > seen
    assert run.records[ONE.number]["sections"] == ["asia", "europe"]


def test_an_export_that_cannot_be_written_is_told_and_the_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").mkdir()
    (tmp_path / "articles.csv" / "in-the-way").touch()
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, *ASIA)
    assert (run.code, run.found) == (3, (ONE.number,))
    assert "1 files of the data set could not be written" in run.err
    assert "articles.csv" in run.err


def test_no_exports_on_demand(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_EXPORTS=")
    assert (run.code, run.census["articles"]) == (0, 1)
    assert not list(tmp_path.glob("articles.*"))


@pytest.mark.slow
def test_a_long_crawl_refreshes_the_files_before_its_end(tmp_path: Path) -> None:
    stories = [
        Story(ONE.number + n, text=f"Matter {n} was settled by council {n * 7} in town {n * 13}.") for n in range(200)
    ]
    slowly = (*ASIA, "-s", "MENAFN_EXPORT_MINUTES=1", "-s", "DOWNLOAD_DELAY=1")
    with SmallSite(newsroom(*stories)) as site, crawling(site.url, tmp_path, *slowly) as process:
        until = time.monotonic() + 150
        while not (tmp_path / "articles.jsonl").exists() and time.monotonic() < until:
            time.sleep(0.2)
        assert process.poll() is None
        assert (tmp_path / "articles.jsonl").read_text(encoding="utf-8")


def test_no_unfinished_file_is_left(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE, TWO)) as site:
        crawl(site.url, tmp_path, *ASIA)
    assert not [found for found in tmp_path.rglob("*") if found.suffix == ".part"]


def described(folder: Path) -> dict[str, int]:
    """Rows of the files that the package tells of, each of them checked by size and hash."""
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    return {resource["path"]: resource["count"] for resource in package["resources"]}


def test_the_files_are_described_together_and_a_directory_below_by_itself(tmp_path: Path) -> None:
    exports = ("-s", "MENAFN_EXPORTS=articles.jsonl,articles.csv,./articles.csv,articles.parquet,sub/all.csv.gz")
    with SmallSite(newsroom(ONE)) as site:
        crawl(site.url, tmp_path, *ASIA, *exports)
        site.pages.update(newsroom(ONE, TWO))
        crawl(site.url, tmp_path, *ASIA, *exports)
    assert described(tmp_path) == {"articles.csv": 2, "articles.jsonl": 2, "articles.parquet": 2}
    assert described(tmp_path / "sub") == {"all.csv.gz": 2}
    assert all((folder / GUIDE).exists() for folder in (tmp_path, tmp_path / "sub"))


@pytest.mark.parametrize("lost", [PACKAGE, GUIDE])
def test_a_description_that_is_missing_is_written_anew(lost: str, tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE)) as site:
        crawl(site.url, tmp_path, *ASIA)
        (tmp_path / lost).unlink()
        crawl(site.url, tmp_path, *ASIA)
    assert (tmp_path / lost).exists()
    assert described(tmp_path) == {"articles.csv": 1, "articles.jsonl": 1}


def test_a_file_that_no_longer_fits_its_description_is_written_anew(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, *ASIA)
        (tmp_path / "articles.jsonl").write_text("half")
        assert crawl(site.url, tmp_path, *ASIA).records == run.records
    assert described(tmp_path) == {"articles.csv": 1, "articles.jsonl": 1}


def test_what_cannot_be_written_is_not_described(tmp_path: Path) -> None:
    (tmp_path / "articles.csv" / "in-the-way").mkdir(parents=True)
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, *ASIA)
    assert (run.code, described(tmp_path)) == (3, {"articles.jsonl": 1})


def test_a_package_of_another_hand_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / PACKAGE).write_text("{}")
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, *ASIA)
    assert (run.code, run.found, (tmp_path / PACKAGE).read_text()) == (0, (ONE.number,), "{}")
    assert "left as it is" in run.err


def test_a_run_without_exports_leaves_them_behind_and_the_next_one_refreshes_them(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE)) as site:
        crawl(site.url, tmp_path, *ASIA)
        site.pages.update(newsroom(ONE, TWO))
        without = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_EXPORTS=")
        after = crawl(site.url, tmp_path, *ASIA)
    assert (without.found, after.found) == ((ONE.number,), (ONE.number, TWO.number))


def test_a_directory_is_written_by_month(tmp_path: Path) -> None:
    exports = ("-s", "MENAFN_EXPORTS=months.jsonl/")
    june = Story(1109549999, printed="2025-06-01 10:00:00")
    with SmallSite(newsroom(ONE)) as site:
        crawl(site.url, tmp_path, *ASIA, *exports)
        (may,) = (tmp_path / "months.jsonl").rglob("*.jsonl")
        written = may.stat().st_ino
        site.pages.update(newsroom(ONE, june))
        crawl(site.url, tmp_path, *ASIA, *exports)
    assert may.stat().st_ino == written
    assert sorted(described(tmp_path).values()) == [1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["articles.jsonl", "articles/"])
def test_a_crawl_killed_while_it_exports_leaves_nothing_stale(name: str, tmp_path: Path) -> None:
    """Kill the process at moments spread over its exports; the next run, with nothing new, brings all up to date."""
    stories = [Story(1109547045 + number) for number in range(40)]
    exports = ("-s", f"MENAFN_EXPORTS={name}")
    with SmallSite(newsroom(*stories[:1])) as site:
        crawl(site.url, tmp_path, *ASIA, *exports)
        for number in range(1, 12):
            site.pages.update(newsroom(*stories[: number + 1]))
            with crawling(site.url, tmp_path, *ASIA, *exports) as process:
                deadline = time.monotonic() + 60
                while process.poll() is None and time.monotonic() < deadline:
                    if list(tmp_path.rglob("*.part")):
                        time.sleep(number * 0.0004)
                        break
                process.kill()
                process.wait()
            run = crawl(site.url, tmp_path, *ASIA, *exports)
            assert run.code == 0
            assert sum(described(tmp_path).values()) == number + 1
            assert not list(tmp_path.rglob("*.part"))


class Clock:
    """A clock that goes on by some seconds each time it is read."""

    def __init__(self, seconds: float) -> None:
        self.now, self._seconds = 0.0, seconds

    def __call__(self) -> float:
        self.now += self._seconds
        return self.now


@pytest.mark.parametrize(
    ("names", "seconds", "said"),
    [
        (("articles.csv",), 21.0, True),
        (("articles.csv", "articles/"), 21.0, True),
        (("articles.csv",), 10.0, False),
        (("articles/",), 21.0, False),
        ((), 21.0, False),
    ],
)
def test_the_log_says_what_single_files_of_a_large_store_cost(
    names: tuple[str, ...], seconds: float, said: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    configuration = SimpleNamespace(data_dir=tmp_path, exports=names, keep_duplicates=False)
    database = open_database("sqlite://")
    session = SimpleNamespace(
        configuration=configuration,
        database=database,
        fault=None,
        publishes=True,
        stop_signal=StopSignal(),
        now_text=lambda: "2025-05-14T08:00:00Z",
    )
    stats = SimpleNamespace(inc_value=lambda name: None)
    extensions = {Session: session, Gates: SimpleNamespace(breaches=())}
    crawler: Any = SimpleNamespace(get_extension=extensions.get, stats=stats)
    with pytest.MonkeyPatch.context() as patched, caplog.at_level(logging.INFO):
        patched.setattr(Session, "of", classmethod(lambda cls, crawler: session))
        patched.setattr(Gates, "of", classmethod(lambda cls, crawler: extensions[Gates]))
        Exports(crawler, Clock(seconds)).spider_closed(Spider("menafn"), "finished")
    database.close()
    sentence = "exports took 21 s of this run; articles/ writes only what changed"
    assert (sentence in caplog.messages) == said


@pytest.mark.slow
@pytest.mark.parametrize("name", ["articles.jsonl", "articles.csv.gz", "articles.parquet", "articles.sqlite", "feed"])
def test_sigterm_during_the_last_export_ends_the_run_within_ten_seconds(name: str, tmp_path: Path) -> None:
    """The export alone would take a minute."""
    folder = tmp_path / "data"
    folder.mkdir()
    database = open_database(f"sqlite:///{folder / 'menafn.db'}")
    numbers = range(1109546001, 1109546601)
    fill(database, *(article(number, published_on="2025-05-14") for number in numbers))
    with database.write() as connection:
        selection_sql.note(connection, "en/asia", numbers)
    database.close()
    target = tmp_path / "feed.jsonl" if name == "feed" else folder / name
    target.write_text("yesterday")
    options = (*ASIA, "-O", str(target)) if name == "feed" else ASIA
    exports = f"MENAFN_EXPORTS={'' if name == 'feed' else name}"
    staged = f".{target.name}.*.part"
    with SmallSite(newsroom(ONE)) as site:
        words = command(site.url, folder, *options, "-s", exports)[3:]
        process = subprocess.Popen(
            [sys.executable, "-c", slow_export(0.1), *words], cwd=PROJECT, stderr=subprocess.PIPE, text=True
        )
        deadline = time.monotonic() + 60
        while not list(tmp_path.rglob(staged)) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert list(tmp_path.rglob(staged))
        process.terminate()
        asked = time.monotonic()
        _, told = process.communicate(timeout=60)
    assert time.monotonic() - asked < 10 or os.getloadavg()[0] > 4, told
    assert process.returncode == 3, told
    assert "Traceback" not in told
    assert "a signal ended its export" in told
    assert target.read_text() == "yesterday"
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(("last", "written"), [(True, ["articles.jsonl"]), (False, [])], ids=["last", "not the last"])
def test_of_several_workers_the_last_one_writes(
    last: bool, written: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration = SimpleNamespace(data_dir=tmp_path, exports=("articles.jsonl",), keep_duplicates=False)
    parts = {
        Session: SimpleNamespace(publishes=last, fault=None, configuration=configuration),
        Gates: SimpleNamespace(breaches=()),
    }
    crawler: Any = SimpleNamespace(get_extension=parts.__getitem__)
    exports = Exports(crawler)
    refreshed: list[str] = []
    monkeypatch.setattr(exports, "_refresh", lambda spec: refreshed.append(spec.path.name))
    exports.spider_closed(Spider("any"), "finished")
    assert refreshed == written
