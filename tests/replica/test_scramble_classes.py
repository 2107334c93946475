"""Renaming: no known class or id survives, and nothing else changes."""

from __future__ import annotations

import re

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.replica.pages import Pages
from menafn_crawler.replica.scramble_classes import new_name
from menafn_crawler.replica.sections import MENU

from .client import ask

ATTRIBUTE = re.compile(r'\s(?:class|id)="([^"]*)"')


def _names(page: bytes) -> set[str]:
    return {name for value in ATTRIBUTE.findall(page.decode()) for name in value.split()}


@pytest.fixture(scope="module")
def renamed(newsroom: Newsroom) -> Pages:
    return Pages(newsroom, rename_classes=True)


def test_no_class_or_id_survives(newsroom: Newsroom, pages: Pages, renamed: Pages) -> None:
    for story in newsroom.stories[::7]:
        known = _names(pages.article(story))
        text = renamed.article(story).decode()
        assert not known & _names(renamed.article(story))
        assert not [name for name in known if re.search(rf'[.#"]{re.escape(name)}["\s{{]', text)]


def test_lists_and_home_are_renamed_too(pages: Pages, renamed: Pages) -> None:
    assert not _names(pages.listing(MENU[0], 1)) & _names(renamed.listing(MENU[0], 1))
    assert not _names(pages.home()) & _names(renamed.home())


def test_everything_but_the_names_stays(newsroom: Newsroom, pages: Pages, renamed: Pages) -> None:
    story = newsroom.by_id[1109547045]

    def bare(page: bytes) -> str:
        return re.sub(r"<style>.*?</style>", "", ATTRIBUTE.sub("", page.decode()), flags=re.S)

    assert bare(pages.article(story)) == bare(renamed.article(story))


def test_names_are_the_same_on_every_page_and_differ_by_seed() -> None:
    assert new_name("entry-title", 1) == new_name("entry-title", 1)
    assert new_name("entry-title", 1) != new_name("entry-title", 2)


def test_a_server_can_serve_renamed_pages(newsroom: Newsroom) -> None:
    with serve(newsroom, rename=True) as server:
        text = ask(server.url, "/1109547045/x").text
    assert "entry-summary" not in text
    assert "ContentPlaceHolder1" not in text
    assert "MENAFN14052025000045015687ID1109547045" in text
