"""A feed (RSS 0.9x, 1.0, 2.0 or Atom): its entries as written, also where its XML is broken.

feedparser reads the entries, each alone and of bounded length: over a whole document of a few hundred kilobytes that
means harm (entities, blank lines before the root, a thousand attributes) it takes minutes. What stands before the root,
where entities are declared, is never read, so an entity is nothing but its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from menafn_crawler.bounds import ADDRESS, FEED_CHARACTERS, FEED_ENTRIES, FEED_ENTRY, FEED_VALUE, has_controls
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.encoding import decoded
from menafn_crawler.parse.feed_tags import read_tags_only
from menafn_crawler.parse.xpath import elements

_MOST_NAMESPACES = 40

_ROOT = re.compile(r"<((?:[A-Za-z][\w.-]{0,30}:)?(?:rss|rdf|feed))(?=[\s>])([^<>]{0,8000})>", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_NAMESPACE = re.compile(r"\bxmlns(?::[\w.-]{1,30})?\s*=\s*(?:\"[^\"<&]{0,200}\"|'[^'<&]{0,200}')")
_MARK = re.compile(r"<!\[CDATA\[|<!--|<(/?)(?:[A-Za-z][\w.-]{0,30}:)?(item|entry)(?=[\s/>])", re.IGNORECASE)
_PROLOG = re.compile(r"\s*+(<!--|<\?)")
_ENDS_OF_PROLOG = {"<!--": "-->", "<?": "?>"}
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));?")
_UPDATED = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?:updated|modified)[\s>]", re.IGNORECASE)
_ANNOUNCED = elements("//link[@href][contains(@type, 'rss+xml') or contains(@type, 'atom+xml')]")


class NotAFeed(ValueError):  # noqa: N818 - named after what it is
    """The answer is no feed; the message says what it is."""


class Shortfall(StrEnum):
    """Why a feed may have more entries than those that were read."""

    BROKEN_OFF = "it breaks off"
    TOO_LONG = "it is too long to be read to its end"
    UNREADABLE_ENTRIES = "some of its entries cannot be read"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry, as written; markup and entities are the reader's to deal with."""

    links: tuple[str, ...]
    """Where it may lead, the likeliest first: its link, other links, its id."""
    title: str | None = None
    date: str | None = None
    """When it says it was published."""
    updated: str | None = None
    """When it says it was updated: no publication date."""
    description: str | None = None
    """The byline and some 200 characters, cut."""
    picture: str | None = None
    """Address of its picture, relative to https://menafn.com/updates/pr/ on the site's feeds."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What could be read of a feed; ``shortfall`` is None if that is all of it."""

    entries: tuple[FeedEntry, ...]
    shortfall: Shortfall | None = None


def read_feed(body: bytes, content_type: str | None = None) -> Feed:
    """Read a feed. Raises NotAFeed for anything else; never opens a file or a connection.

    >>> read_feed(b"<rss><channel><item><link>/1109547045/S</link></item></channel></rss>").entries[0].links
    ('/1109547045/S',)
    """
    text = decoded(body, content_type).replace("\x00", "")
    if not text or text.isspace():
        raise NotAFeed("the answer is empty")
    text = _without_prolog(text)
    root = _ROOT.search(text)
    if (page := _PAGE.search(text)) and (root is None or page.start() < root.start()):
        raise NotAFeed("the answer is a page, not a feed")
    if root is None:
        raise NotAFeed("the answer is no feed: it has no <rss>, <rdf> or <feed>")
    name, attributes = root.groups()
    opening = f"<{name} {' '.join(_NAMESPACE.findall(attributes)[:_MOST_NAMESPACES])}>"
    content = text[root.end() : root.end() + FEED_CHARACTERS]
    pieces = list(_entries(content))
    read = [_read(f"{opening}{piece[:FEED_ENTRY]}</{name}>") for piece in pieces[:FEED_ENTRIES]]
    entries = tuple(entry for entry in read if entry is not None)
    if len(text) - root.end() > FEED_CHARACTERS or len(pieces) > FEED_ENTRIES:
        return Feed(entries, Shortfall.TOO_LONG)
    if f"</{name}".casefold() not in content.casefold():
        return Feed(entries, Shortfall.BROKEN_OFF)
    return Feed(entries, Shortfall.UNREADABLE_ENTRIES if len(entries) < len(read) else None)


def read_announced_feeds(page: Page) -> list[str]:
    """Return the addresses of the feeds that a page announces in its head, as written.

    What holds control characters, or is longer than an address, is none.
    """
    links = (link.get("href") for link in _ANNOUNCED(page.root))
    return [link for link in links if len(link) <= ADDRESS and not has_controls(link.strip(" \t\n\f\r"))]


def _without_prolog(text: str) -> str:
    """Return the feed without the comments and processing instructions before its root: they may name any element."""
    place = 0
    while (found := _PROLOG.match(text, place)) is not None:
        end = text.find(_ENDS_OF_PROLOG[found[1]], found.end())
        if end < 0:
            return text[found.end() :]  # it was never closed
        place = end + len(_ENDS_OF_PROLOG[found[1]])
    return text[place:]


def _entries(content: str) -> Iterator[str]:
    """Yield the source of each entry, from its tag to its end or to the next entry, in one pass."""
    begun: int | None = None
    place = 0
    closed = dict.fromkeys(_ENDS, True)
    while mark := _MARK.search(content, place):
        place = mark.end()
        opening = mark[0].upper()
        if opening in _ENDS:
            end = content.find(_ENDS[opening], place) if closed[opening] else -1
            closed[opening] = end >= 0  # looked for once: what is open to the end stays so
            place = end if end >= 0 else place
        elif begun is not None:
            yield content[begun : content.find(">", place) + 1 or len(content) if mark[1] else mark.start()]
            begun = None if mark[1] else mark.start()
        elif not mark[1]:
            begun = mark.start()
    if begun is not None:
        yield content[begun:]


def _read(document: str) -> FeedEntry | None:
    """Return the entry of a document with one entry; None if it cannot be read."""
    # Imported on first use: it costs 70 ms, and every crawl loads all spiders.
    import feedparser

    source = _InMemory(_REFERENCE.sub(_character, read_tags_only(document)).encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(source, agent="none", sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):  # its salvage is not safe from itself
        return None
    return _entry(parsed.entries[0], document) if parsed.entries else None


class _InMemory:
    """Bytes for feedparser, which takes bare ones for the name of a file first."""

    def __init__(self, document: bytes) -> None:
        self._document = document

    def read(self) -> bytes:
        return self._document


def _character(reference: re.Match[str]) -> str:
    """Replace a character reference that feedparser cannot read by U+FFFD; keep others."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    valid = number < 0x110000 and unicodedata.category(chr(number)) not in ("Cs", "Cn", "Cc")
    return reference[0] if valid or number in (9, 10, 13) else "\ufffd"


def _entry(entry: Any, source: str) -> FeedEntry:
    pictures = [*_parts(entry, "media_content", "url"), *_parts(entry, "media_thumbnail", "url")]
    links = [_value(entry, "link"), *_parts(entry, "links", "href"), _value(entry, "feedburner_origlink")]
    date, updated = _value(entry, "published"), _value(dict(entry), "updated")  # else it falls back
    if date is None and _UPDATED.search(source) is None:  # feedparser calls the date of Dublin Core an update
        date = updated
    return FeedEntry(
        links=tuple(dict.fromkeys(link for link in (*links, _value(entry, "id")) if link)),
        title=_value(entry, "title"),
        date=date or _value(entry, "created"),
        updated=updated if updated != date else None,
        description=_value(entry, "summary"),
        picture=next(iter(pictures), None),
    )


def _parts(entry: Any, name: str, part: str) -> list[str]:
    return [value for one in entry.get(name) or () if (value := _value(one, part))]


def _value(entry: Any, name: str) -> str | None:
    """Return a text of the entry, white space collapsed; None if it is empty."""
    value = entry.get(name)
    if not isinstance(value, str):
        return None
    text = " ".join(value[:FEED_VALUE].encode("utf-8", "replace").decode().replace("\x00", "").split())
    return text or None
