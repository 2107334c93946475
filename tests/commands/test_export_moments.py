"""``scrapy export`` of a moment: as it was, and what changed since."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.items import Candidate
from menafn_crawler.store import Database, open_database, queue, writer
from tests.crawls import scrapy
from tests.store.made import NOW, TEXT, article


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/menafn.db")
    yield opened
    opened.close()


def save(database: Database, number: int, text: str = "", look: str = NOW) -> None:
    with database.write() as connection:
        queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x")], NOW)
        writer.save(connection, article(number, body=f"{number} {text} {TEXT}", fetched_at=look), 7)


def at(database: Database, instant: str) -> None:
    """Let all changes so far have been made at *instant*, those that have no earlier one given."""
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE changes SET changed_at = ? WHERE changed_at > '2026-06-01'", (instant,))


def export(folder: Path, name: str, *options: str) -> subprocess.CompletedProcess[str]:
    done = scrapy("export", str(folder / name), *options, "-s", f"MENAFN_DATA_DIR={folder}")
    assert done.returncode == 0, done.stderr
    return done


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_data_set_as_it_was_is_the_file_that_was_made_then(database: Database, tmp_path: Path) -> None:
    save(database, 1)
    save(database, 2)
    at(database, "2025-05-20T10:00:00Z")
    for suffix in ("jsonl", "csv"):
        export(tmp_path, f"then.{suffix}")
    save(database, 1, "corrected", "2025-06-01T00:00:00Z")
    save(database, 3)
    for suffix in ("jsonl", "csv"):
        export(tmp_path, f"again.{suffix}", "--as-of", "2025-05-20T10:00:00Z")
        assert (tmp_path / f"again.{suffix}").read_bytes() == (tmp_path / f"then.{suffix}").read_bytes()
    assert "0 articles" in export(tmp_path, "before.jsonl", "--as-of", "2025-05-20T09:59:59Z").stdout
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    (resource,) = (one for one in described["resources"] if one["path"] == "again.csv")
    assert resource["origin"]["selection"] == {"as_of": "2025-05-20T10:00:00Z"}


def test_deltas_replayed_are_the_full_export_byte_for_byte(database: Database, tmp_path: Path) -> None:
    copy: dict[int, dict[str, Any]] = {}
    for step in range(4):
        save(database, step + 1)
        if step:
            save(database, 1, f"corrected {step}", f"2025-06-0{step}T00:00:00Z")
        export(tmp_path, "delta.jsonl", "--since-last", "copy")
        for record in lines(tmp_path / "delta.jsonl"):
            change, _ = record.pop("change"), record.pop("changed_at")
            if change in ("merged", "removed"):
                del copy[record["article_id"]]
            else:
                copy[record["article_id"]] = record
        export(tmp_path, "full.jsonl")
        ours = "".join(json.dumps(copy[key], ensure_ascii=False) + "\n" for key in sorted(copy))
        assert ours.encode() == (tmp_path / "full.jsonl").read_bytes()
    assert "0 changes" in export(tmp_path, "delta.jsonl", "--since-last", "copy").stdout


def test_what_changed_since_an_instant_is_named(database: Database, tmp_path: Path) -> None:
    save(database, 1)
    at(database, "2025-05-20T10:00:00Z")
    save(database, 2)
    export(tmp_path, "delta.jsonl", "--changed-since", "2025-05-20T10:00:01Z")
    assert [(one["article_id"], one["change"]) for one in lines(tmp_path / "delta.jsonl")] == [(2, "new")]
    export(tmp_path, "delta.csv", "--changed-since", "2025-05-20T10:00:00Z", "--columns", "article_id,change")
    assert (tmp_path / "delta.csv").read_text("utf-8-sig").split() == ["article_id,change", "1,new", "2,new"]


def test_a_delta_that_was_not_written_is_given_again(database: Database, tmp_path: Path) -> None:
    save(database, 1)
    (tmp_path / "delta.jsonl").mkdir()
    refused = scrapy("export", str(tmp_path / "delta.jsonl"), "--since-last", "x", "-s", f"MENAFN_DATA_DIR={tmp_path}")
    assert refused.returncode == 2
    assert "1 changes" in export(tmp_path, "other.jsonl", "--since-last", "x").stdout


def test_a_name_belongs_to_one_selection(database: Database, tmp_path: Path) -> None:
    save(database, 1)
    export(tmp_path, "delta.jsonl", "--since-last", "x")
    words = ("export", str(tmp_path / "delta.jsonl"), "--since-last", "x", "--all")
    done = scrapy(*words, "-s", f"MENAFN_DATA_DIR={tmp_path}")
    assert (done.returncode, "had another selection" in done.stderr) == (2, True)
