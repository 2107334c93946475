"""People at a terminal see one line that changes; pipes and cron see lines of the log."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, serve
from tests.crawls import PROJECT, command, crawl

SHOWN = re.compile(
    r"\d+ new articles(?: \(\d+ cop(?:y|ies)\))?(?:, \d+ set aside)?, \d+ asked, \d+ waiting, \d+ pages a minute"
)
SLOWLY = ("-s", "DOWNLOAD_DELAY=0.05", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-a", "limit=40")


def seen_at_a_terminal(words: list[str], environment: dict[str, str]) -> str:
    """What a crawl prints on standard error when that is a terminal."""
    master, terminal = pty.openpty()
    with subprocess.Popen(
        words, cwd=PROJECT, stderr=terminal, stdout=subprocess.DEVNULL, env={**os.environ, **environment}
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(master, 4096):
                shown += part
        except OSError:  # Linux says EIO where the other end is closed
            pass
        finally:
            os.close(master)
    assert process.returncode == 0
    return shown.decode()


@pytest.mark.slow
@pytest.mark.parametrize("level", ["WARNING", "INFO"])
def test_at_a_terminal_one_line_changes_and_the_log_goes_past_it(
    newsroom: Newsroom, tmp_path: Path, level: str
) -> None:
    with serve(newsroom, faults=False) as site:
        words = command(site.url, tmp_path, *SLOWLY, "-s", f"LOG_LEVEL={level}")
        shown = seen_at_a_terminal(words, {"TERM": "xterm", "COLUMNS": "120"})
    states = [state for state in shown.split("\r\x1b[K") if SHOWN.search(state)]
    assert len(states) >= 3
    assert re.match(r"40 new articles.*, 0 waiting", states[-1])
    assert all("\n" not in state for state in states[:-1])
    for logged in re.findall(r".*\[menafn\] INFO.*", shown) if level == "INFO" else ():
        assert not SHOWN.search(logged.rpartition("\x1b[K")[2])


def test_a_terminal_that_can_move_no_cursor_gets_no_line(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        words = command(site.url, tmp_path, "-a", "limit=1", "-s", "LOG_LEVEL=WARNING")
        assert seen_at_a_terminal(words, {"TERM": "dumb"}) == ""


def test_a_pipe_gets_lines_of_the_log(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        run = crawl(site.url, tmp_path, *SLOWLY, "-s", "LOGSTATS_INTERVAL=0.5")
    lines = [line for line in run.err.splitlines() if SHOWN.search(line)]
    assert len(lines) >= 2
    assert all("INFO" in line for line in lines)
    assert "\x1b" not in run.err


def test_cron_with_warnings_only_gets_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        run = crawl(site.url, tmp_path, "-a", "limit=5", "-s", "LOG_LEVEL=WARNING", "-s", "LOGSTATS_INTERVAL=0.1")
    assert (run.code, run.err, run.out) == (0, "", "")
