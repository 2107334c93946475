"""Line breaks that a style keeps: with ``white-space`` ``pre``, ``pre-wrap`` or ``pre-line`` they become ``<br>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree, html

from menafn_crawler.bounds import STYLE_SHEETS
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.visibility import UNSEEN, plain_selectors
from menafn_crawler.parse.xpath import elements

_DECLARATION = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre\b|break-spaces)", re.IGNORECASE)
_CLASSED = elements("/descendant::*/@class/..")
_MOST_RULES = 50
_MOST_ELEMENTS = 200
_MOST_BREAKS = 5_000
_FORMATTED = frozenset({"pre", "textarea", "body", "html", *UNSEEN})


def mark_preserved_breaks(page: Page) -> None:
    """Put ``<br>`` in the place of the line breaks that the styles of *page* keep."""
    left = _MOST_BREAKS
    divided: set[html.HtmlElement] = set()
    for element in islice(_preserving(page), _MOST_ELEMENTS):
        if element.tag in _FORMATTED or element in divided:
            continue
        nodes = list(element.iter())
        divided.update(nodes)
        for node in nodes:
            if isinstance(node.tag, str) and node.tag not in _FORMATTED:
                left -= _divide_text(node, left)
            if node is not element:
                left -= _divide_tail(node, left)


def _preserving(page: Page) -> Iterator[html.HtmlElement]:
    styles = ((one, (one.get("style") or "")[:2_000]) for one in page.styled)
    yield from (one for one, style in styles if "hite-" in style and _DECLARATION.search(style))
    text = "\n".join(sheet.text or "" for sheet in page.elements("style"))[:STYLE_SHEETS]
    if names := _preserving_classes(text):
        yield from (one for one in _CLASSED(page.root) if not names.isdisjoint((one.get("class") or "").split()[:30]))


@lru_cache(maxsize=4)  # the same style sheet stands on page after page
def _preserving_classes(text: str) -> frozenset[str]:
    """Return the classes for which a style sheet keeps line breaks."""
    rules = islice(_DECLARATION.finditer(text), _MOST_RULES) if "white-space" in text.lower() else ()
    return frozenset(name[1:] for rule in rules for name in plain_selectors(text, rule.start()) if name[0] == ".")


def _divide_text(node: html.HtmlElement, most: int) -> int:
    """Divide the text at the beginning of *node*; return the number of breaks."""
    first, *lines = (node.text or "").split("\n", max(most, 0))
    node.text = first
    for place, line in enumerate(lines):
        node.insert(place, _break(line))
    return len(lines)


def _divide_tail(node: html.HtmlElement, most: int) -> int:
    """Divide the text behind *node*; return the number of breaks."""
    first, *lines = (node.tail or "").split("\n", max(most, 0))
    node.tail = first
    parent, behind = node.getparent(), node.getnext()
    for line in lines:
        if behind is not None:
            behind.addprevious(_break(line))
        else:
            parent.append(_break(line))
    return len(lines)


def _break(tail: str) -> html.HtmlElement:
    element = etree.Element("br")
    element.tail = tail
    return element
