"""The address of a story's picture, as written on its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from lxml import html

from menafn_crawler.normalise.addresses import article_address
from menafn_crawler.normalise.furniture import DISCLAIMER
from menafn_crawler.normalise.pictures import is_placeholder
from menafn_crawler.parse.page import Page
from menafn_crawler.parse.sidebars import sidebars

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")


def story_picture(page: Page, candidates: Iterable[str]) -> str | None:
    """The first that is a picture of the page's meta data and the *candidates*; a placeholder if there is no other."""
    placeholder = None
    for address in chain((page.meta("og:image"), page.meta("twitter:image")), candidates):
        if address and not is_placeholder(address):
            return address
        placeholder = placeholder or address
    return placeholder


def uploaded_pictures(page: Page) -> Iterator[str]:
    """Addresses of the pictures before the disclaimer that belong to no other story, in page order."""
    aside = sidebars(page)
    for element in page.root.iter():
        if DISCLAIMER.match(element.text or "") or DISCLAIMER.match(element.tail or ""):
            return
        if element.tag != "img" or not aside.isdisjoint(element.iterancestors()):
            continue
        if any(_leads_to_story(above, page) for above in element.iterancestors("a")):
            continue
        yield from [source for name in _SOURCES if "/updates/pr/" in (source := element.get(name) or "")][:1]


def _leads_to_story(link: html.HtmlElement, page: Page) -> bool:
    return article_address(link.get("href") or "", page.url) is not None
