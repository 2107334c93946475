"""A file is the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from menafn_crawler.export.atomic import replacing


def test_a_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "articles.csv"
    for text in (b"one", b"two"):
        with replacing(path) as file:
            file.write(text)
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == ["articles.csv"]


def test_until_it_is_whole_the_old_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(b"old")

    def broken() -> None:
        with replacing(path) as file:
            file.write(b"half")
            assert path.read_bytes() == b"old"
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        broken()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["articles.csv"]


def test_the_file_can_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    old = os.umask(0o027)
    try:
        with replacing(path) as file:
            file.write(b"x")
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o640
