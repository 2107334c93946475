"""A destination holds the old file or the new one, whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.store import atomic, atomic_write, remove_abandoned_parts, stage_directory, stage_file


def test_a_new_file_replaces_the_old(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "articles.csv"
    for text in (b"one", b"two"):
        with atomic_write(path) as file:
            file.write(text)
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == ["articles.csv"]


def test_an_error_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(b"old")

    def broken() -> None:
        with atomic_write(path) as file:
            file.write(b"half")
            assert path.read_bytes() == b"old"
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        broken()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["articles.csv"]


def test_the_mode_follows_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    old = os.umask(0o027)
    try:
        with atomic_write(path) as file:
            file.write(b"x")
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_bytes_are_synced_before_the_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut after the rename would otherwise leave an empty file in place of yesterday's."""
    calls: list[tuple[str, int]] = []
    replace, sync = os.replace, os.fsync

    def fsync(handle: int) -> None:
        calls.append(("fsync", os.fstat(handle).st_size))
        sync(handle)

    def rename(source: Path, target: Path) -> None:
        calls.append(("replace", source.stat().st_size))
        replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", rename)
    with atomic_write(tmp_path / "articles.csv") as file:
        file.write(b"all of it")
    assert calls == [("fsync", 9), ("replace", 9)]


def test_a_rename_that_fails_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "articles.csv" / "in-the-way").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"), atomic_write(tmp_path / "articles.csv"):
        pass
    assert os.listdir(tmp_path) == ["articles.csv"]


LEAVE_PARTS = """
import os, sys
from pathlib import Path
from menafn_crawler.store import stage_directory, stage_file
with stage_file(Path(sys.argv[1]) / "articles.csv") as (file, _), stage_directory(Path(sys.argv[1]) / "months") as _:
    file.write(b"x" * 2_000_000)
    print("written", flush=True)
    sys.stdin.read()
    os._exit(1)
"""


@contextmanager
def half_written(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has begun a file and a directory, and ends without a clean-up when its input ends."""
    command = [sys.executable, "-c", LEAVE_PARTS, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        yield process


def parts(folder: Path) -> list[str]:
    return sorted(path.name.rsplit(".", 2)[0] for path in folder.iterdir() if path.suffix == ".part")


def test_parts_of_a_killed_process_are_removed_and_those_of_a_living_one_stay(tmp_path: Path) -> None:
    with half_written(tmp_path) as process:
        for name in ("articles.csv", "months"):
            remove_abandoned_parts(tmp_path / name)
        assert parts(tmp_path) == [".articles.csv", ".months"]
        process.kill()
    with atomic_write(tmp_path / "articles.csv"):
        pass
    with stage_directory(tmp_path / "months") as (_, staged):
        pass
    staged.commit()
    assert parts(tmp_path) == []


@pytest.mark.parametrize("name", [".articles.csv.gz.abcd1234.part", ".articles.csv.note.txt", "articles.csv.x.part"])
def test_parts_of_other_files_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with atomic_write(tmp_path / "articles.csv"):
        pass
    assert (tmp_path / name).exists()


def test_a_part_removed_before_it_was_locked_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = atomic._lock
    taken: list[Path] = []

    def late(part: Path) -> int | None:
        if not taken:
            taken.append(part)
            part.unlink()
        return lock(part)

    monkeypatch.setattr(atomic, "_lock", late)
    with stage_file(tmp_path / "articles.csv") as (file, staged):
        file.write(b"x")
    staged.commit()
    assert (tmp_path / "articles.csv").read_bytes() == b"x"


@pytest.mark.parametrize("stage", [stage_file, stage_directory])
def test_a_signal_while_a_part_is_made_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: Callable[[Path], AbstractContextManager[Any]]
) -> None:
    def interrupted(part: Path) -> int | None:
        assert part.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic, "_lock", interrupted)
    with pytest.raises(KeyboardInterrupt), stage(tmp_path / "articles.csv"):
        raise AssertionError
    assert os.listdir(tmp_path) == []


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    new, old = tmp_path / ".new.part", tmp_path / "months"
    for path, text in ((new, "new"), (old, "old")):
        path.mkdir()
        (path / "file").write_text(text)
    return new, old


@pytest.mark.parametrize("one_step", [True, False])
def test_directories_are_exchanged(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, one_step: bool) -> None:
    def unknown(*_: Any) -> bool:
        return False

    if not one_step:
        monkeypatch.setattr(atomic, "_exchange_in_one_step", unknown)
    new, old = places
    atomic._exchange(new, old)
    assert ((old / "file").read_text(), (new / "file").read_text()) == ("new", "old")
    assert sorted(path.name for path in old.parent.iterdir()) == [".new.part", "months"]


def test_a_directory_without_predecessor_is_renamed(places: tuple[Path, Path]) -> None:
    new, old = places
    atomic._exchange(new, old.with_name("other"))
    assert (old.with_name("other") / "file").read_text() == "new"
    assert not new.exists()


def test_a_second_step_that_fails_undoes_the_first(places: tuple[Path, Path]) -> None:
    new, old = places
    (new / "file").unlink()
    new.rmdir()
    with pytest.raises(FileNotFoundError):
        atomic._exchange_in_two_steps(new, old)
    assert (old / "file").read_text() == "old"
