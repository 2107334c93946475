"""Which section a list page of a foreign archive belongs to."""

from __future__ import annotations

import pytest

from menafn_crawler.archive.parse_segment import ParsedList
from menafn_crawler.archive.section_inference import SectionInference
from menafn_crawler.items import Candidate

SHOWN = (Candidate(1109547001, "https://menafn.com/1109547001/A"),)
MENU = {"asia": "/lists/asia.aspx", "economy": "/list.aspx?t=7", "us": "/list.aspx?t=7&country=US"}


def page(path: str, key: str | None = None, menu: dict[str, str] | None = None) -> ParsedList:
    return ParsedList(path, "2025-05-15T08:00:00Z", key, SHOWN, menu or {})


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/lists/asia.aspx", "asia"),
        ("/lists/asia.aspx?page=2", "asia"),
        ("/lists/asia.aspx/2", "asia"),
        ("/list.aspx?page=3&t=7", "economy"),
        ("/list.aspx?t=7&page=3&country=US", "us"),
        ("/list.aspx?t=8", None),
        ("/qn_news_sections.aspx?src=c&country=Europe&page=9", "europe"),
        ("/qn_news_sections.aspx?src=s", None),
        ("/pr/index.aspx?page=2", "press"),
        ("/", None),
    ],
)
def test_the_list_with_most_in_common(path: str, section: str | None) -> None:
    sections = SectionInference()
    sections.section_of(page("/", menu=MENU))
    assert sections.section_of(page(path)) == section


def test_a_list_that_came_before_the_menu_is_told_at_the_end() -> None:
    sections = SectionInference()
    early = page("/lists/asia.aspx?page=2")
    assert sections.section_of(early) is None
    sections.section_of(page("/other", menu=MENU))
    assert (early, "asia") in list(sections.deferred())
    assert not list(sections.deferred())


@pytest.mark.parametrize(("key", "section"), [("en/asia", "asia"), ("ar/asia", "asia"), ("ar/home", None)])
def test_an_archive_of_ours_says_its_section(key: str, section: str | None) -> None:
    sections = SectionInference()
    assert sections.section_of(page("/whatever", key)) == section
    assert not list(sections.deferred())
