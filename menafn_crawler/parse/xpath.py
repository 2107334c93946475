"""Compiled XPath expressions with the type of what they select.

Expressions over a whole page ask for an attribute, ``/descendant::*/@id[. = 'x']/..``: a condition on each element,
``//*[@id='x']``, takes six times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import cast

from lxml import etree, html

from menafn_crawler.normalise import collapsed

Elements = Callable[[html.HtmlElement], list[html.HtmlElement]]
Strings = Callable[[html.HtmlElement], list[str]]


def elements(path: str) -> Elements:
    """Return an expression that selects elements."""
    return cast(Elements, etree.XPath(path))


def strings(path: str) -> Strings:
    """Return an expression that selects attribute values or texts."""
    return cast(Strings, etree.XPath(path, smart_strings=False))


def by_id(identifier: str) -> Elements:
    """Return an expression that selects the element with this id, by the parser's own index."""
    return elements(f"id('{identifier}')")


def with_class(name: str, tag: str = "*") -> str:
    """Return the step of a path for elements that carry the class *name* among others.

    >>> with_class("tit", "div")
    "div[contains(concat(' ', normalize-space(@class), ' '), ' tit ')]"
    """
    return f"{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


_MOST_NODES = 200
"""Nodes of an element whose text is read: labels, links and dates have a few."""


def texts(element: html.HtmlElement) -> list[str]:
    """Return the texts of the nodes of *element* one by one, as they are; of a large one those of the first nodes."""
    found = [element.text or ""]
    for node in islice(element.iterdescendants(), _MOST_NODES):
        if isinstance(node.tag, str):
            found.append(node.text or "")
        found.append(node.tail or "")
    return found


def visible_text(element: html.HtmlElement) -> str:
    """Return the text of *element*, white space collapsed, without marks of direction; of a large one the beginning."""
    return collapsed("".join(texts(element)) if len(element) else element.text or "")
