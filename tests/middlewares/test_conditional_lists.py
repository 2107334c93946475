"""Conditional requests for lists: a page that has not changed costs an empty answer and says the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from menafn_crawler.middlewares.conditional_lists import COPIES
from menafn_crawler.replica import Newsroom, serve
from tests.crawls import ASIA, crawl
from tests.sites import HOME, LIST, NOT_THERE, Reply, SmallSite, Story, listing, newsroom, page, path

OLD, NEW = Story(1109547045), Story(1109547046)
TAG = {"ETag": '"v1"'}
UNCHANGED = Reply(status=304, headers=TAG)


def site_with(*lists: Reply) -> SmallSite:
    """A site whose list answers so, request by request, and whose home page has no validator."""
    return SmallSite(newsroom(OLD, NEW, more={LIST: list(lists)}))


def tagged(*stories: Story, **headers: str) -> Reply:
    return replace(listing(path(story.number) for story in stories), headers=headers or TAG)


def conditions(site: SmallSite) -> list[str | None]:
    """The condition of each request for the list."""
    asked = zip(site.requests, site.headers, strict=True)
    return [headers.get("if-none-match", headers.get("if-modified-since")) for at, headers in asked if at == LIST]


def age(data_dir: Path, fetched_at: str) -> None:
    """Make the copies as old as that."""
    for copy in (data_dir / COPIES).iterdir():
        head, _, body = copy.read_bytes().partition(b"\n")
        copy.write_bytes(json.dumps({**json.loads(head), "fetched_at": fetched_at}).encode() + b"\n" + body)


@pytest.mark.slow
def test_a_run_with_nothing_new_transfers_no_list(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False, validators=True) as site:
        first = crawl(site.url, tmp_path)
        assert site.site.not_modified == 0
        site.reset()
        again = crawl(site.url, tmp_path, "-O", str(tmp_path / "all.jsonl"))
        lists = [asked for asked in site.requests if asked != "/robots.txt"]
    assert (again.code, again.counters.get("article/stored", 0)) == (0, 0)
    assert again.counters["list/not_modified"] == site.site.not_modified == len(lists) == 11
    assert again.counters["list/entries"] > 100
    assert again.records.keys() == first.records.keys()
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == first.census["articles"]


def test_what_changed_is_read_and_kept_in_its_place(tmp_path: Path) -> None:
    with site_with(tagged(OLD), tagged(OLD, NEW, ETag='"v2"'), UNCHANGED) as site:
        runs = [crawl(site.url, tmp_path, *ASIA) for _ in range(3)]
        assert conditions(site) == [None, '"v1"', '"v2"']
    assert [run.counters.get("article/stored", 0) for run in runs] == [1, 1, 0]
    assert runs[2].counters["list/entries/en/asia"] == 2


def test_a_date_is_a_validator_too(tmp_path: Path) -> None:
    date = "Wed, 14 May 2025 08:44:27 GMT"
    with site_with(tagged(OLD, **{"Last-Modified": date}), UNCHANGED) as site:
        codes = [crawl(site.url, tmp_path, *ASIA).code for _ in range(2)]
        assert (codes, conditions(site)) == ([0, 0], [None, date])


@pytest.mark.parametrize("setting", ["24", "0"])
def test_a_page_is_asked_for_whole_once_a_day(tmp_path: Path, setting: str) -> None:
    """A site that always says 304 hides what is new for a day, and no longer."""
    with site_with(tagged(OLD), tagged(OLD, NEW, ETag='"v2"')) as site:
        crawl(site.url, tmp_path, *ASIA)
        age(tmp_path, "2025-05-14T08:44:27Z" if setting != "0" else "2999-01-01T00:00:00Z")
        run = crawl(site.url, tmp_path, *ASIA, "-s", f"MENAFN_CONDITIONAL_HOURS={setting}")
        assert conditions(site) == [None, None]
    assert run.counters["article/stored"] == 1


def test_validators_that_stay_while_articles_change_are_not_used_again(tmp_path: Path) -> None:
    with site_with(tagged(OLD), tagged(OLD, NEW)) as site:
        crawl(site.url, tmp_path, *ASIA)
        age(tmp_path, "2025-05-14T08:44:27Z")
        run = crawl(site.url, tmp_path, *ASIA)
        crawl(site.url, tmp_path, *ASIA)
        assert conditions(site) == [None, None, None]
    assert "its validators do not" in run.err


NEVER_KEPT = {
    "no validator": listing([path(OLD.number)]),
    "a foreign page": replace(page("<h1>Please confirm that you are human</h1>"), headers=TAG),
    "no such page": replace(NOT_THERE, headers=TAG),
}


@pytest.mark.parametrize("answer", NEVER_KEPT.values(), ids=NEVER_KEPT.keys())
def test_only_lists_with_validators_are_kept(tmp_path: Path, answer: Reply) -> None:
    with site_with(answer, tagged(OLD)) as site:
        crawl(site.url, tmp_path, *ASIA)
        assert crawl(site.url, tmp_path, *ASIA).code == 0
        assert conditions(site) == [None, None]


def test_a_304_that_nobody_asked_for_is_no_list(tmp_path: Path) -> None:
    with site_with(UNCHANGED) as site:
        assert crawl(site.url, tmp_path, *ASIA).code == 4


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"\x00"])
def test_a_damaged_copy_is_no_copy(tmp_path: Path, damage: bytes) -> None:
    with site_with(tagged(OLD)) as site:
        crawl(site.url, tmp_path, *ASIA)
        for copy in (tmp_path / COPIES).iterdir():
            copy.write_bytes(damage)
        assert crawl(site.url, tmp_path, *ASIA).code == 0
        assert conditions(site) == [None, None]


def test_the_home_page_is_conditional_as_well(tmp_path: Path) -> None:
    home = replace(page(f'<a href="{path(OLD.number)}">Story</a>', {"Asia": LIST}), headers=TAG)
    with SmallSite(newsroom(OLD, more={HOME: [home, UNCHANGED]})) as site:
        assert [crawl(site.url, tmp_path, *ASIA).code for _ in range(2)] == [0, 0]
        assert site.headers[site.requests.index(HOME, 2)]["if-none-match"] == TAG["ETag"]
