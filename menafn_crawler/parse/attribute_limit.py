"""A bound on the attributes of a tag: the parser needs quadratic time for them (100,000 attributes, a minute and more).

Two quick searches find the pages that may have such a tag, hardly any; only of these the tags are read one by one.
"""

from __future__ import annotations

import re
from itertools import islice

MOST_ATTRIBUTES = 300
"""Attributes of a tag that are kept."""
_LONG = 1_500
"""Bytes of a tag that may have too many attributes."""
_TAG_OPENS = re.compile(rb"<[a-zA-Z]")
_TAG_IN_QUOTES = re.compile(rb"=\s{0,9}+[\"'][^\"'<>]{0,200}+[<>]")
"""The start of an attribute's value that holds the end of a tag: its end is not the first ``>``.

Possessive: without going back it takes half the time, on every page.
"""
_MANY_IN_QUOTES = 10
"""So many of them let a tag have 7,500 attributes, which the parser reads in a tenth of a second."""

_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?")
_TEXT_ONLY = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
"""Elements whose content holds no tags."""


def may_hold_long_tag(page: bytes) -> bool:
    """Return False for nearly all pages without a tag of very many attributes."""
    in_quotes = islice(_TAG_IN_QUOTES.finditer(page), _MANY_IN_QUOTES)
    return _holds_long_tag(page) or sum(1 for _ in in_quotes) >= _MANY_IN_QUOTES


def _holds_long_tag(page: bytes) -> bool:
    """Return True if ``_LONG`` bytes without ``>`` follow on the beginning of a tag."""
    place = 0  # behind a ``>``
    while place + _LONG < len(page):
        end = page.rfind(b">", place, place + _LONG)
        if end < 0:
            end = page.find(b">", place + _LONG)
            end = end if end >= 0 else len(page)
            if _TAG_OPENS.search(page, place, end - _LONG) is not None:
                return True
        place = end + 1
    return False


def limit_attributes(page: str, most: int = MOST_ATTRIBUTES) -> str:
    """Return *page* without the attributes of a tag beyond the first *most*.

    >>> limit_attributes("<p " + " ".join(f"a{n}=1" for n in range(9_999)) + ">x</p>").count("=")
    300
    """
    pieces: list[str] = []
    kept = place = 0
    while (tag := _TAG.search(page, place)) is not None:
        many, place = _attributes_end(page, tag.end(), most)
        if many is not None:
            pieces.append(page[kept:many])
            kept = place
        place = _behind_text(page, tag[1].casefold(), place)
    return "".join((*pieces, page[kept:]))


def _attributes_end(page: str, place: int, most: int) -> tuple[int | None, int]:
    """Return where the last attribute kept ends, None if all are kept; and where the last one ends."""
    many = None
    count = 0
    while (attribute := _ATTRIBUTE.match(page, place)) is not None:
        count += 1
        if count == most + 1:
            many = place
        place = attribute.end()
    return many, place


def _behind_text(page: str, tag: str, place: int) -> int:
    """Return where the content of an element without tags ends; *place* for any other element."""
    if tag not in _TEXT_ONLY:
        return place
    end = page.find("</", place)
    while end >= 0 and page[end + 2 : end + 2 + len(tag)].casefold() != tag:
        end = page.find("</", end + 2)
    return end if end >= 0 else len(page)
