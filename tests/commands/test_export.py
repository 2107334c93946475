"""``scrapy export`` as a user runs it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from menafn_crawler.export import GUIDE, PACKAGE, SUFFIXES
from menafn_crawler.replica import Newsroom, copies
from tests.conftest import Crawled
from tests.crawls import PROJECT, in_parallel, read_lines, scrapy

Export = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def export(crawled: Crawled) -> Export:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
        data_dir = f"MENAFN_DATA_DIR={crawled.run.data_dir}"
        return scrapy("export", *arguments, "-s", data_dir, environment=environment)

    return run


def test_the_same_rows_as_the_crawl_left(export: Export, crawled: Crawled, tmp_path: Path) -> None:
    for suffix in ("csv", "jsonl"):
        path = tmp_path / f"out.{suffix}"
        assert export(str(path)).returncode == 0
        assert path.read_bytes() == (crawled.run.data_dir / f"articles.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_twice_is_the_same_bytes(export: Export, crawled: Crawled, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
    stories = crawled.run.census["articles"]
    for path in (first, second):
        assert export(str(path)).stdout.startswith(f"{stories} articles in ")
    assert first.read_bytes() == second.read_bytes()
    data = gzip.decompress(first.read_bytes()) if suffix.endswith(".gz") else first.read_bytes()
    count = {
        "csv": lambda: len(pd.read_csv(first)),
        "json": lambda: len(json.loads(data)),
        "parquet": lambda: len(pd.read_parquet(first)),
        "xlsx": lambda: len(pd.read_excel(first)),
        "sqlite": lambda: len(pd.read_sql("SELECT article_id FROM articles", f"sqlite:///{first}")),
    }
    assert count.get(suffix.removesuffix(".gz"), lambda: len(data.splitlines()))() == stories


def test_with_copies(export: Export, crawled: Crawled, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    export(str(path), "--all")
    found = [record for record in read_lines(path).values() if record["duplicate_of"]]
    assert len(found) == crawled.run.census["copies"]
    assert {record["duplicate_kind"] for record in found} == {"same_text", "near_text", "update"}


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


@pytest.mark.parametrize("options", [("--sections", "Asia"), ("--section", "ASIA"), ("--sections", " asia ,")])
def test_sections_are_spelled_as_in_a_crawl_and_case_does_not_matter(
    export: Export, crawled: Crawled, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = tmp_path / "asia.jsonl"
    assert export(str(path), *options, "--language", "EN").returncode == 0
    shown = {number for number, record in crawled.run.records.items() if "asia" in record["sections"]}
    assert read_lines(path).keys() == {n for n in shown if crawled.run.records[n]["language"] == "en"}


def test_an_unknown_provider_leaves_the_file(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "kept.csv"
    path.write_text("what was there", encoding="utf-8")
    refused = export(str(path), "--provider", "Kuna", "--force")
    assert (refused.returncode, path.read_text(encoding="utf-8")) == (2, "what was there")


def test_without_a_path_the_exports_that_are_behind_are_refreshed(crawled: Crawled, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(crawled.run.data_dir, data_dir)
    (data_dir / "articles.csv").unlink()
    told = scrapy("summary", "-s", f"MENAFN_DATA_DIR={data_dir}").stdout
    assert f"exports are behind the store: {data_dir / 'articles.csv'}; scrapy export refreshes them" in told
    done = scrapy("export", "-s", f"MENAFN_DATA_DIR={data_dir}")
    stories = crawled.run.census["articles"]
    assert done.stdout.splitlines() == [
        f"{data_dir / 'articles.jsonl'} is up to date",
        f"{stories} articles in {data_dir / 'articles.csv'}",
    ]
    assert "behind" not in scrapy("summary", "-s", f"MENAFN_DATA_DIR={data_dir}").stdout


def test_columns_in_the_order_asked_for(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    export(str(path), "--columns", "title,article_id,title")
    assert list(pd.read_csv(path).columns) == ["title", "article_id"]


def test_stories_and_providers_agree_with_the_truth(
    export: Export, crawled: Crawled, newsroom: Newsroom, tmp_path: Path
) -> None:
    assert export(str(tmp_path / "stories.jsonl")).stdout.startswith(f"{len(crawled.run.records)} stories in ")
    assert export(str(tmp_path / "providers.csv")).returncode == 0
    stories = read_lines(tmp_path / "stories.jsonl")
    told = {int(one["article_id"]): number for number, story in stories.items() for one in story["copy_list"]}
    truth = copies(newsroom)
    assert len(told) == crawled.run.census["copies"]
    assert {number: head for number, head in told.items() if truth.get(number) != head} == {}
    providers = pd.read_csv(tmp_path / "providers.csv")
    assert providers["copies"].sum() + providers["updates"].sum() == len(told)
    package = json.loads((tmp_path / PACKAGE).read_text(encoding="utf-8"))
    assert [one["path"] for one in package["resources"]] == ["providers.csv", "stories.jsonl"]


REFUSED = {
    "months of stories": (("stories.csv", "--partition"), "neither divided by month"),
    "two files": (("a.csv", "b.csv"), "name one file"),
    "unknown format": (("a.xls",), "allowed are .csv"),
    "unknown section": (("a.csv", "--sections", "asia,nonsense"), "unknown section 'nonsense'"),
    "unknown language": (("a.csv", "--language", "fr"), "allowed are en, ar"),
    "unknown column": (("a.csv", "--columns", "title,nonsense"), "no column 'nonsense'"),
    "packed parquet": (("a.parquet.gz",), "allowed are .csv"),
    "months of no format": (("a.xls", "--partition"), "ends in no known format"),
    "unknown provider": (("a.csv", "--provider", "Kuna"), "the nearest are 'Kuwait News Agency (KUNA)'"),
    "unlike any provider": (("a.csv", "--provider", "qqqqqqqqqqqq"), "no name is like it"),
    "months into the place itself": ((".", "--partition"), "a directory of its own"),
    "bad day": (("a.csv", "--since", "some day"), "since='some day' is no date"),
    "since after until": (("a.csv", "--since", "2025-05-15", "--until", "2025-05-14"), "lies after until"),
    "two moments": (
        ("a.csv", "--as-of", "2025-05-14", "--since-last", "x"),
        "--as-of, --since-last cannot be combined",
    ),
    "months of a moment": (("a", "--as-of", "2025-05-14", "--partition"), "cannot be combined"),
    "no instant": (("a.csv", "--as-of", "last spring"), "--as-of 'last spring' is no date"),
    "a name too long": (("a.csv", "--since-last", "x" * 31), "at most 30 characters"),
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
    nothing = ("--until", "1990-01-01")
    refused = export(str(path), *nothing)
    assert (refused.returncode, path.read_text(encoding="utf-8")) == (2, "what was there")
    assert "--force" in refused.stderr
    forced = export(str(path), *nothing, "--force")
    assert forced.returncode == 0
    assert path.read_text(encoding="utf-8-sig").startswith("article_id,url,")


def test_months_are_a_directory(export: Export, crawled: Crawled, tmp_path: Path) -> None:
    for name in ("months.parquet", "months"):
        assert export(str(tmp_path / name), "--partition").stdout.startswith(f"{len(crawled.run.found)} articles in ")
        months = pd.read_parquet(tmp_path / name)
        days = {number: record["published_on"] for number, record in crawled.run.records.items()}
        assert dict(zip(months["article_id"], months["published_month"].astype(str), strict=True)) == {
            number: (day or "undated")[:7] for number, day in days.items()
        }


def test_a_directory_of_others_is_not_replaced(export: Export, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    refused = export(str(tmp_path), "--partition", "--force")
    assert (refused.returncode, (tmp_path / "notes.txt").read_text()) == (2, "mine")
    assert "holds other files" in refused.stderr


def test_a_file_is_described_beside_it_unless_that_is_not_wanted(export: Export, tmp_path: Path) -> None:
    alone, described = tmp_path / "alone" / "a.csv", tmp_path / "described" / "a.csv"
    assert export(str(alone), "--no-package").returncode == 0
    assert [path.name for path in alone.parent.iterdir()] == ["a.csv"]
    assert f"described in {PACKAGE} and {GUIDE}" in export(str(described)).stdout
    assert sorted(path.name for path in described.parent.iterdir()) == [GUIDE, "a.csv", PACKAGE]


def test_exports_at_the_same_time_are_all_described(export: Export, tmp_path: Path) -> None:
    names = [f"{number}.csv" for number in range(4)]
    in_parallel({name: partial(export, str(tmp_path / name)) for name in names})
    package = json.loads((tmp_path / PACKAGE).read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == names


def test_the_package_of_another_hand_is_told_and_left(export: Export, tmp_path: Path) -> None:
    (tmp_path / PACKAGE).write_text("{}")
    done = export(str(tmp_path / "a.csv"))
    assert (done.returncode, (tmp_path / PACKAGE).read_text()) == (0, "{}")
    assert "left as it is" in done.stderr
    assert (tmp_path / "a.csv").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "hidden",
    ["import sys; sys.modules['pyarrow'] = None", "import sys; sys.modules['pyarrow.parquet'] = None"],
    ids=["not there", "broken"],
)
def test_without_pyarrow_one_line_says_what_to_install(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hidden: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(hidden)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for arguments in (("a.parquet",), ("months", "--partition")):
        refused = export(str(tmp_path / arguments[0]), *arguments[1:])
        assert refused.returncode == 2
        assert "pip install 'pyarrow" in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert export(str(tmp_path / "a.csv")).returncode == 0
    assert not list(tmp_path.glob("*.parquet"))


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--partition",)], ids=["file", "months"])
def test_a_kill_in_the_middle_leaves_what_was_there(crawled: Crawled, tmp_path: Path, options: tuple[str, ...]) -> None:
    path = tmp_path / "out.parquet"
    settings = ("-s", f"MENAFN_DATA_DIR={crawled.run.data_dir}")
    command = [sys.executable, "-m", "scrapy", "export", str(path), *options, "--all", *settings]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    rows = crawled.run.census["articles"] + crawled.run.census["copies"]
    for milliseconds in range(300, 1500, 100):
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(milliseconds / 1000)
            process.kill()
        assert len(pd.read_parquet(path)) == rows
        package = json.loads((tmp_path / PACKAGE).read_text(encoding="utf-8"))
        assert sum(resource["count"] for resource in package["resources"]) == rows


def test_help_shows_an_example(export: Export) -> None:
    assert "scrapy export --since" in " ".join(export("--help").stdout.split())
