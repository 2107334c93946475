"""The element that holds the text of a page of unknown layout: marked as article body, or with the most paragraphs."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from lxml import html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import find_byline
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.visibility import UNSEEN
from menafn_crawler.parse.xpath import elements, texts

_BODY = elements("//*[@itemprop='articleBody'][not(self::meta)]")
_PARAGRAPHS = frozenset({"p", "li", "blockquote"})
_PARAGRAPH = 60
"""Characters of running text; a label or a headline has fewer."""
_MARKED = 30
"""Words by which an element marked as article body is believed: some hold a teaser."""
_ELSEWHERE = frozenset({"nav", "footer", "aside", "header", "form"})
_MOST_LEVELS = 30
_MOST_OF_IT = 0.6
"""Share of the words of a text that its main block must hold."""


def within_main_block(page: Page, lines: list[TextLine]) -> list[TextLine]:
    """Return the lines that stand in the page's main block, if that is where most of their words stand."""
    block = main_block(page)
    if block is None:
        return lines
    inside = {line.text for line in page.lines(block)}
    kept = [line for line in lines if line.text in inside or find_byline(line.text) is not None]
    return kept if _words(kept) >= _MOST_OF_IT * _words(lines) else lines


def _words(lines: list[TextLine]) -> int:
    return sum(len(line.text.split()) for line in lines)


def main_block(page: Page) -> html.HtmlElement | None:
    """Return the element that holds the article's text; None if no element has running text.

    A paragraph counts for its parent, and half for the element around that; so does a block of text without ``<br>``.
    """
    for marked in _BODY(page.root)[:5]:
        if sum(len(line.text.split()) for line in page.lines(marked)) >= _MARKED:
            return marked
    scores: defaultdict[html.HtmlElement, float] = defaultdict(float)
    for element in page.root.iter("p", "div", "section", "article", "td", "main", "li", "blockquote"):
        size = _running_text(element, whole=element.tag in _PARAGRAPHS)
        if size < _PARAGRAPH or _is_elsewhere(element, page):
            continue
        divided = element.tag not in _PARAGRAPHS and element.find("br") is not None
        holder = element if divided else element.getparent()
        for share in (1.0, 0.5):
            if holder is not None:
                scores[holder] += share * size
                holder = holder.getparent()
    return max(scores, key=scores.__getitem__, default=None)


def _running_text(element: html.HtmlElement, *, whole: bool) -> int:
    """Return the characters of an element's text outside of links; of its own alone unless *whole*."""
    if whole:
        linked = sum(len(text) for link in islice(element.iter("a"), 20) for text in texts(link)[:20])
        return sum(map(len, texts(element))) - 2 * linked
    own = [element.text or "", *(child.tail or "" for child in islice(element, 200))]
    return sum(len(text.strip()) for text in own)


def _is_elsewhere(element: html.HtmlElement, page: Page) -> bool:
    above = islice(element.iterancestors(), _MOST_LEVELS)
    return any(one.tag in _ELSEWHERE or one.tag in UNSEEN or one in page.hidden for one in (element, *above))
