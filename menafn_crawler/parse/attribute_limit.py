"""A bound on the attributes of a tag: the parser needs quadratic time for them (100,000 attributes, a minute and more).

A quick look every 1,500 bytes finds the pages that may have such a tag, hardly any; only of these the tags are read one
by one.
"""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 300
"""Attributes of a tag that are kept."""
_LONG = 1_500
"""Bytes of a tag that may have too many attributes."""
_TAG_OPENS = re.compile(rb"<[a-zA-Z]")
_BEFORE_VALUE = frozenset(b"= \t\n\r\f")
_MOST_IN_QUOTES = 10
"""Looks that may find no tag's end: in so many, tags have 7,500 attributes, read in a tenth of a second."""

_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?")
_TEXT_ONLY = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
"""Elements whose content holds no tags."""


def may_hold_long_tag(page: bytes) -> bool:
    """Return False for nearly all pages without a tag of very many attributes.

    Such a tag holds no ``>`` in ``_LONG`` bytes, or only those in the values of attributes.
    """
    place = 0  # behind a ``>``
    quoted = 0  # how many of these may stand in a value
    in_value = False  # whether the last one may
    double = single = -1  # where the last quotation mark of each kind stands
    while place + _LONG < len(page):
        end = page.rfind(b">", place, place + _LONG)
        if end < 0:
            end = page.find(b">", place + _LONG)
            end = end if end >= 0 else len(page)
            if in_value or _TAG_OPENS.search(page, place, end - _LONG) is not None:
                return True
        double, single = max(double, page.rfind(b'"', place, end)), max(single, page.rfind(b"'", place, end))
        in_value = _opens_value(page, double) or _opens_value(page, single)
        quoted += in_value
        if quoted == _MOST_IN_QUOTES:
            return True
        place = end + 1
    return False


def _opens_value(page: bytes, mark: int) -> bool:
    """Return True if the quotation mark at *mark* may begin the value of an attribute."""
    if mark < 1 or page[mark - 1] not in _BEFORE_VALUE:
        return False
    return page[max(0, mark - _LONG) : mark].rstrip()[-1:] in (b"=", b"")


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
