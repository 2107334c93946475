"""Find the address of an article's picture, as written on its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lxml import html

from menafn_crawler.normalise import article_address, is_placeholder
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.sidebars import Sidebars

_NEAR = 10
"""Levels above a picture at which the link around it is looked for."""
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")


def story_picture(page: Page, candidates: Iterable[str]) -> str | None:
    """Return the first picture of the page's metadata and the *candidates*; a placeholder if there is no other."""
    placeholder = None
    for address in chain((page.meta("og:image"), page.meta("twitter:image")), candidates):
        if address and not is_placeholder(address):
            return address
        placeholder = placeholder or address
    return placeholder


def uploaded_pictures(page: Page, above: Iterable[html.HtmlElement]) -> Iterator[str]:
    """Yield the addresses of the pictures among the elements *above* the disclaimer that belong to no other story."""
    aside: Sidebars | None = None
    for element in above:
        sources = [element.get(name) or "" for name in _SOURCES] if element.tag == "img" else ()
        uploaded = next((source for source in sources if "/updates/pr/" in source), None)
        if uploaded is None:
            continue
        if aside is None:  # on many pages there is no such picture
            aside = Sidebars(page)
        near = islice(element.iterancestors(), _NEAR)
        linked = any(above.tag == "a" and _leads_to_story(above, page) for above in near)
        if not (linked or aside.in_other_stories(element) or aside.in_page_frame(element)):
            yield uploaded


def _leads_to_story(link: html.HtmlElement, page: Page) -> bool:
    return article_address(link.get("href") or "", page.site) is not None
