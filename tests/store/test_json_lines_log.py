"""The file of all runs: whole lines, and not too many."""

from __future__ import annotations

import json
from pathlib import Path

from menafn_crawler.store import append_line


def numbers(path: Path) -> list[int]:
    return [json.loads(line)["n"] for line in path.read_text("utf-8").splitlines() if line.endswith("}")]


def test_lines_are_added(tmp_path: Path) -> None:
    journal = tmp_path / "runs.jsonl"
    for number in range(3):
        append_line(journal, {"n": number, "reason": "a\nb “c”"})
    assert numbers(journal) == [0, 1, 2]


def test_half_a_line_of_a_killed_run_spoils_no_other(tmp_path: Path) -> None:
    journal = tmp_path / "runs.jsonl"
    append_line(journal, {"n": 1})
    with journal.open("a") as file:
        file.write('{"n": 2, "rea')
    append_line(journal, {"n": 3})
    assert numbers(journal) == [1, 3]


def test_the_older_half_is_put_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    journal = tmp_path / "runs.jsonl"
    for number in range(100):
        append_line(journal, {"n": number}, largest=200)
    kept = [*numbers(tmp_path / "runs.jsonl.1"), *(numbers(journal) if journal.exists() else [])]
    assert kept == list(range(kept[0], 100))
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 500
