"""How the project's own commands end where their reader, or the person, has gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.samples import record, story_record
from tests.commands.test_replay import scrapy
from tests.conftest import Crawled
from tests.crawls import PROJECT, read_lines
from tests.sites import Story


@pytest.mark.parametrize(
    "command",
    [
        ["summary", "--json"],
        ["explain", "1109547045"],
        ["explain", "--json"],
        ["export", "{tmp}/a.csv"],
        ["report", "{tmp}/a.html"],
        ["replay", "{tmp}/a.warc.gz", "--dry-run"],
        ["summary", "no such argument", "2>&1"],
        ["doctor", "-a", "site=http://127.0.0.1:1"],
    ],
    ids=" ".join,
)
def test_a_pipe_that_nobody_reads_ends_a_command_quietly(crawled: Crawled, command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(story_record())
    errors_too = command[-1] == "2>&1"
    given = [part.format(tmp=tmp_path) for part in command if part != "2>&1"]
    settings = ["-s", f"MENAFN_DATA_DIR={crawled.run.data_dir}"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *given, *settings],
        cwd=PROJECT,
        stdout=writing,
        stderr=subprocess.STDOUT if errors_too else subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr or "") == (141, "")


@pytest.mark.slow
def test_ctrl_c_ends_a_replay_with_one_line_and_leaves_the_store_whole(tmp_path: Path) -> None:
    stories = [Story(1109547000 + number, text=f"Matter {number} is discussed at length.") for number in range(1000)]
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(b"".join(map(story_record, stories)) + record("http://x/", b"x" * 10))
    replay = [sys.executable, "-m", "scrapy", "replay", str(archive), "-s", f"MENAFN_DATA_DIR={tmp_path / 'data'}"]
    with subprocess.Popen(replay, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (tmp_path / "data" / "menafn.db").exists():
            pass
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert err == "scrapy replay: interrupted; nothing is left half done\n"
    again = scrapy("replay", str(archive), data_dir=tmp_path / "data")
    assert again.returncode == 0, again.stderr
    scrapy("export", str(tmp_path / "a.jsonl"), "--all", data_dir=tmp_path / "data")
    assert len(read_lines(tmp_path / "a.jsonl")) == 1000
