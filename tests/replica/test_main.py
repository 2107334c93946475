"""The command: one line, then service until a signal."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest

from menafn_crawler.replica.__main__ import parse_arguments

from .client import ask


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_cleanly(number: signal.Signals) -> None:
    command = [sys.executable, "-W", "error", "-m", "menafn_crawler.replica", "--stories", "20", "--no-faults"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        found = re.fullmatch(r"replica newsroom on (http://127\.0\.0\.1:\d+)\n", line)
        assert found
        assert ask(found[1], "/").status == 200
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_a_newsroom_without_stories_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--stories", "0"])
    assert ended.value.code == 2
    assert "--stories must be at least 1" in capsys.readouterr().err
