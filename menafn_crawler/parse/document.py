"""Parse the bytes of a response into a document, once for everything that reads it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin

from lxml import etree, html

from menafn_crawler.bounds import ARTICLE_ELEMENTS
from menafn_crawler.items import TextLine
from menafn_crawler.normalise import without_escape_sequences
from menafn_crawler.parse.attribute_limit import limit_attributes, may_hold_long_tag
from menafn_crawler.parse.encoding import decode
from menafn_crawler.parse.json_ld import JsonObject, read_json_ld
from menafn_crawler.parse.lines import read_lines, read_lines_and_blocks
from menafn_crawler.parse.visibility import hidden_elements
from menafn_crawler.parse.xpath import elements


class UnreadablePage(ValueError):  # noqa: N818 - named after what it is, as Scrapy's IgnoreRequest
    """The response holds no document, or none that an article or a list could be read from."""


@dataclass(frozen=True, eq=False)
class Page:
    """A parsed page."""

    url: str
    """Address that it was fetched from."""
    site: str
    """Base that the site was read from: what its links are read by."""
    root: html.HtmlElement
    source: str
    """The page before it was parsed."""
    octets: bytes
    """The same in UTF-8, which is searched in half the time."""
    shows_all: bool = False
    """Whether hidden text, ``noscript`` and ``template`` are read too: the story stands nowhere else."""

    @cached_property
    def _asked_for(self) -> tuple[html.HtmlElement, ...]:
        return tuple(self.root.iter(*_ASKED_FOR))

    @cached_property
    def about(self) -> dict[str, str]:
        """What ``<meta>`` and ``<link>`` elements say of the page, by property, name or relation."""
        return _about(self.elements("meta", "link"))

    @cached_property
    def json_ld(self) -> tuple[JsonObject, ...]:
        """The JSON-LD objects of the page, in order."""
        return read_json_ld(self.elements("script"))

    @cached_property
    def styled(self) -> list[html.HtmlElement]:
        """The elements with a ``style``, in page order."""
        return _STYLED(self.root)

    @cached_property
    def _hidden(self) -> frozenset[html.HtmlElement]:
        if self.shows_all:
            return frozenset()
        return hidden_elements(self.root, self.styled, self.elements("style"), self.elements("dialog"))

    def hides(self, element: html.HtmlElement) -> bool:
        """Return True if a browser does not show *element*, whatever stands around it."""
        return element in self._hidden

    def elements(self, *tags: str) -> list[html.HtmlElement]:
        """Return the elements with one of *tags*, all of ``_ASKED_FOR``, in page order: one pass finds them all."""
        return [element for element in self._asked_for if element.tag in tags]

    def meta(self, name: str) -> str | None:
        """Return the content of the first non-empty ``<meta>`` or ``<link>`` of this name, stripped, or None."""
        return self.about.get(name)

    def lines(self, element: html.HtmlElement) -> list[TextLine]:
        """Return the lines that a reader sees of *element*."""
        if self._hidden and any(map(self.hides, islice(element.iterancestors(), _MOST_LEVELS))):
            return []
        return read_lines(element, self._hidden, everything=self.shows_all)

    def lines_and_blocks(
        self, blocks: Collection[html.HtmlElement]
    ) -> tuple[list[TextLine], dict[html.HtmlElement, list[TextLine]]]:
        """Return the lines of the whole page, and those of most of *blocks*, which need not be read again."""
        return read_lines_and_blocks(self.root, blocks, self._hidden, everything=self.shows_all)

    def with_hidden_text(self) -> Page:
        """Return the page as it would be if a browser showed all its text."""
        return replace(self, shows_all=True)


_ASKED_FOR = ("meta", "link", "style", "script", "time", "dialog")
"""Elements of which a page has few, wherever they stand."""
_STYLED = elements("/descendant::*/@style/..")
_COUNT = etree.XPath("count(//*)")
_MOST_LEVELS = 50
"""Levels above an element at which it may be hidden."""
_END_TAGS = re.compile(rb"</(?:html|body)\s{0,9}>", re.IGNORECASE)
# huge_tree: without it, what is nested deeper than 256 levels (tags left open) is lost without a word.
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)


def read_page(
    body: bytes,
    url: str,
    content_type: str | None = None,
    site: str | None = None,
    most_elements: int = ARTICLE_ELEMENTS,
) -> Page:
    """Parse *body*; *site* is the root of *url* if None.

    Raises UnreadablePage when there is nothing to parse, or more than *most_elements*.
    """
    text, octets = decode(body, content_type)
    if b"\x00" in octets:  # looked for in bytes, which takes a thirtieth of the time
        text, octets = text.replace("\x00", ""), octets.replace(b"\x00", b"")
    if may_hold_long_tag(octets):
        text = limit_attributes(text)
        octets = text.encode("utf-8", "replace")
    if "\x1b" in text:
        text = without_escape_sequences(text)
        octets = text.encode("utf-8", "replace")
    if not text or text.isspace():
        raise UnreadablePage("the answer is empty")
    octets = _without_early_end(octets)
    try:
        root = etree.fromstring(octets, _PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadablePage(f"no document: {error}") from error
    if root is None:
        raise UnreadablePage("no document: nothing in it is markup or text")
    if _COUNT(root) > most_elements:
        raise UnreadablePage(f"more than {most_elements:,} elements")
    return Page(url, site or urljoin(url, "/"), root, text, octets)


def _without_early_end(octets: bytes) -> bytes:
    """Return the page without ``</body>`` and ``</html>`` where text follows on them: the parser would leave it out."""
    first = _END_TAGS.search(octets)
    if first is None or not _END_TAGS.sub(b"", octets[first.end() :]).strip():
        return octets
    return _END_TAGS.sub(b"", octets)


def _about(elements: Iterable[html.HtmlElement]) -> dict[str, str]:
    about: dict[str, str] = {}
    for element in elements:
        content = (element.get("content") or element.get("href") or "").strip()
        for name in (element.get("property"), element.get("name"), element.get("rel")):
            if content and name:
                about.setdefault(name, content)
    return about
