"""`scrapy crawl`: what is refused, how that is said, and the help."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings

from tests.crawls import PROJECT, crawl
from tests.sites import SmallSite, newsroom

NOWHERE = ("-a", "site=http://127.0.0.1:9")

REFUSED: dict[str, tuple[Sequence[str], str]] = {
    "unknown section": (["menafn", "-a", "sections=bogus"], "allowed are us, europe"),
    "since after until": (["menafn", "-a", "since=2025-05-14", "-a", "until=2025-05-13"], "must not be later"),
    "malformed since": (["menafn", "-a", "since=14.5.2025"], "2025-05-14"),
    "malformed until": (["menafn", "-a", "until=soon"], "2025-05-14"),
    "limit 0": (["menafn", "-a", "limit=0"], "from 1 on"),
    "limit x": (["menafn", "-a", "limit=x"], "from 1 on"),
    "site without scheme": (["menafn", "-a", "site=menafn.com"], "http(s)://"),
    "unknown argument": (["menafn", "-a", "colour=red"], "allowed are language, limit"),
    "argument without =": (["menafn", "-a", "limit"], "NAME=VALUE"),
    "setting without =": (["menafn", "-s", "MENAFN_EXPORTS"], "NAME=VALUE"),
    "unknown option": (["menafn", "--bogus"], "--bogus"),
    "unknown spider": (["nosuch"], "there are menafn"),
    "no spider": ([], "name one spider"),
    "two spiders": (["menafn", "menafn"], "name one spider"),
    "unknown zone": (["menafn", "-s", "MENAFN_TIMEZONE=Mars/Olympus"], "America/New_York"),
    "empty zone": (["menafn", "-s", "MENAFN_TIMEZONE="], "America/New_York"),
    "a folder of zones": (["menafn", "-s", "MENAFN_TIMEZONE=America"], "America/New_York"),
    "store of another kind": (["menafn", "-s", "MENAFN_STORE=mysql://u:secret@h/x"], "sqlite:///"),
    "store without a scheme": (["menafn", "-s", "MENAFN_STORE=nonsense"], "nonsense"),
    "store that does not answer": (
        ["menafn", "-s", "MENAFN_STORE=postgresql+psycopg://u:secret@127.0.0.1:9/x"],
        "store",
    ),
    "export of an unknown kind": (["menafn", "-s", "MENAFN_EXPORTS=articles.xyz"], ".csv"),
    "export outside the data": (["menafn", "-s", "MENAFN_EXPORTS=../articles.csv"], "under the data directory"),
    "export at an absolute path": (["menafn", "-s", "MENAFN_EXPORTS=/tmp/articles.csv"], "under the data directory"),
    "days x": (["menafn", "-s", "MENAFN_DUPLICATE_DAYS=x"], "whole number"),
    "days negative": (["menafn", "-s", "MENAFN_DUPLICATE_DAYS=-1"], "whole number"),
    "days without end": (["menafn", "-s", "MENAFN_DUPLICATE_DAYS=99999999999"], "whole number"),
    "minutes x": (["menafn", "-s", "MENAFN_SECOND_LOOK_MINUTES=soon"], "whole number"),
    "gates": (["menafn", "-s", "MENAFN_GATES=sometimes"], "1 and 0"),
    "silent days": (["menafn", "-s", "MENAFN_SILENT_DAYS=two"], "whole number"),
    "flag": (["menafn", "-s", "MENAFN_KEEP_DUPLICATES=maybe"], "1 and 0"),
    "requests x": (["menafn", "-s", "CONCURRENT_REQUESTS=x"], "a whole number from 1 on"),
    "no request at a time": (["menafn", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=0"], "a whole number from 1 on"),
    "delay abc": (["menafn", "-s", "DOWNLOAD_DELAY=abc"], "DOWNLOAD_DELAY is 'abc'; allowed is a number from 0 on"),
    "robots yes": (["menafn", "-s", "ROBOTSTXT_OBEY=yes"], "1 or 0"),
    "level of the log": (["menafn", "-L", "LOUD"], "DEBUG, INFO"),
    "data under a file": (["menafn", "-s", "MENAFN_DATA_DIR={file}/data"], "MENAFN_DATA_DIR"),
    "data is a file": (["menafn", "-s", "MENAFN_DATA_DIR={file}"], "MENAFN_DATA_DIR"),
    "store that is no database": (["menafn", "-s", "MENAFN_STORE=sqlite:///{file}"], "not a database"),
    "feed of an unknown kind": (["menafn", "-O", "feed.docx"], "docx"),
    "feed that cannot keep its promise": (["menafn", "-O", "feed.xml"], "xml"),
    "feed at a directory": (["menafn", "-O", "{folder}:csv"], "feed"),
    "feed under a file": (["menafn", "-O", "{file}/feed.csv"], "feed"),
    "feeds -o and -O": (["menafn", "-o", "a.csv", "-O", "b.csv"], "only one of"),
}


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder to write to; commands run in the project."""
    monkeypatch.chdir(PROJECT)
    (tmp_path / "file").write_text("This is a file, and none of a database, with some text in it." * 20)
    return tmp_path


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_one_line_says_what_is_allowed(
    words: Sequence[str], said: str, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = get_project_settings()
    settings.set("MENAFN_DATA_DIR", str(project / "data"), priority="project")
    given = [word.format(file=project / "file", folder=project) for word in words]
    with pytest.raises(SystemExit) as end:
        execute(["scrapy", "crawl", *NOWHERE, *given], settings)
    out, err = capfd.readouterr()
    assert (end.value.code, out) == (2, "")
    assert len(err.splitlines()) == 1, err
    assert err.startswith("scrapy crawl: ")
    assert said in err
    assert "secret" not in err


def test_nothing_else_stands_on_stderr_of_the_process_and_no_request_goes_out(tmp_path: Path) -> None:
    with SmallSite(newsroom()) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=bogus")
    assert run.code == 2
    assert run.err.count("\n") == 1
    assert site.requests == []
    assert not (tmp_path / "menafn.db").exists()


def test_a_site_that_is_down_ends_with_4_and_a_clear_line(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        run = crawl(f"http://127.0.0.1:{free.getsockname()[1]}", tmp_path, "-a", "sections=asia", "-s", "RETRY_TIMES=1")
    assert run.code == 4
    assert "exit 4: robots.txt of" in run.err
    assert run.summary["exit_code"] == 4


@pytest.mark.parametrize("name", ["STATS_CLASS", "DUPEFILTER_CLASS"])
def test_a_crawl_that_cannot_even_be_set_up_is_no_success(name: str, tmp_path: Path) -> None:
    run = crawl("http://127.0.0.1:1", tmp_path, "-s", f"{name}=no.such.Class")
    assert run.code == 4
    assert "No module named 'no'" in run.err
