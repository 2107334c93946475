"""What elements of a page hold: the articles that their links lead to, headers and footers, short texts."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from lxml import html

from menafn_crawler.normalise import article_address, collapsed
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.xpath import elements

LONGEST_LABEL = 40
"""Characters; a longer text announces nothing."""
_LONGEST_RAW = 400
"""Characters of a label with the white space between its words."""
_OF_A_STORY = frozenset({"article", "li", "main"})
"""Elements that have a header and a footer of their own."""
_LINKS = elements("/descendant::a[@href]")
_MOST_NODES = 200
_LABEL_NODES = 50
"""Nodes of a label that are read: labels that stand in each other, left open, take this long each."""
_FEW = 60
"""Elements whose links are read one by one; then those of the whole page are read at once."""


class ElementContents:
    """What elements of *page* hold. Each question needs time linear in the page, however often it is asked.

    Elements above a link, a header or an entry are visited until one knows the answer already.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[html.HtmlElement, tuple[int, ...]] = {}
        self._in_story: dict[html.HtmlElement, bool] = {}

    def articles(self, element: html.HtmlElement) -> tuple[int, ...]:
        """Return the numbers of the articles that links in *element* lead to, in page order, two at the most."""
        if len(self._known) >= _FEW:
            return self._articles.get(element, ())
        if element not in self._known:  # on most pages a few elements are asked for
            self._known[element] = self._articles_in(element)
        return self._known[element]

    def _articles_in(self, element: html.HtmlElement) -> tuple[int, ...]:
        found: list[int] = []
        for link in element.iter("a"):
            address = article_address(link.get("href") or "", self._page.site)
            if address is not None and address.article_id not in found:
                found.append(address.article_id)
                if len(found) == 2:
                    break
        return tuple(found)

    @cached_property
    def _articles(self) -> dict[html.HtmlElement, tuple[int, ...]]:
        """The articles of every element that holds any. What an element knows, all elements above it know."""
        found: dict[html.HtmlElement, tuple[int, ...]] = {}
        for link in _LINKS(self._page.root):
            address = article_address(link.get("href"), self._page.site)
            if address is None:
                continue
            number = address.article_id
            above = link
            while above is not None:
                known = found.get(above, ())
                if len(known) == 2 or number in known:
                    break
                found[above] = (*known, number)
                above = above.getparent()
        return found

    def holds(self, element: html.HtmlElement, tag: str) -> bool:
        """Return True if *element* has a descendant with this *tag*, ``header`` or ``footer``."""
        return element in self._holders[tag]

    @cached_property
    def _holders(self) -> dict[str, set[html.HtmlElement]]:
        holders: dict[str, set[html.HtmlElement]] = {"header": set(), "footer": set()}
        for head in self._page.root.iter(*holders):
            above = head.getparent()
            while above is not None and above not in holders[head.tag]:
                holders[head.tag].add(above)
                above = above.getparent()
        return holders

    def in_story(self, element: html.HtmlElement) -> bool:
        """Return True if *element* stands in an entry or a story, which has a header and a footer of its own."""
        passed: list[html.HtmlElement] = []
        above = element.getparent()
        inside = False
        while above is not None:
            if above.tag in _OF_A_STORY or (inside := self._in_story.get(above, False)):
                inside = True
                break
            if above in self._in_story:
                break
            passed.append(above)
            above = above.getparent()
        self._in_story.update(dict.fromkeys(passed, inside))
        return inside


def label_text(element: html.HtmlElement) -> str:
    """Return the text of *element* without white space around it; empty if it is longer than a label."""
    text = _short_text(element, _LABEL_NODES) if len(element) else element.text
    if not text or len(text) > _LONGEST_RAW:
        return ""
    text = text.strip() if text.isascii() else collapsed(text)
    return text if len(text) <= LONGEST_LABEL else ""


def is_empty(element: html.HtmlElement) -> bool:
    """Return True if no text stands in *element*."""
    return not collapsed(_short_text(element))


def _short_text(element: html.HtmlElement, most: int = _MOST_NODES) -> str:
    """Return the text of the first *most* nodes of *element* until it is too long for a label."""
    text = element.text or ""
    for node in islice(element.iterdescendants(), most):
        text += node.text or ""
        text += node.tail or ""
        if len(text) > _LONGEST_RAW:
            break
    return text
