"""What the README says to type works, typed in its order."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.replica.pages import Pages
from menafn_crawler.spiders.arguments import Arguments
from tests.conftest import Crawled
from tests.crawls import IMPOLITE, PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PROGRAM = ".venv/bin/scrapy "
LINES = [
    line.rpartition(PROGRAM)
    for line in README.splitlines()
    if PROGRAM in line and not any(server in line for server in ("postgresql", "SPLASH_URL"))
]
COMMANDS = [(command, "".join(re.findall("echo '(.*)'", before))) for before, _, command in LINES]
"""What follows the program's name, and what is typed into it."""


def test_the_commands_are_there() -> None:
    assert len(COMMANDS) >= 8
    assert {command.split()[0] for command, _ in COMMANDS} == {
        "crawl", "export", "explain", "report", "replay", "doctor", "summary", "backup",
    }  # fmt: skip


@pytest.mark.slow
def test_every_command_works_in_its_order(newsroom: Newsroom, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SCRAPY_SETTINGS_MODULE": "menafn_crawler.settings",
        "PYTHONPATH": str(PROJECT),
        "MENAFN_DATA_DIR": "data",
    }
    with serve(newsroom, faults=False) as site:
        for command, typed in COMMANDS:
            arguments = shlex.split(command)
            if arguments[0] in ("crawl", "doctor"):
                arguments += ["-a", f"site={site.url}", *(part for one in IMPOLITE for part in ("-s", one))]
            done = subprocess.run(
                [sys.executable, "-m", "scrapy", *arguments],
                cwd=tmp_path,
                env=environment,
                input=typed,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}: {done.stderr[-500:]}"
    assert {path.name for path in tmp_path.iterdir()} >= {"asia.csv", "may.csv.gz", "everything.jsonl", "history.csv"}


@pytest.fixture(scope="module")
def exported(crawled: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exports of a real crawl under ``data``, also those that the README's commands write."""
    folder = tmp_path_factory.mktemp("loading")
    shutil.copytree(crawled.run.data_dir, folder / "data")
    (folder / "data" / "page.html").write_bytes(
        Pages(crawled.site.newsroom).article(crawled.site.newsroom.by_id[1109547045])
    )
    for options in (("articles.parquet",), ("by-month.parquet", "--partition")):
        command = [sys.executable, "-m", "scrapy", "export", str(folder / "data" / options[0]), *options[1:]]
        subprocess.run([*command, "-s", f"MENAFN_DATA_DIR={folder / 'data'}"], cwd=PROJECT, check=True)
    return folder


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.split()[1])
def test_the_python_in_it_runs(code: str, exported: Path, crawled: Crawled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(exported)
    names: dict[str, Any] = {}
    exec(code, names)
    records = crawled.run.records.values()
    if "duckdb" in names:
        verdicts = Counter((w["source"], w["verdict"]) for record in records for w in record["date_evidence"])
        assert {(source, verdict): times for source, verdict, times in names["articles"]} == verdicts
    elif "article" in names:
        assert names["article"].published_at == "2025-05-14T08:44:27Z"
    else:
        assert len(names["articles"]) == len(records)
    if "months" in names:
        assert len(names["months"]) == sum((record["published_on"] or "").startswith("2025-05") for record in records)


def test_what_is_exported_is_described_validly(exported: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=exported / "data",
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert (report["valid"], report["stats"]["errors"]) == (True, 0)
    assert {task["place"] for task in report["tasks"]} >= {"articles.csv", "articles.jsonl", "articles.parquet"}


@pytest.mark.parametrize("target", ["setup", "demo", "test", "test-all", "check", "bench"])
def test_every_target_of_make_is_named(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_argument_stands_in_its_table() -> None:
    rows = "\n".join(line for line in README.splitlines() if line.startswith("| `"))
    names = "site sections language since until limit max_pages refresh file ids feeds"
    assert [name for name in names.split() if f"`{name}`" not in rows] == []
    assert Arguments().sections == tuple(
        "us europe arab asia africa politics economy energy entertainment sport".split()
    )


def test_every_setting_stands_in_its_document() -> None:
    document = (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")
    text = (PROJECT / "menafn_crawler" / "settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r"`(MENAFN_[A-Z_]+)`(?=[^|]*\|)", document))
    assert named == set(re.findall(r"^(MENAFN_[A-Z_]+) =", text, re.MULTILINE))


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 210
