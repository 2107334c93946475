"""Pages that could not be read: what is kept of them, and how much."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from menafn_crawler.bounds import FOREIGN_KINDS
from menafn_crawler.store import StoreError, quarantine
from menafn_crawler.store.quarantine import Evidence

WHY = Evidence("https://menafn.com/7", 200, {"Server": "x"}, "no layout", "2025-05-15T00:00:00Z")
ENOUGH = 1_000_000


def keep(data_dir: Path, number: int, age: int, most: int = ENOUGH) -> None:
    """Set a page of 100 bytes aside that is so many seconds old."""
    page = quarantine.set_aside(data_dir, number, b"x" * 100, WHY, most)
    for path in (page, page.with_suffix(".json")):
        os.utime(path, (1_000_000 - age, 1_000_000 - age))


def names(data_dir: Path) -> list[str]:
    return sorted(path.name for path in (data_dir / "quarantine").iterdir())


def test_a_page_is_kept_with_its_reason(tmp_path: Path) -> None:
    keep(tmp_path, 7, 0)
    (told,) = quarantine.read_quarantine(tmp_path)
    assert (told["article_id"], told["reason"], told["status"]) == (7, "no layout", 200)
    assert Path(told["page"]).read_bytes() == b"x" * 100


def test_what_is_set_aside_is_told_by_rising_name_also_without_its_page(tmp_path: Path) -> None:
    for number in (9, 7, 8):
        keep(tmp_path, number, 0)
    (tmp_path / "quarantine" / "8.html").unlink()
    told = list(quarantine.read_quarantine(tmp_path))
    assert [(one["article_id"], one["page"] is None) for one in told] == [(7, False), (8, True), (9, False)]


def size_of_evidence(tmp_path: Path) -> int:
    keep(tmp_path / "other", 1, 0)
    return (tmp_path / "other" / "quarantine" / "1.json").stat().st_size


@pytest.mark.parametrize(
    ("fewer", "left"),
    [
        (0, ["1.html", "1.json", "2.html", "2.json", "3.html", "3.json"]),
        (1, ["1.html", "1.json", "2.json", "3.html", "3.json"]),
        (101, ["1.json", "2.json", "3.html", "3.json"]),
        (201, ["1.json", "3.html", "3.json"]),
        (10_000, ["3.html", "3.json"]),
    ],
    ids=["all fit", "the oldest page goes", "then the next", "then the oldest reason", "the newest stays"],
)
def test_the_oldest_pages_go_before_the_oldest_reasons(tmp_path: Path, fewer: int, left: list[str]) -> None:
    each = 100 + size_of_evidence(tmp_path)
    keep(tmp_path, 2, 20)
    keep(tmp_path, 1, 10)
    keep(tmp_path, 3, 30, 3 * each - fewer)
    assert names(tmp_path) == left


def test_files_of_others_are_neither_counted_nor_removed(tmp_path: Path) -> None:
    (tmp_path / "quarantine").mkdir()
    (tmp_path / "quarantine" / "notes.txt").write_bytes(b"x" * 10_000)
    keep(tmp_path, 1, 10, 2_000)
    keep(tmp_path, 2, 0, 2_000)
    assert names(tmp_path) == ["1.html", "1.json", "2.html", "2.json", "notes.txt"]


def test_a_foreign_page_is_kept_once_a_kind_and_only_so_many_kinds(tmp_path: Path) -> None:
    kept = [
        quarantine.keep_foreign(tmp_path, f"kind {n}", 7, b"x", WHY, ENOUGH) is not None
        for n in (0, 0, *range(1, FOREIGN_KINDS + 1))
    ]
    assert kept == [True, False, *[True] * (FOREIGN_KINDS - 1), False]
    found = [json.loads(path.read_bytes()) for path in (tmp_path / "quarantine").glob("*.json")]
    assert {one["article_id"] for one in found} == {7}


def test_a_place_that_cannot_be_written_to_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "quarantine").write_text("a file")
    with pytest.raises(StoreError, match=r"7\.html cannot be written: "):
        quarantine.set_aside(tmp_path, 7, b"x", WHY, ENOUGH)
