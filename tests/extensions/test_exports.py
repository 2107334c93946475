"""The data set's files: refreshed when something changed, whole, and missed aloud."""

from __future__ import annotations

from pathlib import Path

from tests.crawls import ASIA, crawl
from tests.sites import LIST, SmallSite, Story, listing, newsroom, page, path

ONE, TWO = Story(1109547045), Story(1109547046)


def test_files_are_refreshed_only_when_something_changed_or_one_is_missing(tmp_path: Path) -> None:
    table, lines = tmp_path / "articles.csv", tmp_path / "articles.jsonl"
    with SmallSite(newsroom(ONE)) as site:
        crawl(site.url, tmp_path, *ASIA)
        seen = table.stat().st_mtime_ns
        lines.unlink()
        crawl(site.url, tmp_path, *ASIA)
        assert (table.stat().st_mtime_ns, lines.exists()) == (seen, True)
        site.pages["/"] = [page("", {"Asia": LIST, "Europe": "/europe"})]
        site.pages["/europe"] = [listing([path(ONE.number)])]
        run = crawl(site.url, tmp_path, "-a", "sections=asia,europe")
    assert table.stat().st_mtime_ns > seen
    assert run.records[ONE.number]["sections"] == ["asia", "europe"]


def test_an_export_that_cannot_be_written_is_told_and_the_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").mkdir()
    (tmp_path / "articles.csv" / "in-the-way").touch()
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, *ASIA)
    assert (run.code, run.found) == (3, (ONE.number,))
    assert "1 files of the data set could not be written" in run.err
    assert "articles.csv" in run.err


def test_no_exports_on_demand(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE)) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_EXPORTS=")
    assert (run.code, run.census["articles"]) == (0, 1)
    assert not list(tmp_path.glob("articles.*"))


def test_no_unfinished_file_is_left(tmp_path: Path) -> None:
    with SmallSite(newsroom(ONE, TWO)) as site:
        crawl(site.url, tmp_path, *ASIA)
    assert not [found for found in tmp_path.rglob("*") if found.suffix == ".part"]
