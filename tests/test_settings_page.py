"""The code in docs/settings.md, run as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawls import IMPOLITE, PROJECT
from tests.sites import SmallSite, Story, newsroom

PAGE = (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```python\n# (\w+\.py)\n(.*?)```", PAGE, re.DOTALL))
STORIES = tuple(Story(1109547000 + number) for number in range(7))


def run(folder: Path, site: SmallSite, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder, with the page's files beside it, against *site*."""
    for name, text in FILES.items():
        text = text.replace('sections=["asia"]', f'site="{site.url}", sections=["asia"]')
        (folder / name).write_text(text, encoding="utf-8")
    environ = {
        **os.environ,
        "PYTHONPATH": f"{folder}{os.pathsep}{PROJECT}",
        "MENAFN_DATA_DIR": str(folder / "data"),
        **environment,
    }
    return subprocess.run(
        [sys.executable, *words], cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=120, check=False
    )


def test_own_pipelines_and_middlewares_are_added_in_settings(tmp_path: Path) -> None:
    with SmallSite(newsroom(*STORIES)) as site:
        polite = [part for setting in IMPOLITE for part in ("-s", setting)]
        crawl = ["-m", "scrapy", "crawl", "menafn", "-a", f"site={site.url}", "-a", "sections=asia", *polite]
        done = run(tmp_path, site, *crawl, SCRAPY_SETTINGS_MODULE="mysettings")
        assert "https://menafn.com/" in {headers.get("referer") for headers in site.headers}
    assert done.returncode == 0, done.stderr
    printed = [line.split("\t")[:2] for line in done.stdout.splitlines()]
    assert sorted(printed) == [[str(story.number), "Kuwait News Agency (KUNA)"] for story in STORIES]


@pytest.mark.slow
def test_a_spider_runs_in_a_script(tmp_path: Path) -> None:
    with SmallSite(newsroom(*STORIES)) as site:
        done = run(tmp_path, site, str(tmp_path / "script.py"))
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "data" / "articles.jsonl").read_text("utf-8").splitlines()) == 5
