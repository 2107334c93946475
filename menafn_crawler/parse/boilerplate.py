"""Texts that every generation of the page prints around an article: header date, share block, byline, footer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree, html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import (
    DISCLAIMER,
    DISCLAIMER_INSIDE,
    SHARE_RUN,
    disclaimer_inside,
    find_byline,
    find_glued_byline,
    fold_line,
    names_site,
)
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.visibility import UNSEEN
from menafn_crawler.parse.xpath import elements, visible_text

HEADER_DATE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+\d{1,2}\s+[A-Z][a-z]+,?\s+\d{4}\s*[,|-]?\s*\d{1,2}:\d{2}\s*GMT"
)
_BYLINE_BEGINS = re.compile(r"\(?\s*MENAFN\b[\s\-–—:]*+[^()]*+(?:\([^()]*+\)[^()]*+)*+")
_BYLINE_STARTS = ("(", "MENAFN")
_BEFORE_GMT = 60
_MOST_PLACES = 20
"""Elements with "GMT" in which the header's date is looked for: it stands at the top of the page."""
_LONGEST_BYLINE = 120
_BYLINE_NODES = 3
_LONGEST_CAPTION = 200
_LONGEST_CACHED = 200
_PROSE_WORDS = 12
_OTHER_LETTERS = frozenset(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B)))) - {"ش", "م"}
"""Arabic letters with which no label of a share block begins, in any spelling."""
_FOOT = re.compile(r"(?:©|\(c\)|copyright\b).{0,80}|.{0,60}all rights reserved.{0,20}", re.IGNORECASE)
_UNREAD = frozenset({"a", *UNSEEN})
_GMT = elements("//*[text()[contains(., 'GMT')]]")


def header_date(page: Page) -> str | None:
    """Return the date in the page's header, as written, or None. It says nothing about the article."""
    for place in _places("GMT", page.source):
        if found := HEADER_DATE.search(page.source, max(0, place - _BEFORE_GMT), place + len("GMT")):
            return found.group()
    split = _GMT(page.root)[:_MOST_PLACES] if "GMT" in page.source else ()
    for element in split:  # its parts stand in several elements
        for holder in (element, element.getparent()):
            if holder is not None and (found := HEADER_DATE.search(visible_text(holder))):
                return found.group()
    return None


def _places(word: str, text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def before_disclaimer(page: Page) -> tuple[list[html.HtmlElement], bool]:
    """Return the elements that begin before the legal disclaimer, in page order, and whether there is one.

    A link of that name leads to it.
    """
    above: list[html.HtmlElement] = []
    for element in page.root.iter(etree.Element):
        if element.tag not in _UNREAD and begins_disclaimer(element.text or ""):
            return above, True
        above.append(element)
        if begins_disclaimer(element.tail or ""):
            return above, True
    return above, False


def begins_disclaimer(text: str) -> bool:
    """Return True if *text*, a node's text as it stands on the page, begins with the legal disclaimer."""
    if not text or text.isspace():  # most of a page
        return False
    return _begins_disclaimer(text) if len(text) <= _LONGEST_CACHED else DISCLAIMER.match(text) is not None


@lru_cache(maxsize=1_000)  # the same short texts stand on page after page
def _begins_disclaimer(text: str) -> bool:
    return DISCLAIMER.match(text) is not None


def is_foot(text: str) -> bool:
    """Return True for the copyright line of the page's footer."""
    return _FOOT.fullmatch(text) is not None


def is_prose(line: TextLine) -> bool:
    """Return True for a paragraph of running text, False for a headline, a link or a label."""
    linked = sum(map(len, line.linked.split("\n")))
    ended = line.text.rstrip("\"'”’)").endswith((".", "!", "?", "…", "؟"))
    return (
        ended and linked * 2 < len(line.text) and len(line.text.split()) >= _PROSE_WORDS and not _FOOT.match(line.text)
    )


def tidy(lines: Iterable[TextLine]) -> list[TextLine]:
    """Return lines divided where boilerplate begins and ends, whatever nodes it was printed in.

    A byline that is spread over several lines is put together, a share block or a caption before a byline is cut off,
    and the disclaimer begins a line.
    """
    tidied: list[TextLine] = []
    for line in _join_split_byline(lines):
        if _is_whole(line.text):
            tidied.append(line)
        else:
            tidied += _divide(line)
    return tidied


def _join_split_byline(lines: Iterable[TextLine]) -> list[TextLine]:
    joined: list[TextLine] = []
    may_go_on = 0  # lines that still can belong to a byline that one before them began; few lines do
    for line in lines:
        joined.append(line)
        if may_go_on:
            may_go_on -= 1
            _join_last(joined)
            line = joined[-1]
        if line.text.startswith(_BYLINE_STARTS):
            may_go_on = _BYLINE_NODES - 1
    return joined


def _join_last(joined: list[TextLine]) -> None:
    """Join the last lines while they are a byline only together."""
    count = 2
    while count <= min(_BYLINE_NODES, len(joined)):
        may_begin = joined[-count].text.startswith(_BYLINE_STARTS)
        whole = _byline_of(joined[-count:]) if may_begin else None
        if whole is not None:
            joined[-count:] = [whole]
        count = 2 if whole is not None else count + 1


def _byline_of(parts: list[TextLine]) -> TextLine | None:
    """Return *parts* as one line if only together they begin with a byline; else None."""
    first = parts[0].text
    begun = first == "(" or (len(first) <= _LONGEST_BYLINE and _BYLINE_BEGINS.fullmatch(first) is not None)
    if not begun or any(part.in_h1 for part in parts):
        return None
    alone = find_byline(first)
    if alone is not None and alone[1]:  # complete, with text behind it
        return None
    text = "(" + " ".join(part.text for part in parts).removeprefix("(").lstrip().replace(" )", ")", 1)
    if first.startswith("MENAFN"):
        text = text.removeprefix("(")
    found = find_byline(text)
    if found is None or ")" not in found[0] or len(found[0]) > _LONGEST_BYLINE:
        return None
    return parts[0]._replace(text=text, linked="\n".join(filter(None, (part.linked for part in parts))))


def _divide(line: TextLine) -> list[TextLine]:
    parts = [line]
    run = SHARE_RUN.match(line.text) if _may_be_shared(line.text[:1]) else None
    if run and run.end() < len(line.text):
        parts = [line._replace(text=line.text[: run.end()].rstrip()), _rest(line, run.end())]
    last = parts[-1]
    beginning = last.text[:_LONGEST_CAPTION]
    may_be_glued = not last.in_h1 and (not beginning.isascii() or "menafn" in beginning.casefold())
    if may_be_glued and (glued := find_glued_byline(last.text)) is not None:  # behind a caption or a date
        parts[-1:] = [last._replace(text=last.text[:glued].rstrip()), _rest(last, glued)]
    inside = disclaimer_inside(parts[-1].text)
    if inside and inside.start() > 0:
        last = parts.pop()
        parts += [last._replace(text=last.text[: inside.start()].rstrip()), _rest(last, inside.start())]
    return parts


def _is_whole(text: str) -> bool:
    """Return True for most lines, which hold nothing at which a line is divided."""
    if _may_be_shared(text[:1]):
        return False
    folded = fold_line(text)
    return not names_site(folded) and not DISCLAIMER_INSIDE.may_hold(folded)


def _may_be_shared(first: str) -> bool:
    """Return False for most first characters of lines: no label of a share block begins with one of them."""
    return first in "sS" or not (first.isascii() or first in _OTHER_LETTERS)


def _rest(line: TextLine, start: int) -> TextLine:
    return line._replace(text=line.text[start:].lstrip(), starts_block=True)
