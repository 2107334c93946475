"""Feeds (`-O`, `-o`): unique articles, whole files, and tables that open right where people open them."""

from __future__ import annotations

import csv
import gzip
import json
from functools import partial
from pathlib import Path

import pandas
import pytest

from menafn_crawler import settings
from menafn_crawler.export import FORMATS
from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.replica import Newsroom, copies
from tests.conftest import Crawled
from tests.crawls import ASIA, Run, crawl, in_parallel, read_lines
from tests.sites import SmallSite, Story
from tests.sites import newsroom as small_newsroom

FIRST = Story(1109547045, text="The same release, word for word, went out over two wires within the hour today.")
COPY = Story(1109547099, provider="Gulf Times", code="000063011095", printed="2025-05-14 05:30:00", text=FIRST.text)
FORMULA = Story(1109547101, title="=HYPERLINK(&quot;http://example.org&quot;,&quot;Profit | loss&quot;), she said")
BYLINELESS = Story(1109547102, title="A headline, with “quotes” and\ttabs — and 5% more")
STORIES = (FIRST, COPY, FORMULA, BYLINELESS)
UNIQUE = (FIRST.number, FORMULA.number, BYLINELESS.number)


@pytest.fixture
def feeds(crawled: Crawled) -> Path:
    return crawled.run.data_dir.parent


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_all_formats_hold_the_same_unique_articles(feeds: Path, crawled: Crawled, newsroom: Newsroom) -> None:
    lines = read_lines(feeds / "feed.jsonl")
    array = json.loads((feeds / "feed.json").read_text(encoding="utf-8"))
    assert lines == crawled.run.records
    assert array == list(lines.values())
    assert [int(row["article_id"]) for row in table(feeds / "feed.csv")] == list(lines)
    assert pandas.read_parquet(feeds / "feed.parquet")["article_id"].tolist() == list(lines)
    assert not lines.keys() & copies(newsroom).keys()
    assert {record["duplicate_of"] for record in lines.values()} == {None}


def test_every_record_has_every_field_in_order(feeds: Path) -> None:
    for record in read_lines(feeds / "feed.jsonl").values():
        assert tuple(record) == ARTICLE_FIELDS
    assert tuple(table(feeds / "feed.csv")[0]) == ARTICLE_FIELDS


def test_the_exports_say_what_the_feeds_say(feeds: Path, crawled: Crawled) -> None:
    assert (feeds / "feed.csv").read_bytes() == (crawled.run.data_dir / "articles.csv").read_bytes()
    assert (feeds / "feed.jsonl").read_bytes() == (crawled.run.data_dir / "articles.jsonl").read_bytes()


def test_a_table_reads_back_as_the_records(feeds: Path) -> None:
    assert (feeds / "feed.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    records = read_lines(feeds / "feed.jsonl")
    for row in table(feeds / "feed.csv"):
        record = records[int(row["article_id"])]
        assert row["body"].lstrip("'") == record["body"].lstrip("'")
        assert row["sections"] == "|".join(record["sections"])
        assert row["tags"] == "|".join(record["tags"])
        assert json.loads(row["date_evidence"]) == record["date_evidence"]
        empty = {name for name, value in record.items() if value in (None, [])} - {"date_evidence"}
        assert {name for name, value in row.items() if value == ""} - empty <= {"title", "body"}
        assert all(row[name] == "" for name in empty)


def test_pandas_reads_the_table(feeds: Path) -> None:
    records = read_lines(feeds / "feed.jsonl")
    frame = pandas.read_csv(feeds / "feed.csv", dtype={"provider_code": "string"})
    assert list(frame.columns) == list(ARTICLE_FIELDS)
    assert frame["article_id"].tolist() == list(records)
    assert frame["date_conflict"].dtype == bool
    assert frame["published_at"].isna().sum() == sum(r["published_at"] is None for r in records.values())
    assert [None if pandas.isna(code) else code for code in frame["provider_code"]] == [
        record["provider_code"] for record in records.values()
    ]


@pytest.fixture(scope="module")
def appended(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run, Run]:
    """Two crawls that append to a table and to lines; two more articles are there for the second one."""
    folder = tmp_path_factory.mktemp("appended")
    outputs = ("-o", f"{folder}/feed.csv", "-o", f"{folder}/feed.jsonl")
    with SmallSite(small_newsroom(*STORIES[:2])) as site:
        first = crawl(site.url, folder / "data", *ASIA, *outputs)
        site.pages.update(small_newsroom(*STORIES))
        return folder, first, crawl(site.url, folder / "data", *ASIA, *outputs)


def test_appending_leaves_what_is_there_and_one_line_of_names(appended: tuple[Path, Run, Run]) -> None:
    folder, first, second = appended
    assert (first.code, first.found, second.code, second.found) == (0, UNIQUE[:1], 0, UNIQUE)
    assert tuple(read_lines(folder / "feed.jsonl")) == UNIQUE
    assert [row["article_id"] for row in table(folder / "feed.csv")] == [str(number) for number in UNIQUE]
    assert (folder / "feed.csv").read_bytes().count("\ufeff".encode()) == 1
    assert pandas.read_csv(folder / "feed.csv")["article_id"].tolist() == list(UNIQUE)


def test_no_cell_is_a_formula(appended: tuple[Path, Run, Run]) -> None:
    folder = appended[0]
    titles = {int(row["article_id"]): row["title"] for row in table(folder / "feed.csv")}
    assert titles[FORMULA.number].startswith("'=HYPERLINK(")
    assert read_lines(folder / "feed.jsonl")[FORMULA.number]["title"].startswith("=HYPERLINK(")
    for row in table(folder / "feed.csv"):
        assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_standard_output(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(FIRST, COPY)) as site:
        runs = in_parallel(
            {
                suffix: partial(crawl, site.url, tmp_path / suffix, *ASIA, option, f"-:{suffix}")
                for suffix, option in (("json", "-O"), ("jsonl", "-o"), ("csv", "-o"))
            }
        )
    assert {run.code for run in runs.values()} == {0}
    tables = {
        "json": json.loads(runs["json"].out),
        "jsonl": [json.loads(line) for line in runs["jsonl"].out.splitlines()],
        "csv": list(csv.DictReader(runs["csv"].out.removeprefix("\ufeff").splitlines())),
    }
    for suffix, records in tables.items():
        assert [int(record["article_id"]) for record in records] == [FIRST.number], suffix


@pytest.mark.parametrize("order", [(FIRST, COPY), (COPY, FIRST)], ids=["original first", "copy first"])
def test_a_copy_is_in_no_export_whichever_was_crawled_first(order: tuple[Story, Story], tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    with SmallSite(small_newsroom(order[0])) as site:
        before = crawl(site.url, tmp_path / "data", *ASIA)
        site.pages.update(small_newsroom(*order))
        run = crawl(site.url, tmp_path / "data", *ASIA, "-O", str(feed))
    assert before.found == (order[0].number,)
    assert (run.found, run.census["copies"]) == ((FIRST.number,), 1)
    assert tuple(read_lines(feed)) == (FIRST.number,)


def test_copies_are_kept_and_marked_on_demand(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    with SmallSite(small_newsroom(FIRST, COPY)) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, "-O", str(feed), "-s", "MENAFN_KEEP_DUPLICATES=1")
    assert read_lines(feed) == run.records
    assert run.records[FIRST.number]["duplicate_of"] is None
    assert run.records[COPY.number]["duplicate_of"] == FIRST.number
    assert run.records[COPY.number]["duplicate_kind"] == "same_text"


def test_a_feed_of_nothing_new_is_empty_and_whole(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(FIRST)) as site:
        crawl(site.url, tmp_path / "data", *ASIA)
        outputs = [part for suffix in ("json", "jsonl", "csv") for part in ("-o", f"{tmp_path}/feed.{suffix}")]
        run = crawl(site.url, tmp_path / "data", *ASIA, *outputs)
    assert (run.code, run.found) == (0, (FIRST.number,))
    assert json.loads((tmp_path / "feed.json").read_text()) == []
    assert (tmp_path / "feed.jsonl").read_text() == ""
    assert table(tmp_path / "feed.csv") == []
    assert pandas.read_csv(tmp_path / "feed.csv").columns[0] == "article_id"


def test_a_feed_behind_a_symbolic_link_is_written_where_the_link_leads(tmp_path: Path) -> None:
    target = tmp_path / "real.jsonl"
    target.write_text("old")
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)
    with SmallSite(small_newsroom(FIRST)) as site:
        crawl(site.url, tmp_path / "data", *ASIA, "-O", str(link), "-O", "/dev/null:csv")
    assert link.is_symlink()
    assert tuple(read_lines(target)) == (FIRST.number,)
    assert Path("/dev/null").is_char_device()


def test_every_format_of_the_exports_is_one_of_feeds() -> None:
    assert {*FORMATS, "gz"} <= settings.FEED_EXPORTERS.keys()


@pytest.mark.parametrize("option", ["-O", "-o"])
def test_a_feed_can_be_compressed(option: str, tmp_path: Path) -> None:
    outputs = [part for name in ("feed.csv.gz", "feed.jsonl.gz") for part in (option, f"{tmp_path}/{name}")]
    with SmallSite(small_newsroom(*STORIES[:2])) as site:
        first = crawl(site.url, tmp_path / "data", *ASIA, *outputs)
        site.pages.update(small_newsroom(*STORIES))
        second = crawl(site.url, tmp_path / "data", *ASIA, *outputs)
    assert (first.code, second.code) == (0, 0)
    lines = [json.loads(line) for line in gzip.decompress((tmp_path / "feed.jsonl.gz").read_bytes()).splitlines()]
    found = [line["article_id"] for line in lines]
    assert found[-2:] == list(UNIQUE[1:])
    assert pandas.read_csv(tmp_path / "feed.csv.gz")["article_id"].tolist() == found


@pytest.mark.parametrize("option", ["-O", "-o"])
def test_a_failed_run_leaves_the_feed(option: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("yesterday\n")
    run = crawl("http://127.0.0.1:9", tmp_path / "data", *ASIA, option, str(feed), "-s", "RETRY_TIMES=0")
    assert (run.code, feed.read_text()) == (4, "yesterday\n")
    assert "is left as it is" in run.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_feed_named_by_its_time_is_one_file(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(FIRST)) as site:
        feeds = json.dumps({f"{tmp_path}/%(name)s/f-%(time)s.csv": {"format": "csv"}})
        run = crawl(site.url, tmp_path / "data", *ASIA, "-s", f"FEEDS={feeds}")
    assert run.code == 0
    (file,) = (tmp_path / "menafn").iterdir()
    assert [row["article_id"] for row in table(file)] == [str(FIRST.number)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "menafn"]


def test_an_overwritten_feed_holds_what_the_arguments_select(tmp_path: Path) -> None:
    with SmallSite(small_newsroom(*STORIES)) as site:
        crawl(site.url, tmp_path / "data", *ASIA)
        for option in ("-O", "-o"):
            assert crawl(site.url, tmp_path / "data", *ASIA, option, f"{tmp_path}/feed{option}.jsonl").code == 0
    assert tuple(read_lines(tmp_path / "feed-O.jsonl")) == UNIQUE
    assert read_lines(tmp_path / "feed-o.jsonl") == {}


@pytest.mark.parametrize("suffix", ["json", "parquet"])
def test_json_and_parquet_are_not_appended_to(suffix: str, tmp_path: Path) -> None:
    feed = tmp_path / f"feed.{suffix}"
    feed.write_text("[]\n")
    with SmallSite(small_newsroom(FIRST)) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, "-o", str(feed))
    assert (run.code, site.requests, feed.read_text()) == (2, [], "[]\n")
    assert f"{suffix} cannot be appended to" in run.err
    assert "jsonl" in run.err


@pytest.mark.slow
def test_without_pyarrow_a_crawl_works_and_a_parquet_feed_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['pyarrow'] = None")
    without = {"PYTHONPATH": str(tmp_path)}
    with SmallSite(small_newsroom(FIRST)) as site:
        runs = [
            crawl(site.url, tmp_path / "data", *ASIA, *wanted, environment=without)
            for wanted in (("-O", f"{tmp_path}/feed.parquet"), ("-s", "MENAFN_EXPORTS=articles.parquet"))
        ]
        assert [(run.code, run.err.count("\n"), "pip install 'pyarrow" in run.err) for run in runs] == [
            (2, 1, True)
        ] * 2
        assert site.requests == []
        plain = crawl(site.url, tmp_path / "data", *ASIA, environment=without)
    assert (plain.code, plain.found) == (0, (FIRST.number,))


def test_a_file_that_scrapy_compresses_is_compressed_once(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv.gz"
    plugin = "scrapy.extensions.postprocessing.GzipPlugin"
    feeds = json.dumps({str(feed): {"format": "csv", "overwrite": True, "postprocessing": [plugin]}})
    with SmallSite(small_newsroom(FIRST)) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, "-s", f"FEEDS={feeds}")
    assert run.code == 0, run.err
    rows = csv.DictReader(gzip.decompress(feed.read_bytes()).decode("utf-8-sig").splitlines())
    assert next(rows)["article_id"] == str(FIRST.number)
