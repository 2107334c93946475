"""Installing the package: what it needs, what it brings along, and its command outside a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.crawls import PROJECT

TEMPLATES = sorted(
    str(path.relative_to(PROJECT)) for path in (PROJECT / "menafn_crawler").rglob("templates/*") if path.is_file()
)


def requirements(lines: list[str]) -> set[Requirement]:
    return {Requirement(line) for line in lines}


def of_the_file() -> list[str]:
    text = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    lines = (line.partition("  #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def test_requirements_txt_and_the_package_name_the_same_versions() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [line for extra in project["optional-dependencies"].values() for line in extra]
    assert requirements(of_the_file()) >= requirements(project["dependencies"]) | requirements(optional)


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
