"""The main job on the replica: what it finds, what it asks for, and what it asks for again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, copies, expected_records, gone_ids, serve, unreadable_ids
from menafn_crawler.replica.sections import ARABIC_MENU, MENU, MENU_KEYS, PAGE_SIZE, find_list
from menafn_crawler.replica.url_forms import article_number
from tests.conftest import Crawled
from tests.crawls import IMPOLITE, PROJECT, Run, crawl

FIRST_PAGES = sorted(["/robots.txt", "/", *(section.address for section in MENU)])


def list_pages(requests: tuple[str, ...] | list[str]) -> list[tuple[str, int]]:
    """Section and page number of the requests for lists."""
    return [(found[0].key, found[1]) for found in map(find_list, requests) if found is not None]


def articles_asked(requests: tuple[str, ...] | list[str]) -> list[int]:
    return [number for number in map(article_number, requests) if number is not None]


def test_the_data_set_is_the_truth_without_its_copies(crawled: Crawled, newsroom: Newsroom) -> None:
    known_copies = copies(newsroom)
    truth = {record["article_id"]: record for record in expected_records(newsroom, read=MENU_KEYS)}
    assert known_copies.keys() & truth.keys()
    assert crawled.run.records.keys() == truth.keys() - known_copies.keys()
    for number, record in crawled.run.records.items():
        for name in ("url", "sections", "language", "provider_code", "wire_id"):
            assert record[name] == truth[number][name], (number, name)


def test_a_crawl_with_gone_and_unreadable_pages_is_done(crawled: Crawled, newsroom: Newsroom) -> None:
    assert crawled.run.code == 0, crawled.run.err
    data_set = crawled.run.census
    assert data_set["gone_at_first_look"] == data_set["open"] == len(gone_ids(newsroom))
    assert data_set["set_aside"] == len(unreadable_ids(newsroom))
    assert data_set["copies"] == len(copies(newsroom).keys() & set(articles_asked(crawled.requests)))


def test_nothing_but_robots_home_lists_and_articles_is_asked_for(crawled: Crawled) -> None:
    others = [a for a in crawled.requests if article_number(a) is None and find_list(a) is None]
    assert others == ["/robots.txt", "/"]


def test_each_article_is_asked_for_once_unless_it_failed(crawled: Crawled) -> None:
    asked = articles_asked(crawled.requests)
    failed = sum(isinstance(target, int) for target in crawled.site.site.faults.planned)
    assert len(asked) == len(set(asked)) + failed


def test_unreadable_pages_are_kept_with_headers_and_reason(crawled: Crawled, newsroom: Newsroom) -> None:
    folder = crawled.run.data_dir / "quarantine"
    assert {int(page.stem) for page in folder.glob("*.html")} == unreadable_ids(newsroom)
    for number in unreadable_ids(newsroom):
        assert "membership" in (folder / f"{number}.html").read_text(encoding="utf-8")
        told = json.loads((folder / f"{number}.json").read_text(encoding="utf-8"))
        assert (told["article_id"], told["status"]) == (number, 200)
        assert told["reason"]
        assert told["headers"]["Content-Type"].startswith("text/html")


@pytest.fixture
def again(crawled: Crawled) -> Run:
    crawled.site.reset()
    crawled.site.site.faults.pending.clear()
    return crawl(crawled.site.url, crawled.run.data_dir)


def test_a_second_crawl_of_an_unchanged_site_asks_for_the_first_pages_of_lists_only(
    crawled: Crawled, again: Run
) -> None:
    before = (crawled.run.data_dir / "articles.csv").read_bytes()
    assert sorted(crawled.site.requests) == FIRST_PAGES
    assert again.code == 0
    assert (again.data_dir / "articles.csv").read_bytes() == before


@pytest.fixture
def calm(newsroom: Newsroom) -> Iterator[ReplicaServer]:
    with serve(newsroom, faults=False) as site:
        yield site


def test_a_limit_is_kept_and_lists_are_not_walked_for_it(calm: ReplicaServer, tmp_path: Path) -> None:
    run = crawl(calm.url, tmp_path, "-a", "limit=5")
    assert (run.code, len(run.records)) == (0, 5)
    asked = [calm.newsroom.by_id[number] for number in articles_asked(calm.requests)]
    assert sum(story.fate == "served" for story in asked) == 5
    assert len(list_pages(calm.requests)) == 1
    more = crawl(calm.url, tmp_path, "-a", "limit=30")
    assert len(more.records) + more.census["copies"] == 35
    assert set(run.records) <= set(more.records)


def test_max_pages_bounds_every_list_and_a_later_crawl_goes_deeper(calm: ReplicaServer, tmp_path: Path) -> None:
    both = ("-a", "sections=asia,sport")
    for _ in range(2):  # the second one finds nothing new, and must not take the lists for read to their end
        run = crawl(calm.url, tmp_path, *both, "-a", "max_pages=1")
        assert (run.code, {page for _, page in list_pages(calm.requests)}) == (0, {1})
    shallow = run.records.keys()
    deep = crawl(calm.url, tmp_path, *both)
    ends = {(key, -(-len(calm.newsroom.lists[key]) // PAGE_SIZE)) for key in ("asia", "sport")}
    assert min(page for _, page in ends) > 2
    assert ends <= set(list_pages(calm.requests))
    wanted = {s.article_id for key in ("asia", "sport") for s in calm.newsroom.lists[key] if s.fate == "served"}
    assert wanted - shallow
    assert wanted - copies(calm.newsroom).keys() <= deep.records.keys()


def test_sections_of_countries_and_press_releases(calm: ReplicaServer, tmp_path: Path) -> None:
    run = crawl(calm.url, tmp_path, "-a", "sections=kw,press")
    assert run.code == 0
    assert {key for key, _ in list_pages(calm.requests)} == {"kw", "press"}
    assert {key for record in run.records.values() for key in record["sections"]} == {"kw", "press"}


def test_sections_grow_when_another_list_shows_the_article(calm: ReplicaServer, tmp_path: Path) -> None:
    crawl(calm.url, tmp_path, "-a", "sections=asia", "-a", "max_pages=1")
    calm.reset()
    run = crawl(calm.url, tmp_path, "-a", "sections=economy")
    both = {s.article_id for s in calm.newsroom.lists["asia"][:12]} & {
        s.article_id for s in calm.newsroom.lists["economy"]
    }
    assert both
    for number in both & run.records.keys():
        assert run.records[number]["sections"] == ["asia", "economy"]
    assert not both & set(articles_asked(calm.requests))


def test_the_arabic_edition_is_a_list_of_its_own(calm: ReplicaServer, tmp_path: Path) -> None:
    run = crawl(calm.url, tmp_path, "-a", "language=ar")
    assert run.code == 0
    lists = {key for key, _ in list_pages(calm.requests)}
    assert lists == {"arabic", *(section.key for section in ARABIC_MENU)}
    truth = {record["article_id"]: record for record in expected_records(calm.newsroom, read=frozenset(lists))}
    assert run.records.keys() == truth.keys() - copies(calm.newsroom).keys()
    assert {record["language"] for record in run.records.values()} == {"ar"}
    for number, record in run.records.items():
        assert {name: record[name] for name in truth[number]} == truth[number]
    calm.reset()
    assert crawl(calm.url, tmp_path, "-a", "language=ar").code == 0
    first_pages = {"/arabic/", *(section.address for section in ARABIC_MENU)}
    assert sorted(calm.requests) == sorted(["/robots.txt", "/", *first_pages])


def test_one_section_of_the_arabic_edition(calm: ReplicaServer, tmp_path: Path) -> None:
    run = crawl(calm.url, tmp_path, "-a", "language=ar", "-a", "sections=energy")
    wanted = {story.article_id for story in calm.newsroom.lists["ar/energy"]}
    assert (run.code, set(run.found)) == (0, wanted - copies(calm.newsroom).keys())
    assert {tuple(record["sections"]) for record in run.records.values()} == {("energy",)}


def test_arabic_pages_are_read_without_classes_too(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False, rename=True) as site:
        run = crawl(site.url, tmp_path, "-a", "language=ar")
    lists = frozenset({"arabic", *(section.key for section in ARABIC_MENU)})
    truth = {record["article_id"]: record for record in expected_records(newsroom, lists, renamed=True)}
    assert run.records.keys() == truth.keys() - copies(newsroom).keys()
    for number, record in run.records.items():
        assert {name: record[name] for name in truth[number]} == truth[number]


def test_a_section_that_the_arabic_menu_lacks_is_told(calm: ReplicaServer, tmp_path: Path) -> None:
    run = crawl(calm.url, tmp_path, "-a", "language=ar", "-a", "sections=entertainment")
    assert (run.code, run.counters["list/failed"]) == (4, 1)
    assert "section 'entertainment'" in run.err


def test_the_data_directory_may_come_from_the_environment(calm: ReplicaServer, tmp_path: Path) -> None:
    settings = [part for setting in IMPOLITE for part in ("-s", setting)]
    command = [sys.executable, "-m", "scrapy", "crawl", "menafn", "-a", f"site={calm.url}", "-a", "limit=2", *settings]
    environment = {**os.environ, "MENAFN_DATA_DIR": str(tmp_path / "elsewhere"), "MENAFN_EXPORTS": "x/only.json"}
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written >= {"elsewhere/menafn.db", "elsewhere/last-run.json", "elsewhere/x/only.json"}
    assert not [path for path in written if path.endswith((".csv", "articles.jsonl"))]
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere"]
