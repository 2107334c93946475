"""The bytes of an answer as a tree, parsed once for everything that reads it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree, html
from w3lib.encoding import html_to_unicode


class UnreadablePage(ValueError):  # noqa: N818 - named after what it is, as Scrapy's IgnoreRequest
    """The answer holds no document, or none that an article or a list could be read from."""


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. ``url`` is the address it was fetched from."""

    url: str
    root: html.HtmlElement

    def meta(self, name: str) -> str | None:
        """Content of the first ``<meta property=name>`` that is not empty, stripped; None if there is none."""
        return next((text for text in map(str.strip, _META(self.root, name=name)) if text), None)


_META = etree.XPath("//meta[@property=$name or @name=$name]/@content", smart_strings=False)


def read_page(body: bytes, url: str, content_type: str | None = None) -> Page:
    """Parse *body*, decoded as browsers do: byte order mark, header, meta element, then a guess.

    Raises UnreadablePage when there is nothing to parse.
    """
    _, text = html_to_unicode(content_type, body, default_encoding="utf-8")
    if "\x00" in text:
        text = text.replace("\x00", "")
    if not text.strip():
        raise UnreadablePage("the answer is empty")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadablePage(f"no document: {error}") from error
    return Page(url, root)
