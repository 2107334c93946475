"""What docs/running.md and deploy/ say works, as far as this machine can tell."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.replica.scenarios import Scenario
from tests.crawls import IMPOLITE, PROJECT

PAGE = (PROJECT / "docs" / "running.md").read_text(encoding="utf-8")
INSTALLED = "/srv/menafn_crawler"
CRONTAB = [re.split(r" {2,}", line)[1] for line in PAGE.splitlines() if re.match(r"[\d*]+( [\d*]+){4}  ", line)]
MINIMAL = ("env", "-i", "HOME=/nonexistent", "PATH=/usr/bin:/bin")
"""What cron gives its jobs."""


def as_cron(line: str, site: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the crontab here, against a replica."""
    polite = " ".join(f"-s {setting}" for setting in IMPOLITE)
    line = line.replace(INSTALLED, str(PROJECT)).replace(".venv/bin/scrapy", f"{sys.executable} -m scrapy")
    line = line.replace("crawl menafn", f"crawl menafn -a site={site} {polite}")
    line = line.replace("doctor", f"doctor -a site={site} {polite}")
    words = [*MINIMAL, f"MENAFN_DATA_DIR={data_dir}", "sh", "-c", line]
    return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)


def test_there_are_three_lines() -> None:
    assert len(CRONTAB) == 3


@pytest.mark.slow
def test_cron_sends_no_mail_where_all_is_well_but_on_mondays(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        hourly, nightly, weekly = (as_cron(line, site.url, tmp_path) for line in CRONTAB)
    for done in (hourly, nightly):
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (weekly.returncode, weekly.stderr) == (0, "")
    assert weekly.stdout.startswith("menafn: exit 0, done\n")
    assert "\nOK        robots.txt" in weekly.stdout


def test_cron_mails_the_reason_where_it_is_not(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False, scenario=Scenario.REFUSING) as site:
        done = as_cron(CRONTAB[0], site.url, tmp_path)
    assert done.stderr == ""
    assert done.stdout.startswith("menafn: exit 4, the site answered nothing usable")
    assert len(done.stdout.splitlines()) < 8


def test_the_units_are_sound(tmp_path: Path) -> None:
    """Paths are this machine's, and the user one that it has: what is checked is the rest."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed: apt-get install systemd")
    for name in ("menafn.service", "menafn.timer"):
        unit = (PROJECT / "deploy" / name).read_text(encoding="utf-8")
        unit = unit.replace(f"{INSTALLED}/.venv/bin/scrapy", "/bin/true").replace("User=menafn", "User=root")
        (tmp_path / name).write_text(unit, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", str(tmp_path / "menafn.timer"), str(tmp_path / "menafn.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "menafn" in line]
    assert (done.returncode, said) == (0, [])


def test_the_image_copies_what_is_there_and_leaves_tests_out() -> None:
    lines = (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [name for line in lines if line.startswith("COPY") for name in line.split()[1:-1]]
    allowed = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert copied
    assert all((PROJECT / name).exists() and f"!{name}" in allowed for name in copied)


@pytest.mark.parametrize("number", ["20", "30", "4 MB"])
def test_the_numbers_of_the_page_are_those_of_the_code(number: str) -> None:
    from menafn_crawler.pipelines.store import SOME_WORDS
    from menafn_crawler.report.quality_gate import PAGES, RUNS
    from menafn_crawler.store import LARGEST

    told = {"20": (PAGES,), "30": (RUNS, SOME_WORDS), "4 MB": (LARGEST >> 20,)}[number]
    assert all(str(value) == number.split()[0] for value in told)
    assert number in PAGE
