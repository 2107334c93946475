"""Compiled XPath expressions with the type of what they select."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree, html

from menafn_crawler.normalise import collapsed

Elements = Callable[[html.HtmlElement], list[html.HtmlElement]]
Strings = Callable[[html.HtmlElement], list[str]]


def elements(path: str) -> Elements:
    """An expression that selects elements."""
    return cast(Elements, etree.XPath(path))


def strings(path: str) -> Strings:
    """An expression that selects attribute values or texts."""
    return cast(Strings, etree.XPath(path, smart_strings=False))


def by_id(identifier: str) -> Elements:
    """An expression that selects the element with this id, by the parser's own index."""
    return elements(f"id('{identifier}')")


def with_class(name: str, tag: str = "*") -> str:
    """The step of a path for elements that carry the class *name* among others.

    >>> with_class("tit", "div")
    "div[contains(concat(' ', normalize-space(@class), ' '), ' tit ')]"
    """
    return f"{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


def visible_text(element: html.HtmlElement) -> str:
    """Text of *element*, white space collapsed, without marks of direction."""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return collapsed(text)
