"""The bytes of an answer as a tree, parsed once for everything that reads it."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html
from w3lib.encoding import html_body_declared_encoding, html_to_unicode, read_bom


class UnreadablePage(ValueError):  # noqa: N818 - named after what it is, as Scrapy's IgnoreRequest
    """The answer holds no document, or none that an article or a list could be read from."""


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    url: str
    """Address that it was fetched from."""
    site: str
    """Base that the site was read from: what its links are read by."""
    root: html.HtmlElement
    source: str
    """The page before it was parsed."""
    about: dict[str, str]
    """What ``<meta>`` and ``<link>`` elements say of the page, by property, name or relation."""

    def meta(self, name: str) -> str | None:
        """Content of the first ``<meta property=name>`` or ``<link rel=name>`` that is not empty, stripped, or None."""
        return self.about.get(name)


# huge_tree: without it, what is nested deeper than 256 levels (tags left open) is lost without a word.
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)


def read_page(body: bytes, url: str, content_type: str | None = None, site: str | None = None) -> Page:
    """Parse *body*; *site* is the root of *url* if None. Raises UnreadablePage when there is nothing to parse."""
    text, octets = _in_utf8(body, content_type)
    if b"\x00" in octets:  # looked for in bytes, which takes a thirtieth of the time
        text, octets = text.replace("\x00", ""), octets.replace(b"\x00", b"")
    if not text or text.isspace():
        raise UnreadablePage("the answer is empty")
    try:
        root = etree.fromstring(octets, _PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadablePage(f"no document: {error}") from error
    if root is None:
        raise UnreadablePage("no document: nothing in it is markup or text")
    return Page(url, site or urljoin(url, "/"), root, text, _about(root))


def _about(root: html.HtmlElement) -> dict[str, str]:
    about: dict[str, str] = {}
    for element in root.iter("meta", "link"):  # once through the page, whatever is asked for later
        content = (element.get("content") or element.get("href") or "").strip()
        for name in (element.get("property"), element.get("name"), element.get("rel")):
            if content and name:
                about.setdefault(name, content)
    return about


def decoded(body: bytes, content_type: str | None = None) -> str:
    """The text of *body*: UTF-8 where it is that, whatever was declared; else as declared; else Windows-1252.

    Bytes that are UTF-8 are nothing else, while a wrong declaration is common: where the header says UTF-8 and the
    bytes do not, the page's own word is taken. In text that is UTF-8 for the most part, a stray byte of Windows-1252
    (quotation marks, dashes of a wire) is read as such.

    >>> decoded("Kuwait’s".encode(), "text/html; charset=iso-8859-1"), decoded(bytes.fromhex("4b75776169749273"))
    ('Kuwait’s', 'Kuwait’s')
    """
    return _in_utf8(body, content_type)[0]


def _in_utf8(body: bytes, content_type: str | None) -> tuple[str, bytes]:
    """The text of *body* and its bytes in UTF-8, which are those that came where these are UTF-8."""
    body = body.removeprefix(codecs.BOM_UTF8)
    if read_bom(body)[0] is None:
        with suppress(UnicodeDecodeError):
            return body.decode("utf-8"), body
    text = _not_in_utf8(body, content_type)
    return text, text.encode("utf-8", "replace")


def _not_in_utf8(body: bytes, content_type: str | None) -> str:
    with suppress(LookupError, UnicodeError):  # what is declared may be no encoding of texts: rot13, idna
        encoding, text = html_to_unicode(content_type, body, default_encoding="utf-8")
        if encoding != "utf-8":  # neither declared, nor for want of anything declared
            return text
    replaced = body.decode("utf-8", "replace")
    if len(_BEYOND_ASCII.findall(replaced)) >= replaced.count("\ufffd"):
        return body.decode("utf-8", _STRAY_BYTES)
    within = _as_declared_within(body)
    return body.decode("cp1252", _STRAY_BYTES) if within is None else within


def _as_declared_within(body: bytes) -> str | None:
    """The text by the encoding that the page's ``<meta>`` declares; None where there is none that the bytes can be."""
    encoding = html_body_declared_encoding(body)
    with suppress(LookupError, UnicodeError):
        if encoding is not None and _MARKUP.decode(encoding) == _MARKUP.decode():
            return body.decode(encoding)
    return None


def _read_stray_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    in_cp1252 = error.encoding == "utf-8" and byte < b"\xa0"
    return byte.decode("cp1252", "replace") if in_cp1252 else "\ufffd", error.start + 1


_BEYOND_ASCII = re.compile("[\u0080-\ufffc\U00010000-\U0010ffff]")
_MARKUP = b"<meta>"
"""What UTF-16 and the like read otherwise: a declaration that could be read is not in them."""
_STRAY_BYTES = "menafn-stray-bytes"
codecs.register_error(_STRAY_BYTES, _read_stray_byte)
