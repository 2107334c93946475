"""What the README says to type works, typed in its order."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.spiders.arguments import Arguments
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
        "crawl", "export", "explain", "report", "replay", "doctor", "summary",
    }  # fmt: skip


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


def test_the_python_in_it_runs(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "data").mkdir()
    table = tmp_path / "data" / "articles.csv"
    table.write_text(
        "article_id,provider,published_at\n1,Trend News Agency,2025-05-14T08:44:27Z\n", encoding="utf-8-sig"
    )
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(code, names)
    assert len(names["articles"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("target", ["setup", "demo", "test", "check", "bench"])
def test_every_target_of_make_is_named(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_setting_and_argument_stands_in_its_table() -> None:
    named = set(re.findall(r"`(MENAFN_[A-Z_]+)`", README))
    text = (PROJECT / "menafn_crawler" / "settings.py").read_text(encoding="utf-8")
    assert named == set(re.findall(r"^(MENAFN_[A-Z_]+) =", text, re.MULTILINE))
    rows = "\n".join(line for line in README.splitlines() if line.startswith("| `"))
    names = "site sections language since until limit max_pages refresh file ids feeds"
    for argument in names.split():
        assert f"`{argument}`" in rows
    assert Arguments().sections == tuple(
        "us europe arab asia africa politics economy energy entertainment sport".split()
    )
