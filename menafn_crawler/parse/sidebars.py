"""The parts of a page that list other stories than its own: "Most popular", "More Story", the menu, the foot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from lxml import html

from menafn_crawler.normalise import OTHER_STORIES, article_address
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.xpath import elements, visible_text, with_class

_MOST_POPULAR = "div_mostPop"
_KNOWN = elements(f"//*[@id='{_MOST_POPULAR}']")
_FRAME = ("nav", "aside", "header", "footer")
_OF_A_STORY = ("article", "li", "main")
"""Elements that have a header and a footer of their own."""
_ENTRY_TITLE = elements(f".//{with_class('entry-title')}")
"""What an entry's title was always marked with."""
_LABELS = tuple("h1 h2 h3 h4 h5 h6 strong b span em font a label legend th dt caption summary".split())
_BLOCKS = tuple("div p td li header".split())
"""Labels too, where nothing stands in them but text."""
_LONGEST_LABEL = 40
_FEW_NODES = 3
_NEAR = 4
"""Levels above a sidebar's label at which its links are looked for."""


def sidebars(page: Page) -> set[html.HtmlElement]:
    """Elements whose links belong to other lists than the page's own."""
    found = set(_KNOWN(page.root)) if _MOST_POPULAR in page.source else set()
    found.update(element for element in page.root.iter(*_FRAME) if _frames_page(element, page))
    for label in page.root.iter(*_LABELS, *_BLOCKS):
        nodes = len(label)
        if nodes and (nodes >= _FEW_NODES or label.tag in _BLOCKS):
            continue
        text = visible_text(label) if nodes else (label.text or "").strip()
        if text and len(text) <= _LONGEST_LABEL and _announces_others(text):
            found.update(_blocks_below(label, page))
    return found


def _frames_page(element: html.HtmlElement, page: Page) -> bool:
    if element.tag in ("nav", "aside"):
        return True
    return next(element.iterancestors(*_OF_A_STORY), None) is None and not _heads_entry(element, page)


def _heads_entry(element: html.HtmlElement, page: Page) -> bool:
    """Whether a header (or footer) is that of a list's entry: it names one story, and is titled so or one of several.

    One of several is what has its like beside the block around it that names the same story only: another block with
    such a header and one story.
    """
    story = _stories_in(element, page)
    if len(story) != 1:
        return False
    if _ENTRY_TITLE(element):
        return True
    entry = element
    for above in islice(element.iterancestors(), _NEAR):
        if any(number not in story for number in _numbers_in(above, page)):
            break
        entry = above
    beside = chain(entry.itersiblings(entry.tag), entry.itersiblings(entry.tag, preceding=True))
    alike = (block for block in beside if next(block.iter(element.tag), None) is not None)
    return any(len(_stories_in(block, page)) == 1 for block in alike)


@lru_cache(maxsize=1_000)  # the same short texts stand on page after page
def _announces_others(text: str) -> bool:
    return OTHER_STORIES.fullmatch(text) is not None


def _blocks_below(label: html.HtmlElement, page: Page) -> list[html.HtmlElement]:
    """The elements behind *label* that hold its links: one list, or items one after the other."""
    element = label
    for _ in range(_NEAR):
        if blocks := _items_behind(element, page):
            return blocks
        element = element.getparent()
        if element is None or element.tag in ("body", "main", "html"):
            break
    return []


def _items_behind(element: html.HtmlElement, page: Page) -> list[html.HtmlElement]:
    """A sibling with several stories; or those with one each, as long as they are of the kinds the first item had."""
    items: list[html.HtmlElement] = []
    kinds: set[str] = set()
    last: set[int] = set()
    for sibling in element.itersiblings():
        shown = _stories_in(sibling, page)
        if len(shown) > 1:
            return items or [sibling]
        if shown and (not items or shown == last or sibling.tag in kinds):
            items.append(sibling)
            kinds.add(sibling.tag)
            last = shown
        elif items and visible_text(sibling):
            break
    return items


def _stories_in(element: html.HtmlElement, page: Page) -> set[int]:
    return set(_numbers_in(element, page))


def _numbers_in(element: html.HtmlElement, page: Page) -> Iterator[int]:
    """Numbers of the articles that the links of *element* lead to, in page order."""
    for link in element.iter("a"):
        if (found := article_address(link.get("href") or "", page.site)) is not None:
            yield found.article_id
