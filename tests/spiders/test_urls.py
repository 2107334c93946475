"""Articles by a list of addresses: from a file and from standard input, with whatever else stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, serve
from menafn_crawler.replica.url_forms import GUID_LINK, article_number, url_forms
from tests.crawls import ASIA, Run, crawl
from tests.sites import DISCLAIMER, NOT_THERE, SmallSite, Story, page, path
from tests.sites import newsroom as small_newsroom


@pytest.fixture(scope="module")
def site(newsroom: Newsroom) -> Iterator[ReplicaServer]:
    with serve(newsroom, faults=False) as server:
        yield server


def visit(site: ReplicaServer, data_dir: Path, *options: str, typed: str = "") -> Run:
    site.reset()
    return crawl(site.url, data_dir, *options, spider="menafn_urls", typed=typed)


def asked(site: ReplicaServer) -> list[int]:
    return [number for number in map(article_number, site.requests) if number is not None]


def test_each_article_of_a_file_is_asked_for_once_under_whatever_addresses(
    site: ReplicaServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    stories = [*(s for s in newsroom.stories[:99] if s.language == "ar"), newsroom.by_id[1109547045]]
    lines = [f" {form}\r\n" for story in stories for form in url_forms(story).values()]
    rubbish = ["\n", "headline,link\n", f"{GUID_LINK}\n", "https://example.org/1109547045/Slug\n"]
    kept = tmp_path / "kept.txt"
    kept.write_text("".join(rubbish + lines), encoding="utf-8")
    run = visit(site, tmp_path / "data", "-a", f"file={kept}")
    assert run.code == 0
    assert sorted(asked(site)) == sorted(run.records) == sorted(story.article_id for story in stories)
    for story in stories:
        assert (run.records[story.article_id]["url"], run.records[story.article_id]["sections"]) == (story.url, [])
    assert (run.counters["address/read"], run.counters["address/rejected"]) == (len(lines), 3)
    told = [line for line in run.err.splitlines() if "[menafn_urls] WARNING: line " in line]
    assert [line.split("line ")[1].split(":")[0] for line in told] == ["2", "3", "4"]
    again = visit(site, tmp_path / "data", "-a", f"file={kept}")
    assert (again.code, asked(site)) == (0, [])


def test_standard_input_is_a_list_too_and_a_limit_holds(
    site: ReplicaServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    stories = [s for s in newsroom.stories if s.duplicate_of is None][:3]
    run = visit(site, tmp_path, "-a", "file=-", "-a", "limit=2", typed="\n".join(story.url for story in stories))
    assert (run.code, len(run.records), len(asked(site))) == (0, 2, 2)
    rest = visit(site, tmp_path, "-a", "file=-", typed="\n".join(story.url for story in stories))
    assert (rest.code, len(rest.records), len(asked(site))) == (0, 3, 1)


def test_what_lies_outside_the_span_is_left(site: ReplicaServer, tmp_path: Path) -> None:
    one = "https://menafn.com/1109547045/Slug"
    run = visit(site, tmp_path, "-a", "file=-", "-a", "since=2025-05-15", typed=one)
    assert (run.code, run.found, run.counters["article/outside_span"]) == (0, (), 1)


def test_a_list_without_any_address_is_no_success(site: ReplicaServer, tmp_path: Path) -> None:
    run = visit(site, tmp_path, "-a", "file=-", typed="one\ntwo\n" + "x" * 100_000)
    assert (run.code, run.counters["address/rejected"]) == (4, 3)
    assert site.requests == ["/robots.txt"]


SOON = ("-s", "MENAFN_SECOND_LOOK_MINUTES=0")
LOG_IN = page(f"<div id='ContentPlaceHolder1_div_story'><form><input name='user'></form><p>{DISCLAIMER}</p></div>")
LOST = Story(1109547046)
CLOSED = {"set aside": [LOG_IN], "gone": [NOT_THERE, NOT_THERE]}
SPIDERS = {"menafn_urls": (("-a", "file=-"), 4), "menafn_archive": (("-a", f"ids={LOST.number}"), 0)}
"""How an article is named, and how a run ends that has asked for nothing else and not had it: the archive's numbers
need not be anybody's."""


@pytest.mark.parametrize("spider", SPIDERS)
@pytest.mark.parametrize("closed", CLOSED)
def test_a_closed_article_given_by_address_is_fetched_again(closed: str, spider: str, tmp_path: Path) -> None:
    named, (options, unchanged) = path(LOST.number), SPIDERS[spider]
    bad, back = CLOSED[closed], [*CLOSED[closed], CLOSED[closed][0], LOST.reply()]
    with SmallSite(small_newsroom(Story(1109547045), LOST, more={named: back})) as site:

        def name_it() -> Run:
            return crawl(site.url, tmp_path, *options, spider=spider, typed=f"{named}\n" * 600)

        for _ in bad:
            crawl(site.url, tmp_path, *ASIA, *SOON)
        crawl(site.url, tmp_path, *ASIA, *SOON)
        asked = site.asked(named)
        still, now = name_it(), name_it()
        assert (asked, site.asked(named)) == (len(bad), len(bad) + 2)
    state = closed.replace(" ", "_")
    assert (still.code, still.found, still.census[state], still.census["open"]) == (unchanged, (1109547045,), 1, 0)
    assert (now.code, now.found, now.census[state]) == (0, (1109547045, LOST.number), 0)
    assert now.counters["candidate/reopened"] == 1


@pytest.mark.parametrize("given", [[], ["-a", "file="], ["-a", "file=/no/such/file"], ["-a", "file=/"]], ids=str)
def test_a_list_that_cannot_be_read_is_refused_before_anything_is_asked(
    site: ReplicaServer, tmp_path: Path, given: list[str]
) -> None:
    run = visit(site, tmp_path, *given)
    assert (run.code, site.requests, run.out) == (2, [], "")
    assert run.err.count("\n") == 1
    assert "allowed" in run.err
