"""The layouts whose classes and ids are known, newest first: a row of selectors each.

The generations since 2022 share the container and its parts; they differ in where the body stands.
"""

from __future__ import annotations

from itertools import islice

from lxml import html

from menafn_crawler.items import RawArticle, RawDate, TextLine
from menafn_crawler.normalise import (
    BYLINE_LINES,
    DISCLAIMER,
    WIRE_ID,
    collapsed,
    find_byline,
    fold_line,
    is_share_block,
    wire_ids,
)
from menafn_crawler.parse.boilerplate import header_date, is_prose, tidy
from menafn_crawler.parse.dates import NEAR, dates_near_headline, dates_of_elements
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.embedded_blocks import embedded_blocks
from menafn_crawler.parse.images import story_picture
from menafn_crawler.parse.main_block import without_blocks
from menafn_crawler.parse.metadata import own_addresses
from menafn_crawler.parse.xpath import Elements, by_id, elements, strings, visible_text, with_class

_STORY = by_id("ContentPlaceHolder1_div_story")
_TITLE = elements(f"descendant::{with_class('main-entry-title', 'h1')}")
_HEADLINES = elements("descendant::h1")
_DATE = elements(f"descendant::{with_class('entry-date', 'span')}")
_ANY_DATE = elements(f"descendant::{with_class('entry-date')}")
_TEXTS = strings("descendant::text()")
_IMAGE = strings("id('ImgNews')/@src")
_LOGO = strings("id('ContentPlaceHolder1_a_logo_anchor')/@href")
_TAGS = by_id("ContentPlaceHolder1_lbl_hashtags")
_FOOTER_DATE = by_id("ContentPlaceHolder1_lbl_date_story")
_MOST_HEADLINES = 20
_RUNNING = 60
"""Characters that only running text has in one piece."""


BODIES: dict[str, Elements] = {
    "story-2025": elements(f"descendant::{with_class('tit', 'div')}"),
    "story-2022": elements(f"descendant::{with_class('entry-summary3', 'div')}"),
}
"""The elements that hold the body, below the container, by layout."""


def read_story(page: Page, layout: str) -> RawArticle | None:
    """Read the page by a known layout.

    None if the container, the title or the text is not there, or if tags of the story closed the container before its
    end: then another layout has to try.
    """
    container = next(iter(_STORY(page.root)), None)
    if container is None:
        return None
    parts = _outermost(BODIES[layout](container))
    lines = tidy(line for part in parts for line in page.lines(part))
    title = (_headline(page, _TITLE(container)) or _headline(page, _HEADLINES(container))) if lines else None
    if title is None:
        return None
    texts = "\n".join(_TEXTS(container))
    wires = wire_ids(texts)
    byline = _byline(lines)
    end = _end(texts, wires)
    if not (wires and end >= 0 and byline and byline.startswith("(") and not _holds_more(texts[:end], parts, title)):
        around = tidy(page.lines(container))  # what stands in several elements, or beside the text
        wires = wires or wire_ids("\n".join(line.text for line in around))
        if _closed_early(page, around, wires) or _goes_on(lines, around):
            return None
        above = _line_with_byline(byline, lines, around)
        byline = above[0] if above is not None else byline
        if above is not None and above[1] is not None:
            lines = [above[1], *lines]
    if beside := embedded_blocks(page, parts):
        lines = without_blocks(lines, map(page.lines, beside))
    return RawArticle(
        layout=layout,
        title=title,
        dates=_dates(page, container, title),
        header_date=header_date(page),
        byline=byline,
        lines=tuple(lines),
        wire_ids=tuple(wires),
        image=story_picture(page, _IMAGE(container)),
        provider_link=next(iter(_LOGO(page.root)), None),
        tags=_first_text(_TAGS(page.root)),
        addresses=own_addresses(page),
    )


def _first_text(found: list[html.HtmlElement]) -> str | None:
    """Return the text of the first element that has any, white space collapsed; None if none has."""
    return next((text for text in map(visible_text, found) if text), None)


def _dates(page: Page, container: html.HtmlElement, title: str) -> tuple[RawDate, ...]:
    """Dates near the headline and below the story."""
    printed = dates_of_elements(_DATE(container), "printed") or dates_of_elements(_ANY_DATE(container), "printed")
    if not printed:  # their class was renamed
        lines = page.lines(container)
        place = next((n for n, line in enumerate(lines) if line.text == title), 0)
        end = next((n for n, line in enumerate(lines) if n > place and is_prose(line)), place + 1 + NEAR)
        near, _ = dates_near_headline(lines, place, min(end, place + 1 + NEAR, len(lines)), page)
        printed = [RawDate("printed", text) for text in near]
    return (*printed, *dates_of_elements(_FOOTER_DATE(page.root), "footer"))


def _headline(page: Page, found: list[html.HtmlElement]) -> str | None:
    """Return the text of the first headline that has any; a line break in it is a space."""
    return next((line.text for headline in found[:_MOST_HEADLINES] for line in page.lines(headline)), None)


def _outermost(found: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """Return the elements that are not inside another of them, so that each text is read once."""
    if len(found) == 1:
        return found
    return [element for element in found if not any(other in found for other in element.iterancestors())]


def _end(texts: str, wires: list[str]) -> int:
    """Return where in the container's texts the disclaimer or the wire ID before it begins; -1 without disclaimer."""
    disclaimer = texts.find("Legal Disclaimer:")
    if disclaimer < 0:
        lines = texts.split("\n")
        folded = fold_line(texts).split("\n")  # at once: line by line it takes several times as long
        n = next((n for n, line in enumerate(folded) if line and not line.isspace() and DISCLAIMER.begins(line)), None)
        if n is None:
            return -1
        disclaimer = sum(map(len, lines[:n])) + n
    return min([disclaimer, *(texts.find(wire) for wire in wires[:1])])


def _holds_more(texts: str, parts: list[html.HtmlElement], title: str) -> bool:
    """Return True if the container holds more running text than the body, judged by the lengths of its pieces."""
    pieces = [piece for piece in texts.split("\n") if len(piece) > _RUNNING]
    inside = "\n".join([text for part in parts for text in _TEXTS(part)]).split("\n")
    headline = collapsed(pieces[0]) == title if pieces else 0
    return len(pieces) > headline + sum(len(piece) > _RUNNING for piece in inside)


def _closed_early(page: Page, around: list[TextLine], wires: list[str]) -> bool:
    """Return True if disclaimer or wire ID stand after the container: a stray end tag closed it early."""
    ended = any(DISCLAIMER.match(line.text) for line in around)
    if ended and (wires or WIRE_ID.search(page.source) is None):
        return False
    whole = tidy(page.lines(page.root))
    if not wires and any(wire_ids(line.text) for line in whole):
        return True
    return not ended and any(DISCLAIMER.match(line.text) and not line.linked for line in whole)


def _goes_on(lines: list[TextLine], around: list[TextLine]) -> bool:
    """Return True if paragraphs stand between the body and the wire ID or disclaimer: the body was closed early."""
    last = max((n for n, line in enumerate(around) if line.text == lines[-1].text), default=None)
    end = next((n for n, line in enumerate(around) if wire_ids(line.text) or DISCLAIMER.match(line.text)), None)
    return last is not None and end is not None and any(map(is_prose, around[last + 1 : end]))


def _byline(lines: list[TextLine]) -> str | None:
    """Return the byline at the beginning of the text, or None."""
    head = islice((line.text for line in lines if not is_share_block(line.text)), BYLINE_LINES)
    return next((found[0] for text in head if (found := find_byline(text))), None)


def _line_with_byline(
    found: str | None, lines: list[TextLine], around: list[TextLine]
) -> tuple[str, TextLine | None] | None:
    """Return a byline outside of the body, and its line if text of the article follows on it; None if there is none.

    It stands above the body, or is the body's own with the parenthesis that stands in a node before it.
    """
    if found is not None and found.startswith("("):
        return None
    for line in around:
        if found is None and line.text == lines[0].text:
            return None
        if (above := find_byline(line.text)) and (found is None or above[0].endswith(found)):
            return above[0], line if found is None and above[1] else None
    return None
