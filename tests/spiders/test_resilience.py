"""Nothing lost, nothing doubled: kills at any moment, two runs at once, stores that fail, two databases."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.replica import Newsroom, reachable, serve
from menafn_crawler.replica.demo import compare
from tests.crawls import PROJECT, command, crawl, crawling
from tests.servers import PostgreSQL

pytestmark = pytest.mark.slow

ROUNDS = 6
SLOWER = ("-s", "DOWNLOAD_DELAY=0.01")
TIMELESS = tuple(name for name in ARTICLE_FIELDS if name not in ("first_seen_at", "fetched_at"))


def test_killed_again_and_again_and_then_left_to_finish(newsroom: Newsroom, tmp_path: Path) -> None:
    """The benchmark ``kills`` does the same fifty times."""
    moments = random.Random(2025)
    with serve(newsroom) as site:
        for _ in range(ROUNDS):
            with crawling(site.url, tmp_path) as process:
                time.sleep(moments.uniform(0.8, 2.4))
                process.send_signal(signal.SIGKILL)
        last = crawl(site.url, tmp_path)
        assert last.code == 0
        assert compare(newsroom, tmp_path / "articles.jsonl").wrong == ()
        asked = [path.split("/")[1] for path in site.requests if path[1:2].isdigit()]
    assert len(asked) - len(set(asked)) <= ROUNDS * 64, "only what was under way is asked for again"


@pytest.mark.parametrize("presses", [1, 2], ids=["Ctrl-C once", "Ctrl-C twice"])
def test_an_interrupted_crawl_loses_nothing(newsroom: Newsroom, tmp_path: Path, presses: int) -> None:
    with serve(newsroom, faults=False) as site:
        with crawling(site.url, tmp_path, *SLOWER) as process:
            while len(site.requests) < 40 and process.poll() is None:
                time.sleep(0.01)
            for _ in range(presses):
                process.send_signal(signal.SIGINT)
                time.sleep(0.1)
            code = process.wait(timeout=30)
        assert code == 3
        assert crawl(site.url, tmp_path).code == 0
    assert compare(newsroom, tmp_path / "articles.jsonl").wrong == ()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("size", ["300k", "700k", "1200k"])
def test_a_full_disk_is_named_and_loses_nothing(newsroom: Newsroom, tmp_path: Path, size: str) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with serve(newsroom, faults=False) as site:
            for _ in range(2):
                run = subprocess.run(command(site.url, tmp_path), cwd=PROJECT, capture_output=True, text=True)
                assert run.returncode in (3, 4)
                assert "disk is full" in run.stderr.splitlines()[-1]
                assert "Traceback" not in run.stderr
                told = [sys.executable, "-m", "scrapy", "summary", "--trouble", "-s", f"MENAFN_DATA_DIR={tmp_path}"]
                said = subprocess.run(told, cwd=PROJECT, capture_output=True, text=True)
                assert "disk is full" in said.stdout + said.stderr
            subprocess.run(["mount", "-o", "remount,size=200m", str(tmp_path)], check=True)
            assert crawl(site.url, tmp_path).code == 0
        assert compare(newsroom, tmp_path / "articles.jsonl").wrong == ()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_second_run_is_turned_away_at_once(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site, crawling(site.url, tmp_path, "-s", "DOWNLOAD_DELAY=0.5") as first:
        while not (tmp_path / "menafn.db").exists():
            time.sleep(0.05)
        asked = len(site.requests)
        begun = time.monotonic()
        second = crawl(site.url, tmp_path)
        assert second.code == 75
        assert second.err.count("\n") == 1
        assert f"process {first.pid}" in second.err
        assert time.monotonic() - begun < 10
        assert len(site.requests) - asked < 25, "the second run asked the site for nothing"


def test_a_store_that_fails_in_the_middle_ends_the_crawl_and_the_next_run_goes_on(
    newsroom: Newsroom, tmp_path: Path, postgresql_server: PostgreSQL
) -> None:
    store = ("-s", f"MENAFN_STORE={postgresql_server.new_database()}")
    with serve(newsroom, faults=False) as site:
        with subprocess.Popen(
            command(site.url, tmp_path, *SLOWER, *store),
            cwd=PROJECT,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            while len(site.requests) < 40 and process.poll() is None:
                time.sleep(0.01)
            postgresql_server.stop()
            try:
                _, log = process.communicate(timeout=60)
            finally:
                postgresql_server.start()
        assert process.returncode in (3, 4)
        assert "the crawl ends here: the store" in log
        assert log.count("the crawl ends here") == 1
        assert "Traceback" not in log
        again = crawl(site.url, tmp_path, *store)
    assert again.code == 0
    assert compare(newsroom, tmp_path / "articles.jsonl").wrong == ()


def exported(data_dir: Path, suffix: str, *options: str) -> bytes:
    """All articles with their copies, without the instants at which they were fetched."""
    path = data_dir / f"all.{suffix}"
    program = [sys.executable, "-m", "scrapy", "export", str(path), "--all", "--columns", ",".join(TIMELESS)]
    settings = ["-s", f"MENAFN_DATA_DIR={data_dir}", *options]
    subprocess.run([*program, *settings], cwd=PROJECT, capture_output=True, check=True)
    return path.read_bytes()


def test_both_databases_export_the_same_bytes(
    newsroom: Newsroom, tmp_path: Path, postgresql_server: PostgreSQL
) -> None:
    files: list[list[bytes]] = []
    with serve(newsroom) as site:
        for store in ("sqlite:///{MENAFN_DATA_DIR}/menafn.db", postgresql_server.new_database()):
            data_dir, options = tmp_path / store.partition(":")[0], ("-s", f"MENAFN_STORE={store}")
            assert crawl(site.url, data_dir, *options).code == 0
            files.append([exported(data_dir, suffix, *options) for suffix in ("csv", "jsonl")])
            site.reset()
    lines = zip(files[0][1].splitlines(), files[1][1].splitlines(), strict=True)
    assert next((pair for pair in lines if pair[0] != pair[1]), None) is None
    assert files[0] == files[1]
    assert len(files[0][1].splitlines()) == len(reachable(newsroom))
