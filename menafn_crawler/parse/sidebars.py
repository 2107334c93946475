"""The parts of a page that list other stories than its own: "Most popular", "More Story", the menu, the footer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import chain, islice

from lxml import html

from menafn_crawler.normalise import OTHER_STORIES
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.element_contents import ElementContents, is_empty, label_text
from menafn_crawler.parse.xpath import by_id, elements, with_class

_MOST_POPULAR = by_id("div_mostPop")
_ALL_POPULAR = elements("/descendant::*/@id[. = 'div_mostPop']/..")
_FRAME = ("nav", "aside", "header", "footer")
_MENUS = frozenset({"nav", "header", "footer"})
_ENTRY_TITLES = elements(f"/descendant::*/@class[contains(., 'entry-title')]/../self::{with_class('entry-title')}")
"""What an entry's title was always marked with. To look for the letters first saves time."""
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


class Sidebars:
    """The parts of a page that list other stories than its own."""

    def __init__(self, page: Page) -> None:
        blocks = _Blocks(page).find()
        self._frame = _all_within({block for block in blocks if block.tag in _MENUS}, page.root)
        self._lists = _all_within({block for block in blocks if block.tag not in _MENUS}, page.root)

    def in_other_stories(self, element: html.HtmlElement) -> bool:
        """Return True if *element* stands in a block of other stories."""
        return element in self._lists

    def in_page_frame(self, element: html.HtmlElement) -> bool:
        """Return True if *element* stands in the page's menu, header or footer."""
        return element in self._frame


def _all_within(blocks: set[html.HtmlElement], root: html.HtmlElement) -> set[html.HtmlElement]:
    """Return *blocks* and all elements in them."""
    within: set[html.HtmlElement] = set()
    if blocks:
        for block in root.iter(*{block.tag for block in blocks}):  # in page order: the inner ones are known by then
            if block in blocks and block not in within:
                within.update(block.iter())
    return within


class _Blocks:
    """Finds the blocks of other stories on a page, and the page's frame."""

    def __init__(self, page: Page) -> None:
        self._root = page.root
        self._contents = ElementContents(page)
        self._found: set[html.HtmlElement] = set()

    def find(self) -> set[html.HtmlElement]:
        """Return the blocks; some stand in others."""
        if _MOST_POPULAR(self._root):
            self._found.update(_ALL_POPULAR(self._root))
        self._found.update(element for element in self._root.iter(*_FRAME) if self._frames_page(element))
        for label in self._root.iter(*_LABELS, *_BLOCKS):
            nodes = len(label)
            if nodes and (nodes >= _FEW_NODES or label.tag in _BLOCKS):
                continue
            text = label_text(label)
            if text and _announces_others(text):
                self._found.update(self._blocks_below(label))
        return self._found

    @cached_property
    def _titled(self) -> set[html.HtmlElement]:
        """Elements around the titles of entries."""
        return {above for title in _ENTRY_TITLES(self._root) for above in islice(title.iterancestors(), 2 * _NEAR)}

    def _frames_page(self, element: html.HtmlElement) -> bool:
        """Return True if an element is part of the page's frame: a menu, an aside, its header or its footer."""
        if element.tag in ("nav", "aside"):
            return True
        return not self._contents.in_story(element) and not self._heads_entry(element)

    def _heads_entry(self, element: html.HtmlElement) -> bool:
        """Return True if a header or footer belongs to an entry of a list: it names one story, and is one of several.

        An entry's title tells it too. One of several is what has another such block next to the block around it:
        with such a header and one story.
        """
        story = self._contents.articles(element)
        if len(story) != 1:
            return False
        if element in self._titled:
            return True
        entry = element
        for above in islice(element.iterancestors(), _NEAR):
            if self._contents.articles(above) != story:
                break
            entry = above
        before = islice(entry.itersiblings(entry.tag, preceding=True), _NEIGHBOURS)
        neighbours = chain(islice(entry.itersiblings(entry.tag), _NEIGHBOURS), before)
        is_alike = entry.tag == element.tag  # its neighbour is such a header itself
        return any(
            (is_alike or self._contents.holds(block, element.tag)) and len(self._contents.articles(block)) == 1
            for block in neighbours
        )

    def _blocks_below(self, label: html.HtmlElement) -> Iterable[html.HtmlElement]:
        """Return the elements behind *label* that hold its links: one list, or items one after the other."""
        element = label
        for _ in range(_NEAR):
            if blocks := self._items_behind(element):
                return blocks
            element = element.getparent()
            if element is None or element.tag in ("body", "main", "html"):
                break
        return ()

    def _items_behind(self, element: html.HtmlElement) -> list[html.HtmlElement]:
        """Return a sibling with several stories; or those with one each, as long as they are of the first item's kinds.

        What another label has led to already is not read again.
        """
        items: list[html.HtmlElement] = []
        kinds: set[str] = set()
        last: tuple[int, ...] = ()
        between = 0
        for sibling in element.itersiblings():
            shown = self._contents.articles(sibling)
            if len(shown) > 1:
                return items or [sibling]
            if shown and (not items or shown == last or sibling.tag in kinds):
                if sibling in self._found and not items:
                    return [sibling]
                items.append(sibling)
                kinds.add(sibling.tag)
                last = shown
            elif items and not is_empty(sibling):
                break
            between += not shown
            if between > _MOST_BETWEEN:
                break
        return items


@lru_cache(maxsize=1_000)  # the same short texts stand on page after page
def _announces_others(text: str) -> bool:
    return OTHER_STORIES.fullmatch(text) is not None
