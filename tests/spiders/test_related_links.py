"""Other stories that pages name at their side: fetched where all is wanted, and never without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from menafn_crawler.replica.url_forms import article_number
from menafn_crawler.spiders.menafn import SIDE_LINKS
from tests.crawls import crawl
from tests.sites import LIST, Pages, Reply, SmallSite, Story, path
from tests.sites import newsroom as small_newsroom

LISTED = Story(1109547045)
POPULAR = [Story(number) for number in range(1109547100, 1109547100 + 2 * SIDE_LINKS)]
BEYOND = Story(1109547200)


def block(label: str, *stories: Story) -> str:
    items = "".join(
        f'<li><a href="{path(story.number)}?Social=on">{label} {story.number}</a></li>' for story in stories
    )
    return f"<div><h4>{label}</h4><ul>{items}</ul></div></main>"


def beside(reply: Reply, markup: str) -> Reply:
    return Reply(reply.body.replace("</main>", markup))


def site_with(label: str, on_list: list[Story], on_page: list[Story]) -> Pages:
    pages = small_newsroom(LISTED, more={path(s.number): [s.reply()] for s in (*on_list, *on_page, BEYOND)})
    pages[LIST] = [beside(reply, block(label, *on_list)) for reply in pages[LIST]]
    pages[path(LISTED.number)] = [beside(LISTED.reply(), block(label, *on_page))]
    return pages


def asked(site: SmallSite) -> set[int]:
    return {number for number in map(article_number, site.requests) if number is not None}


@pytest.mark.parametrize("label", ["Most popular", "More Story"])
def test_unknown_stories_at_the_side_are_fetched_once_and_have_no_section(label: str, tmp_path: Path) -> None:
    on_list, on_page = POPULAR[:2], POPULAR[2:4]
    with SmallSite(site_with(label, on_list, on_page)) as site:
        run = crawl(site.url, tmp_path)
        first = list(site.requests)
        again = crawl(site.url, tmp_path)
        assert [a for a in site.requests[len(first) :] if article_number(a) is not None] == []
    assert set(run.found) == {LISTED.number, *(story.number for story in (*on_list, *on_page))}
    assert run.records[LISTED.number]["sections"] == ["asia"]
    assert {tuple(run.records[story.number]["sections"]) for story in (*on_list, *on_page)} == {()}
    assert (run.code, again.code) == (0, 0)


def test_of_a_long_block_the_first_stories_are_enough(tmp_path: Path) -> None:
    with SmallSite(site_with("Most popular", POPULAR, [])) as site:
        run = crawl(site.url, tmp_path)
    assert set(run.found) == {LISTED.number, *(story.number for story in POPULAR[:SIDE_LINKS])}


@pytest.mark.parametrize(
    "narrower", ["sections=asia", "since=2020-01-01", "until=2026-01-01", "limit=9", "max_pages=3", "language=ar"]
)
def test_who_asks_for_less_gets_what_the_lists_show(narrower: str, tmp_path: Path) -> None:
    with SmallSite(site_with("Most popular", POPULAR[:2], POPULAR[2:4])) as site:
        crawl(site.url, tmp_path, "-a", narrower)
        assert asked(site) <= {LISTED.number}
