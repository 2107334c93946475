"""A list page: the links to articles that belong to the list, and the way to its next page.

Lists have changed their markup (``.entry-title a``, ``div.img-wrapper a``, ``ul.popular-news-list > li > a``), so every
link counts unless it stands in a block of other lists ("Most popular", "More Story"), the menu or the page's foot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

from menafn_crawler.normalise.furniture import OTHER_STORIES
from menafn_crawler.parse.page import Page
from menafn_crawler.parse.select import elements, strings, visible_text, with_class

_LINKS = elements("//a[@href]")
_NEXT = strings("//a[contains(concat(' ', @rel, ' '), ' next ')]/@href | //link[@rel='next']/@href")
_PAGINATION = elements(f"//{with_class('pagination')}//a[@href]")
_KNOWN_SIDEBARS = elements(
    "//*[@id='div_mostPop'] | //nav | //aside"
    " | //*[self::header or self::footer][not(ancestor::article or ancestor::li or ancestor::main)]"
)
_LABELS = elements("//h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //strong | //b | //span | //div[not(*)] | //p[not(*)]")
_NEXT_LABEL = re.compile(r"(?:next(?:\s+page)?|older|التالي|التالية|الصفحة التالية)?\s*[»›>→]*", re.IGNORECASE)
_LONGEST_LABEL = 40
_NEAR = 3
"""Levels above a sidebar's label at which its links are looked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: its address and its visible text, white space collapsed."""

    href: str
    text: str


def read_links(page: Page) -> list[Link]:
    """Every link of the page in page order, as written."""
    return [Link(a.get("href"), visible_text(a)) for a in _LINKS(page.root)]


def read_entries(page: Page) -> list[str]:
    """Addresses of the links that can belong to the list itself, as written, each once, in page order."""
    aside = _sidebars(page.root)
    seen: dict[str, None] = {}
    for link in _LINKS(page.root):
        if aside.isdisjoint(link.iterancestors()) and link not in aside:
            seen.setdefault(link.get("href"))
    return list(seen)


def read_next_page(page: Page, number: int) -> str | None:
    """Address of the page behind page *number* (the first is 1), as written; None where the list ends.

    ``rel=next`` decides; else the pagination's link to ``number + 1``, else its "Next".
    """
    marked = _NEXT(page.root)
    if marked:
        return str(marked[0])
    pagination = [(a.get("href"), visible_text(a)) for a in _PAGINATION(page.root) or _LINKS(page.root)]
    pagination = [(href, text) for href, text in pagination if not href.startswith(("#", "javascript:"))]
    for href, text in pagination:
        if text == str(number + 1):
            return str(href)
    for href, text in pagination:
        if text and _NEXT_LABEL.fullmatch(text):
            return str(href)
    return None


def _sidebars(root: html.HtmlElement) -> set[html.HtmlElement]:
    """Elements whose links belong to other lists than the page's own."""
    found = set(_KNOWN_SIDEBARS(root))
    for label in _LABELS(root):
        text = label.text_content().strip() if len(label) < _NEAR else ""
        if 0 < len(text) <= _LONGEST_LABEL and OTHER_STORIES.fullmatch(text):
            found.update(_blocks_below(label))
    return found


def _blocks_below(label: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements behind *label* that hold its links: the first sibling with links and those of its kind after it."""
    element = label
    for _ in range(_NEAR):
        blocks: list[html.HtmlElement] = []
        for sibling in element.itersiblings():
            holds_links = sibling.tag == "a" or sibling.find(".//a") is not None
            same_kind = not blocks or (sibling.tag, sibling.get("class")) == (blocks[0].tag, blocks[0].get("class"))
            if holds_links and same_kind:
                blocks.append(sibling)
            elif blocks:
                break
        if blocks:
            return blocks
        element = element.getparent()
        if element is None or element.tag in ("body", "main", "html"):
            break
    return []
