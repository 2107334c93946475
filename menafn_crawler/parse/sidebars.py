"""The parts of a page that list other stories than its own: "Most popular", "More Story", the menu, the footer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter

from lxml import html

from menafn_crawler.normalise import OTHER_STORIES
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.outline import LONGEST_LABEL, Content, read_outline
from menafn_crawler.parse.xpath import elements, with_class

_MOST_POPULAR = "div_mostPop"
_KNOWN = elements(f"//*[@id='{_MOST_POPULAR}']")
_FRAME = ("nav", "aside", "header", "footer")
_MENUS = frozenset({"nav", "header", "footer"})
_ENTRY_TITLES = elements(f"//{with_class('entry-title')}")
"""What an entry's title was always marked with."""
_LABELS = tuple("h1 h2 h3 h4 h5 h6 strong b span em font a label legend th dt caption summary".split())
_BLOCKS = tuple("div p td li header".split())
"""Labels too, where nothing stands in them but text."""
_FEW_NODES = 3
_NEAR = 4
"""Levels above a sidebar's label at which its links are looked for."""
_MOST_BETWEEN = 30
"""Siblings without a story that may stand between a label and its links."""
_NEIGHBOURS = 10
"""Siblings on either side among which another entry of the same list is looked for."""

Outline = dict[html.HtmlElement, Content]


class Sidebars:
    """The parts of a page that list other stories than its own."""

    def __init__(self, page: Page) -> None:
        self._outline = read_outline(page)
        blocks = _sidebars(page, self._outline)
        self._frame = self._spans(block for block in blocks if block.tag in _MENUS)
        self._lists = self._spans(block for block in blocks if block.tag not in _MENUS)

    def _spans(self, blocks: Iterable[html.HtmlElement]) -> list[tuple[int, int]]:
        """Return first and last place of the outermost of *blocks*, in page order."""
        spans: list[tuple[int, int]] = []
        for place, last in sorted((self._outline[block].place, self._outline[block].last) for block in blocks):
            if not spans or place > spans[-1][1]:
                spans.append((place, last))
        return spans

    def lists(self, element: html.HtmlElement) -> bool:
        """Whether *element* stands in a block of other stories."""
        return self._within(self._lists, element)

    def frames(self, element: html.HtmlElement) -> bool:
        """Whether *element* stands in the page's menu, header or footer."""
        return self._within(self._frame, element)

    def _within(self, spans: list[tuple[int, int]], element: html.HtmlElement) -> bool:
        content = self._outline.get(element)
        if content is None or not spans:
            return False
        n = bisect_right(spans, content.place, key=itemgetter(0)) - 1
        return n >= 0 and content.place <= spans[n][1]


def _sidebars(page: Page, outline: Outline) -> set[html.HtmlElement]:
    found = set(_KNOWN(page.root)) if _MOST_POPULAR in page.source else set()
    titled = {above for title in _ENTRY_TITLES(page.root) for above in islice(title.iterancestors(), 2 * _NEAR)}
    frames = page.root.iter(*_FRAME)
    found.update(element for element in frames if _frames_page(element, outline, is_titled=element in titled))
    for label in page.root.iter(*_LABELS, *_BLOCKS):
        nodes = len(label)
        if nodes and (nodes >= _FEW_NODES or label.tag in _BLOCKS):
            continue
        text = outline[label].text
        if text and len(text) <= LONGEST_LABEL and _announces_others(text):
            found.update(_blocks_below(label, outline, found))
    return found


def _frames_page(element: html.HtmlElement, outline: Outline, *, is_titled: bool) -> bool:
    """Whether an element is part of the page's frame: a menu, an aside, its header or its footer."""
    if element.tag in ("nav", "aside"):
        return True
    return not outline[element].in_story and not _heads_entry(element, outline, is_titled=is_titled)


def _heads_entry(element: html.HtmlElement, outline: Outline, *, is_titled: bool) -> bool:
    """Whether a header or footer belongs to an entry of a list: it names one story, and is titled so or one of several.

    One of several is what has its like beside the block around it that names the same story only: another block with
    such a header and one story.
    """
    story = outline[element].articles
    if len(story) != 1:
        return False
    if is_titled:
        return True
    entry = element
    for above in islice(element.iterancestors(), _NEAR):
        if outline[above].articles != story:
            break
        entry = above
    before = islice(entry.itersiblings(entry.tag, preceding=True), _NEIGHBOURS)
    beside = (outline[block] for block in chain(islice(entry.itersiblings(entry.tag), _NEIGHBOURS), before))
    is_alike = entry.tag == element.tag  # its like beside it is such a header itself
    return any((is_alike or element.tag in block.heads) and len(block.articles) == 1 for block in beside)


@lru_cache(maxsize=1_000)  # the same short texts stand on page after page
def _announces_others(text: str) -> bool:
    return OTHER_STORIES.fullmatch(text) is not None


def _blocks_below(
    label: html.HtmlElement, outline: Outline, known: set[html.HtmlElement]
) -> Iterable[html.HtmlElement]:
    """Return the elements behind *label* that hold its links: one list, or items one after the other."""
    element = label
    for _ in range(_NEAR):
        if blocks := _items_behind(element, outline, known):
            return blocks
        element = element.getparent()
        if element is None or element.tag in ("body", "main", "html"):
            break
    return ()


def _items_behind(element: html.HtmlElement, outline: Outline, known: set[html.HtmlElement]) -> list[html.HtmlElement]:
    """Return a sibling with several stories; or those with one each, as long as they are of the first item's kinds.

    What another label has led to already (*known*) is not read again.
    """
    items: list[html.HtmlElement] = []
    kinds: set[str] = set()
    last: tuple[int, ...] = ()
    between = 0
    for sibling in element.itersiblings():
        content = outline.get(sibling)
        shown = content.articles if content is not None else ()
        if len(shown) > 1:
            return items or [sibling]
        if shown and (not items or shown == last or sibling.tag in kinds):
            if sibling in known and not items:
                return [sibling]
            items.append(sibling)
            kinds.add(sibling.tag)
            last = shown
        elif items and (content is None or content.text != ""):
            break
        between += not shown
        if between > _MOST_BETWEEN:
            break
    return items
