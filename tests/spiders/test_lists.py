"""How far lists are read back: past what other lists have shown, and never past what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crawls import ASIA, Run, crawl
from tests.sites import HOME, LIST, NOT_THERE, Pages, Reply, SmallSite, Story, listing, newsroom, page, path

EUROPE = "/lists/europe.aspx"
BOTH = ("-a", "sections=europe,asia")
UPDATING = page("<h2>We are updating our site</h2>")
A_PAGE = 2
"""Articles on a page of a list."""


def stories(count: int, first: int = 1109547050) -> list[Story]:
    """Newest first, as lists show them."""
    return [Story(first + number) for number in reversed(range(count))]


def pages_of(address: str, shown: Sequence[Story]) -> Pages:
    """A list in pages."""
    hrefs = [path(story.number) for story in shown]
    parts = [hrefs[start : start + A_PAGE] for start in range(0, len(hrefs), A_PAGE)]
    addresses = [address, *(f"{address}?page={number}" for number in range(2, len(parts) + 1)), None]
    return {
        here: [listing(part, behind)]
        for part, here, behind in zip(parts, addresses, addresses[1:], strict=False)
        if here is not None
    }


def one_list(shown: Sequence[Story]) -> Pages:
    return newsroom(*shown, more=pages_of(LIST, shown))


def two_lists(europe: Sequence[Story], asia: Sequence[Story]) -> Pages:
    pages = newsroom(*europe, *asia, more=pages_of(LIST, asia) | pages_of(EUROPE, europe))
    pages[HOME] = [page("", {"Europe": EUROPE, "Asia": LIST})]
    return pages


def asked(site: SmallSite, *lists: str) -> list[str]:
    return [address for address in site.requests if address.startswith(lists or LIST)]


def sections(run: Run) -> dict[int, list[str]]:
    return {number: list(record["sections"]) for number, record in run.records.items()}


# --- what other lists and other spiders have shown --------------------------------------------------------------

OLD, SHARED, OWN = stories(3), stories(2, 1109547100), stories(1, 1109547090)


def test_a_list_is_read_on_where_another_one_has_shown_its_first_page(tmp_path: Path) -> None:
    with SmallSite(two_lists(OLD, OLD)) as site:
        crawl(site.url, tmp_path, *BOTH)
        site.pages.update(two_lists([*SHARED, *OWN, *OLD], [*SHARED, *OLD]))
        crawl(site.url, tmp_path, *ASIA)  # the other list comes first for certain
        site.requests.clear()
        run = crawl(site.url, tmp_path, "-a", "sections=europe")
        assert asked(site, EUROPE) == [EUROPE, f"{EUROPE}?page=2", f"{EUROPE}?page=3"]
        assert not [a for a in site.requests if a in {path(story.number) for story in SHARED}]
    assert run.code == 0
    assert sections(run) == {s.number: ["europe"] for s in OWN} | {
        s.number: ["asia", "europe"] for s in (*SHARED, *OLD)
    }


def test_lists_that_share_all_they_show_cost_a_request_each_when_nothing_is_new(tmp_path: Path) -> None:
    with SmallSite(two_lists(OLD, OLD)) as site:
        crawl(site.url, tmp_path, *BOTH)
        assert sorted(asked(site, LIST, EUROPE)) == sorted([*pages_of(LIST, OLD), *pages_of(EUROPE, OLD)])
        site.requests.clear()
        run = crawl(site.url, tmp_path, *BOTH)
    assert run.code == 0
    assert sorted(site.requests) == sorted(["/robots.txt", HOME, EUROPE, LIST])


def rss(shown: Sequence[Story]) -> Reply:
    items = "".join(f"<item><link>https://menafn.com{path(story.number)}</link></item>" for story in shown)
    return Reply(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>MENAFN</title>{items}</channel></rss>',
        headers={"Content-Type": "text/xml"},
    )


@pytest.mark.parametrize("spider", ["menafn_urls", "menafn_feeds"])
def test_what_another_spider_found_does_not_end_a_list(spider: str, tmp_path: Path) -> None:
    """A feed counts as its country's list, yet it has seen nothing of what stands behind its own entries."""
    kuwait = "/qn_country.aspx?country=KW&src=header"
    ahead = [*SHARED, *OWN, *OLD]

    def pages(shown: Sequence[Story]) -> Pages:
        numbered = {address.replace("?page", "&page"): replies for address, replies in pages_of(kuwait, shown).items()}
        linked: Pages = {
            a: [Reply(r.body.replace("header?page", "header&page")) for r in rs] for a, rs in numbered.items()
        }
        return newsroom(*shown, more=linked | {"/rss/menafn_Kuwait.xml": [rss(shown[:A_PAGE])]})

    with SmallSite(pages(OLD)) as site:
        crawl(site.url, tmp_path, "-a", "sections=kw")
        site.pages.update(pages(ahead))
        if spider == "menafn_urls":
            lines = "".join(f"https://menafn.com{path(story.number)}\n" for story in SHARED)
            crawl(site.url, tmp_path, "-a", "file=-", spider=spider, typed=lines)
        else:
            crawl(site.url, tmp_path, "-a", "feeds=kw", spider=spider)
        run = crawl(site.url, tmp_path, "-a", "sections=kw")
    assert run.code == 0
    assert sections(run) == {story.number: ["kw"] for story in ahead}


def test_the_arabic_home_is_read_on_where_one_of_its_lists_has_shown_its_first_page(tmp_path: Path) -> None:
    home, arabic = "/arabic/", ("-a", "language=ar")
    sport = "/arabic/sport.aspx"

    def pages(at_home: Sequence[Story], in_sport: Sequence[Story]) -> Pages:
        found = newsroom(*at_home, *in_sport, more=pages_of(home, at_home) | pages_of(sport, in_sport))
        body = found[home][0].body.replace("<nav><ul>", f'<nav><ul><li><a href="{sport}">رياضة</a></li>')
        return found | {home: [Reply(body)], HOME: [page("", {"عربي": home})]}

    with SmallSite(pages(OLD, OLD)) as site:
        crawl(site.url, tmp_path, *arabic)
        site.pages.update(pages([*SHARED, *OWN, *OLD], [*SHARED, *OLD]))
        crawl(site.url, tmp_path, *arabic, "-a", "sections=sport")
        run = crawl(site.url, tmp_path, *arabic)
    assert (run.code, set(run.found)) == (0, {story.number for story in (*SHARED, *OWN, *OLD)})


# --- pages without a list, and lists that move ---------------------------------------------------------------------


@pytest.mark.parametrize("known", [0, 2], ids=["first crawl", "later crawl"])
def test_a_page_without_an_article_is_told_and_the_next_run_goes_on(known: int, tmp_path: Path) -> None:
    shown = stories(6)
    second = f"{LIST}?page=2"
    with SmallSite(one_list(shown[6 - known :])) as site:
        if known:
            crawl(site.url, tmp_path, *ASIA)
        site.pages.update(one_list(shown))
        site.pages[second] = [UPDATING]
        run = crawl(site.url, tmp_path, *ASIA)
        assert (run.code, run.counters["list/failed"]) == (3, 1), run.err
        assert "list en/asia, page 2 could not be read: the page before leads to it" in run.err
        site.pages.update(one_list(shown))
        again = crawl(site.url, tmp_path, *ASIA)
    assert (again.code, again.found) == (0, tuple(sorted(story.number for story in shown)))


@pytest.mark.parametrize("known", [0, 2], ids=["first crawl", "later crawl"])
def test_a_list_that_grows_by_a_page_between_two_requests_is_read_on(known: int, tmp_path: Path) -> None:
    shown = stories(6)
    pages = one_list(shown)
    second = f"{LIST}?page=2"
    with SmallSite(one_list(shown[6 - known :])) as site:
        if known:
            crawl(site.url, tmp_path, *ASIA)
        third = f"{LIST}?page=3"
        moved = {
            LIST: pages[LIST],
            second: [listing([path(story.number) for story in shown[:2]], third)],
            third: [listing([path(story.number) for story in shown[2:4]], f"{LIST}?page=4")],
            f"{LIST}?page=4": [listing([path(story.number) for story in shown[4:]])],
        }
        site.pages.update(pages | moved)
        run = crawl(site.url, tmp_path, *ASIA)
    assert (run.code, run.found) == (0, tuple(sorted(story.number for story in shown)))


def test_a_slide_show_below_the_last_page_is_no_next_page(tmp_path: Path) -> None:
    shown, pictured = stories(3), stories(2, 1109547100)
    slides = '<div><h4>Pictures</h4><a href="/gallery.aspx?p=2">Next</a></div></main>'
    back = f'<ul class="pagination"><li><a href="{LIST}">1</a></li><li>2</li></ul>{slides}'
    pages = one_list(shown)
    second = f"{LIST}?page=2"
    pages[second] = [Reply(pages[second][0].body.replace("</main>", back))]
    pages["/gallery.aspx?p=2"] = [listing(path(story.number) for story in pictured)]
    with SmallSite(pages) as site:
        run = crawl(site.url, tmp_path, *ASIA)
        assert site.asked("/gallery.aspx?p=2") == 0
    assert (run.code, run.found) == (0, tuple(sorted(story.number for story in shown)))


# --- all sections --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "all"])
def test_all_sections_are_no_less_than_the_usual_ones(language: str, tmp_path: Path) -> None:
    """The Arabic menu is the English one, and the countries have no lists."""
    english, arabic = stories(2), stories(3, 1109547100)
    menu = {"Asia": LIST, "عربي": "/arabic/"}
    pages = newsroom(*english, *arabic)
    pages |= {HOME: [page("", menu)], LIST: [listing(path(story.number) for story in english)]}
    entries = "".join(f'<h3><a href="{path(story.number)}">A headline</a></h3>' for story in arabic)
    pages["/arabic/"] = [page(entries, menu)]
    with SmallSite(pages) as site:
        runs = [
            crawl(site.url, tmp_path / wanted, "-a", f"language={language}", *options)
            for wanted, options in (("usual", ()), ("all", ("-a", "sections=all")))
        ]
    assert [run.code for run in runs] == [0, 0]
    assert len(runs[0].found) == (3 if language == "ar" else 5)
    assert runs[1].found == runs[0].found
    assert "list/failed" not in runs[1].counters


def test_a_list_that_nobody_named_is_missed_once_it_was_there(tmp_path: Path) -> None:
    shown, address = stories(3), "/qn_country.aspx?country=KW&src=header"
    more: Pages = {
        address: [listing([path(shown[0].number)], f"{address}&page=2")],
        f"{address}&page=2": [NOT_THERE],
    }
    with SmallSite(newsroom(*shown, more=more)) as site:
        run = crawl(site.url, tmp_path, "-a", "sections=all")
    assert (run.code, run.counters["list/failed"]) == (3, 1)
    assert "list en/kw, page 2 could not be read" in run.err
