"""The story container that the generations since 2022 share; they differ in where the body stands."""

from __future__ import annotations

from lxml import html

from menafn_crawler.items import RawArticle, TextLine
from menafn_crawler.normalise.byline import find_byline
from menafn_crawler.normalise.furniture import DISCLAIMER
from menafn_crawler.normalise.wire import wire_ids
from menafn_crawler.parse.furniture import header_date, own_addresses, tidy
from menafn_crawler.parse.lines import read_lines
from menafn_crawler.parse.page import Page
from menafn_crawler.parse.pictures import story_picture
from menafn_crawler.parse.select import Elements, by_id, elements, strings, visible_text, with_class

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
_HEAD = 5
"""Lines of the body among which the byline stands, if a caption or a share block stands before it."""


def read_story(page: Page, layout: str, body: Elements) -> RawArticle | None:
    """Read the story whose text stands in the elements that *body* selects below the container.

    None if the container, the title or the text is not there, or if tags of the story closed the container before its
    end: then another layout has to try.
    """
    container = next(iter(_STORY(page.root)), None)
    if container is None:
        return None
    lines = tidy(line for part in _outermost(body(container)) for line in read_lines(part))
    title = (_headline(_TITLE(container)) or _headline(_HEADLINES(container))) if lines else None
    if title is None:
        return None
    texts = "\n".join(_TEXTS(container))
    wires = wire_ids(texts)
    byline = _byline(lines)
    ends_inside = "Legal Disclaimer:" in texts or any(map(DISCLAIMER.match, texts.split("\n")))
    if not (wires and ends_inside and byline and byline.startswith("(")):  # what stands in several elements
        around = tidy(read_lines(container))
        if _closed_early(page, around):
            return None
        wires = wires or wire_ids("\n".join(line.text for line in around))
        byline = _byline_around(byline, lines, around)
    return RawArticle(
        layout=layout,
        title=title,
        printed_date=_first_text(_DATE(container)) or _first_text(_ANY_DATE(container)),
        footer_date=_first_text(_FOOTER_DATE(page.root)),
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
    """Text of the first element that has any, white space collapsed; None if none has."""
    return next((text for text in map(visible_text, found) if text), None)


def _headline(found: list[html.HtmlElement]) -> str | None:
    """Text of the first headline that has any, a line break in it read as a space."""
    return next((line.text for headline in found for line in read_lines(headline)), None)


def _outermost(found: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """The elements that stand in no other of them: each text is read once."""
    if len(found) == 1:
        return found
    return [element for element in found if not any(other in found for other in element.iterancestors())]


def _closed_early(page: Page, around: list[TextLine]) -> bool:
    """Whether the disclaimer, which the container holds, stands behind it: a stray end tag closed it."""
    if any(DISCLAIMER.match(line.text) for line in around):
        return False
    return any(DISCLAIMER.match(line.text) and not line.linked for line in tidy(read_lines(page.root)))


def _byline(lines: list[TextLine]) -> str | None:
    """The byline that stands in the text, at its head."""
    return next((found[0] for line in lines[:_HEAD] if (found := find_byline(line.text))), None)


def _byline_around(found: str | None, lines: list[TextLine], around: list[TextLine]) -> str | None:
    """The byline above the text, or that of the text with the parenthesis that stands in a node before it."""
    if found is not None and found.startswith("("):
        return found
    for line in around:
        if found is None and line.text == lines[0].text:
            return None
        if (above := find_byline(line.text)) and (found is None or above[0].endswith(found)):
            return above[0]
    return found
