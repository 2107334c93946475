"""A site that sets a cookie and asks again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawls import ASIA, crawl, scrapy
from tests.sites import HOME, LIST, Pages, Reply, SmallSite, Story, newsroom, path

COOKIE = {"Set-Cookie": "gate=open; Path=/; HttpOnly"}
WALL = Reply("<html><body><script>location.reload()</script></body></html>", headers=COOKIE)
STORIES = (Story(1109547045), Story(1109547046))


def pages_behind(wall: Reply) -> Pages:
    pages = newsroom(*STORIES)
    return {**pages, HOME: [wall, *pages[HOME]]}


@pytest.mark.parametrize(
    "wall", [WALL, Reply("", 302, {**COOKIE, "Location": "/"})], ids=["a page that reloads", "a redirect to itself"]
)
def test_the_cookie_is_sent_with_every_further_request(tmp_path: Path, wall: Reply) -> None:
    with SmallSite(pages_behind(wall)) as site:
        run = crawl(site.url, tmp_path, *ASIA)
        sent = dict(zip(site.requests, site.headers, strict=True))
    assert (run.code, run.found) == (0, tuple(story.number for story in STORIES))
    assert "the site sets a cookie and asks again" in run.err
    assert all(sent[address]["cookie"] == "gate=open" for address in (HOME, LIST, path(STORIES[0].number)))


def test_the_first_run_that_meets_a_wall_is_in_trouble(tmp_path: Path) -> None:
    trouble = ("summary", "--trouble", "-s", f"MENAFN_DATA_DIR={tmp_path}")
    pages = newsroom(*STORIES)
    with SmallSite({**pages, HOME: [*pages[HOME], WALL, *pages[HOME]]}) as site:
        crawl(site.url, tmp_path, *ASIA)
        assert scrapy(*trouble).stdout == ""
        crawl(site.url, tmp_path, *ASIA)
    assert "the site sets a cookie and asks again" in scrapy(*trouble).stdout


def test_a_cookie_of_an_ordinary_page_is_not_sent(tmp_path: Path) -> None:
    pages = newsroom(*STORIES)
    first = pages[LIST][0]
    with SmallSite({**pages, LIST: [Reply(first.body, headers=COOKIE)]}) as site:
        assert crawl(site.url, tmp_path, *ASIA).code == 0
        assert not any("cookie" in headers for headers in site.headers)


def test_a_wall_that_does_not_open_is_asked_once_more_only(tmp_path: Path) -> None:
    with SmallSite({**newsroom(*STORIES), HOME: [WALL]}) as site:
        crawl(site.url, tmp_path, *ASIA)
        assert site.asked(HOME) == 2
