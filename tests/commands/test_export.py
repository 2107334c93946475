"""``scrapy export`` as a user runs it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import Crawled
from tests.crawls import PROJECT, read_lines

Export = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def export(crawled: Crawled) -> Export:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrapy", "export", *arguments]
        settings = ["-s", f"MENAFN_DATA_DIR={crawled.run.data_dir}"]
        return subprocess.run([*command, *settings], cwd=PROJECT, capture_output=True, text=True, check=False)

    return run


def test_the_same_rows_as_the_crawl_left(export: Export, crawled: Crawled, tmp_path: Path) -> None:
    for suffix in ("csv", "jsonl"):
        path = tmp_path / f"out.{suffix}"
        assert export(str(path)).returncode == 0
        assert path.read_bytes() == (crawled.run.data_dir / f"articles.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "csv.gz", "json.gz", "jsonl.gz"])
def test_every_format_twice_is_the_same_bytes(export: Export, crawled: Crawled, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
    stories = crawled.run.census["articles"]
    for path in (first, second):
        assert export(str(path)).stdout.startswith(f"{stories} articles in ")
    assert first.read_bytes() == second.read_bytes()
    data = gzip.decompress(first.read_bytes()) if suffix.endswith(".gz") else first.read_bytes()
    count = {"csv": lambda: len(pd.read_csv(first)), "json": lambda: len(json.loads(data))}
    assert count.get(suffix.removesuffix(".gz"), lambda: len(data.splitlines()))() == stories


def test_with_copies(export: Export, crawled: Crawled, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    export(str(path), "--all")
    copies = [record for record in read_lines(path).values() if record["duplicate_of"]]
    assert len(copies) == crawled.run.census["copies"]
    assert {record["duplicate_kind"] for record in copies} == {"same_text", "near_text", "update"}


def test_a_span_of_publication(export: Export, crawled: Crawled, tmp_path: Path) -> None:
    path = tmp_path / "may.jsonl"
    export(str(path), "--since", "2025-05-14", "--until", "2025-05-14")
    found = read_lines(path)
    dated = {n: r for n, r in crawled.run.records.items() if (r["published_at"] or "").startswith("2025-05-14")}
    assert dated.keys() <= found.keys()
    assert all(record["published_at"] is None for n, record in found.items() if n not in dated)
    assert all(record["published_on"] in ("2025-05-13", "2025-05-14") for record in found.values())


def test_by_provider_section_and_language(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    export(str(path), "--provider", "kuwait news agency (kuna)", "--section", "economy,arab", "--language", "en")
    for record in read_lines(path).values():
        assert record["provider"] == "Kuwait News Agency (KUNA)"
        assert {"economy", "arab"} & set(record["sections"])
        assert record["language"] == "en"


def test_columns_in_the_order_asked_for(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    export(str(path), "--columns", "title,article_id")
    assert list(pd.read_csv(path).columns) == ["title", "article_id"]


REFUSED = {
    "no file": ((), "name one file"),
    "two files": (("a.csv", "b.csv"), "name one file"),
    "unknown format": (("a.xls",), "allowed are .csv"),
    "unknown section": (("a.csv", "--section", "asia,nonsense"), "unknown section 'nonsense'"),
    "unknown language": (("a.csv", "--language", "fr"), "allowed are en, ar"),
    "unknown column": (("a.csv", "--columns", "title,nonsense"), "no column 'nonsense'"),
    "bad day": (("a.csv", "--since", "yesterday"), "since='yesterday' is no date"),
    "since after until": (("a.csv", "--since", "2025-05-15", "--until", "2025-05-14"), "lies after until"),
    "unknown option": (("a.csv", "--nonsense"), "unknown option '--nonsense'"),
    "no such place": (("/proc/nowhere/a.csv",), "cannot be written"),
}


@pytest.mark.parametrize(("arguments", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_one_line_says_what_is_allowed(export: Export, arguments: tuple[str, ...], reason: str) -> None:
    done = export(*arguments)
    assert done.returncode == 2
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_is_not_replaced_by_nothing_without_force(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "kept.csv"
    path.write_text("what was there", encoding="utf-8")
    refused = export(str(path), "--provider", "nobody")
    assert (refused.returncode, path.read_text(encoding="utf-8")) == (2, "what was there")
    assert "--force" in refused.stderr
    forced = export(str(path), "--provider", "nobody", "--force")
    assert forced.returncode == 0
    assert path.read_text(encoding="utf-8-sig").startswith("article_id,url,")


def test_help_shows_an_example(export: Export) -> None:
    assert "scrapy export --since" in " ".join(export("--help").stdout.split())
