"""Where the text of a page of unknown layout stands: in its main block, outside of blocks marked as other things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from lxml import html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import find_byline
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.visibility import UNSEEN
from menafn_crawler.parse.xpath import elements, texts

_BODY = elements("/descendant::*/@itemprop[. = 'articleBody']/parent::*[not(self::meta)]")
_PARAGRAPHS = frozenset({"p", "li", "blockquote"})
_PARAGRAPH = 60
"""Characters of running text; a label or a headline has fewer."""
_MARKED = 30
"""Words by which an element marked as article body is believed: some hold a teaser."""
_ELSEWHERE = frozenset({"nav", "footer", "aside", "header", "form"})
_MOST_LEVELS = 30
_MARKED_TAGS = frozenset({"aside", "nav", "form"})
_BLOCKS = frozenset("div section ul ol p table details figure footer header blockquote".split())
_OTHER = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)|newsletter|subscri(?:be|ption)|disclaimer|copyright|shar(?:e|ing)"
    r"|social|comments?|poll|survey|quiz|(?:wp-|image-|photo-|img-)?caption(?:-text)?|advert\w*|ads?|promo|sponsor\w*|breadcrumbs?|cookies?|popular|trending|readmore|read-more)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of blocks beside the text, in classes and ids."""
_MOST_MARKED = 300
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


def without_blocks(lines: list[TextLine], blocks: Iterable[list[TextLine]]) -> list[TextLine]:
    """Return *lines* without those of *blocks*.

    A block with the byline of *lines* is none beside the text: the site's own pages stand in one form. All lines are
    returned where the blocks hold most of their words: then the marks mean something else.
    """
    beside = [[line.text for line in block] for block in blocks]
    if not beside:
        return lines
    bylines = {line.text for line in lines if find_byline(line.text) is not None}
    marked = {text for block in beside if bylines.isdisjoint(block) for text in block}
    kept = [line for line in lines if line.text not in marked or find_byline(line.text) is not None]
    return kept if _words(kept) >= _MOST_OF_IT * _words(lines) else lines


def marked_blocks(page: Page) -> list[html.HtmlElement]:
    """Return the blocks that *page* marks as something else than text: asides, newsletters, related news."""
    return _outermost(_marked(page.root))


def marked_within(body: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the blocks in *body* that are marked as something else than text."""
    marked = (block for block in _marked(body) if block is not body and block.tag != "form")
    return _outermost(marked)


def _marked(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in root.iter(*_MARKED_TAGS, *_BLOCKS):
        names = f"{element.get('class', '')} {element.get('id', '')}"[:200]
        if element.tag in _MARKED_TAGS or _names_other(names):
            yield element


@lru_cache(maxsize=1_000)  # the same names stand on page after page
def _names_other(names: str) -> bool:
    return _OTHER.search(names) is not None


def _outermost(blocks: Iterator[html.HtmlElement]) -> list[html.HtmlElement]:
    """Return those of *blocks*, given in page order, that stand in none of the others near to them."""
    found: list[html.HtmlElement] = []
    seen: set[html.HtmlElement] = set()
    for block in islice(blocks, _MOST_MARKED):
        if seen.isdisjoint(islice(block.iterancestors(), _MOST_LEVELS)):
            found.append(block)
        seen.add(block)
    return found


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
    return any(one.tag in _ELSEWHERE or one.tag in UNSEEN or page.hides(one) for one in (element, *above))
