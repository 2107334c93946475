"""Pages seen from 2022 to 2024: the text stands in ``div.entry-summary.entry-summary3``."""

from __future__ import annotations

from menafn_crawler.items import RawArticle
from menafn_crawler.parse.layouts.container import read_story
from menafn_crawler.parse.page import Page
from menafn_crawler.parse.select import elements, with_class

NAME = "story-2022"

_BODY = elements(f"descendant::{with_class('entry-summary3', 'div')}")


def read(page: Page) -> RawArticle | None:
    """Read the page; None if it is not of this layout."""
    return read_story(page, NAME, _BODY)
