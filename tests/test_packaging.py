"""Installing the package: what it needs, what it brings along, and its command outside a checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
import requests
from packaging.requirements import Requirement

from menafn_crawler.replica import Newsroom, serve
from tests.crawls import PROJECT, read_lines
from tests.servers import free_port

TEMPLATES = sorted(
    str(path.relative_to(PROJECT)) for path in (PROJECT / "menafn_crawler").rglob("templates/*") if path.is_file()
)


def required(lines: list[str]) -> set[Requirement]:
    return {Requirement(line) for line in lines}


def of_the_file() -> list[str]:
    text = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    lines = (line.partition("  #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def test_requirements_txt_and_the_package_name_the_same_versions() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [line for extra in project["optional-dependencies"].values() for line in extra]
    assert required(of_the_file()) >= required(project["dependencies"]) | required(optional)


@pytest.mark.slow
def test_a_wheel_installs_and_its_command_works_in_any_directory(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    source = tmp_path / "source"
    subprocess.run(["git", "clone", "-q", str(PROJECT), str(source)], check=True)
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(source)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert set(TEMPLATES) <= set(zipfile.ZipFile(wheel).namelist())
    place = tmp_path / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(place), str(wheel)], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, str(place / "bin" / "menafn-crawler"), "list"]
    environment = {**os.environ, "PYTHONPATH": str(place)}
    done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=True)
    assert "menafn" in done.stdout.split()
    assert list(elsewhere.iterdir()) == []


@contextmanager
def scrapyd(folder: Path) -> Iterator[str]:
    """A real scrapyd on a free port of 127.0.0.1; its address."""
    port = free_port()
    lines = ("[scrapyd]", "bind_address = 127.0.0.1", f"http_port = {port}", "poll_interval = 0.2", "max_proc = 1")
    (folder / "scrapyd.conf").write_text("\n".join(lines), encoding="utf-8")
    log = (folder / "log").open("wb")
    command = [str(Path(sys.executable).with_name("scrapyd"))]
    with log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until(lambda: json.load(urlopen(f"{address}/daemonstatus.json"))["status"] == "ok")
            yield address
        finally:
            process.terminate()
            process.wait()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Return once *condition* holds; a server that does not answer yet does not fulfil it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError):
            if condition():
                return
        time.sleep(0.1)
    raise AssertionError("it does not come to it")


@pytest.mark.slow
def test_an_egg_runs_in_scrapyd(newsroom: Newsroom, tmp_path: Path) -> None:
    source = tmp_path / "source"
    subprocess.run(["git", "clone", "-q", str(PROJECT), str(source)], check=True)
    deploy = str(Path(sys.executable).with_name("scrapyd-deploy"))
    egg = tmp_path / "menafn.egg"
    subprocess.run([deploy, f"--build-egg={egg}"], cwd=source, check=True, capture_output=True)
    assert set(TEMPLATES) <= set(zipfile.ZipFile(egg).namelist())
    settings = {"MENAFN_DATA_DIR": tmp_path / "data", "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": 0}
    with serve(newsroom, faults=False) as site, scrapyd(tmp_path) as address:
        version = {"project": "menafn_crawler", "version": "1"}
        files = {"egg": egg.read_bytes()}
        added = requests.post(f"{address}/addversion.json", data=version, files=files, timeout=60).json()
        assert (added["status"], added["spiders"] > 0) == ("ok", True), added
        job = {"project": "menafn_crawler", "spider": "menafn", "site": site.url, "limit": "5"}
        asked = [*job.items(), *(("setting", f"{name}={value}") for name, value in settings.items())]
        assert requests.post(f"{address}/schedule.json", data=asked, timeout=60).json()["status"] == "ok"
        jobs = f"{address}/listjobs.json?project=menafn_crawler"
        wait_until(lambda: bool(requests.get(jobs, timeout=60).json()["finished"]))
    assert len(read_lines(tmp_path / "data" / "articles.jsonl")) == 5
