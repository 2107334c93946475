"""``scrapy report`` as a user runs it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from menafn_crawler.store import open_database
from tests.conftest import Crawled
from tests.crawls import scrapy
from tests.report.made import fill

Report = Callable[..., subprocess.CompletedProcess[str]]


def report(data_dir: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return scrapy("report", *arguments, "-s", f"MENAFN_DATA_DIR={data_dir}", environment=environment)


def test_a_crawl_and_its_report(crawled: Crawled, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "seen.html"
    done = report(crawled.run.data_dir, str(path))
    assert (done.returncode, done.stderr) == (0, "")
    stories, copies = crawled.run.census["articles"], crawled.run.census["copies"]
    assert done.stdout == f"report of {stories + copies} articles in {path}\n"
    root = html.parse(str(path)).getroot()
    heads = {div.findtext("dt"): div.find("dd").text_content() for div in root.findall(".//dl/div")}
    assert (heads["stories"], heads["copies"]) == (str(stories), str(copies))
    assert heads["last run"] == f"exit {crawled.run.code}"


def test_it_stands_under_the_data_directory_unless_named(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/menafn.db").close()
    assert report(tmp_path).returncode == 0
    assert "The store is empty" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_it_tells_no_password(tmp_path: Path, postgresql_server: object) -> None:
    address = postgresql_server.new_database().replace("postgres@", "postgres:secret@")  # type: ignore[attr-defined]
    database = open_database(address)
    fill(database)
    database.close()
    done = report(tmp_path, "-s", f"MENAFN_STORE={address}")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "secret" not in page
    assert "postgres:***@" in page


REFUSED = {
    "two files": (("a.html", "b.html"), "name one file"),
    "another format": (("a.pdf",), "allowed are .html and .htm"),
    "unknown option": (("--nonsense",), "unknown option '--nonsense'"),
    "no such place": (("/proc/nowhere/a.html",), "cannot be written"),
}


@pytest.mark.parametrize(("arguments", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_one_line_says_what_is_allowed(tmp_path: Path, arguments: tuple[str, ...], reason: str) -> None:
    open_database(f"sqlite:///{tmp_path}/menafn.db").close()
    done = report(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("package", ["matplotlib", "jinja2"])
def test_without_its_layer_one_line_says_what_to_install(tmp_path: Path, package: str) -> None:
    """A package that raises on import stands before the real one."""
    open_database(f"sqlite:///{tmp_path}/menafn.db").close()
    stub = tmp_path / "stubs" / package
    stub.mkdir(parents=True)
    (stub / "__init__.py").write_text(f"raise ModuleNotFoundError(name={package!r})")
    path = tmp_path / "report.html"
    path.write_text("yesterday's")
    done = report(tmp_path, str(path), PYTHONPATH=str(stub.parent))
    assert done.returncode == 2
    assert done.stderr == f"scrapy report: {package} is not installed: pip install matplotlib Jinja2\n"
    assert path.read_text() == "yesterday's"
