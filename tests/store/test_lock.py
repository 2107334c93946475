"""One run at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from menafn_crawler.store import LOCK_FILE, DataDirectoryBusy, RunLock

HOLD = """
import sys, time
from pathlib import Path
from menafn_crawler.store.lock import RunLock
RunLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(60)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_another_process_is_refused_at_once_and_told_who_holds_it(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(DataDirectoryBusy, match=f"process {process.pid}"):
            RunLock(tmp_path).acquire()
        process.kill()


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
    lock = RunLock(tmp_path)
    lock.acquire()
    lock.release()


def test_one_process_may_ask_twice_and_holds_it_until_both_give_it_back(tmp_path: Path) -> None:
    first, second = RunLock(tmp_path), RunLock(tmp_path)
    first.acquire()
    second.acquire()
    first.release()
    probe = [sys.executable, "-c", HOLD.replace("time.sleep(60)", ""), str(tmp_path)]
    assert b"DataDirectoryBusy" in subprocess.run(probe, capture_output=True, check=False).stderr
    second.release()
    assert subprocess.run(probe, capture_output=True, check=False).returncode == 0
    assert (tmp_path / LOCK_FILE).exists()


def test_a_symbolic_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "somebody's file"
    other.write_text("precious")
    (tmp_path / LOCK_FILE).symlink_to(other)
    with pytest.raises(OSError, match="symbolic link"):
        RunLock(tmp_path).acquire()
    assert other.read_text() == "precious"
