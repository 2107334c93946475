"""The story container that the generations since 2022 share; they differ in where the body stands."""

from __future__ import annotations

from lxml import html

from menafn_crawler.items import RawArticle, TextLine
from menafn_crawler.normalise.byline import find_byline
from menafn_crawler.normalise.wire import wire_ids
from menafn_crawler.parse.furniture import header_date, join_split_byline
from menafn_crawler.parse.lines import read_lines
from menafn_crawler.parse.page import Page
from menafn_crawler.parse.select import Elements, elements, strings, visible_text, with_class

_STORY = elements("//*[@id='ContentPlaceHolder1_div_story']")
_TITLE = elements(".//h1")
_DATE = elements(f".//{with_class('entry-date', 'span')}")
_SHARE = strings(".//*[@id='ContentPlaceHolder1_social_edg']//a/@href")
_IMAGE = strings(".//img[@id='ImgNews']/@src")
_LOGO = strings("//a[@id='ContentPlaceHolder1_a_logo_anchor']/@href")
_TAGS = elements("//*[@id='ContentPlaceHolder1_lbl_hashtags']")
_FOOTER_DATE = elements("//*[@id='ContentPlaceHolder1_lbl_date_story']")


def read_story(page: Page, layout: str, body: Elements) -> RawArticle | None:
    """Read the story whose text stands in the elements that *body* selects below the container.

    None if the container, the title or the text is not there: then another layout has to try.
    """
    container = next(iter(_STORY(page.root)), None)
    if container is None:
        return None
    title = _first_text(_TITLE(container))
    lines = join_split_byline([line for part in body(container) for line in read_lines(part)])
    if title is None or not lines:
        return None
    text = container.text_content()
    byline = find_byline(lines[0].text) or _byline_above(container, lines)
    return RawArticle(
        layout=layout,
        title=title,
        printed_date=_first_text(_DATE(container)),
        footer_date=_first_text(_FOOTER_DATE(page.root)),
        header_date=header_date(page),
        byline=byline[0] if byline else None,
        lines=tuple(lines),
        wire_ids=tuple(wire_ids(text)),
        image=page.meta("og:image") or next(iter(_IMAGE(container)), None),
        provider_link=next(iter(_LOGO(page.root)), None),
        tags=_first_text(_TAGS(page.root)),
        addresses=tuple(filter(None, (page.meta("og:url"), *_SHARE(container)))),
    )


def _first_text(found: list[html.HtmlElement]) -> str | None:
    """Text of the first element that has any, white space collapsed; None if none has."""
    return next((text for text in map(visible_text, found) if text), None)


def _byline_above(container: html.HtmlElement, lines: list[TextLine]) -> tuple[str, str] | None:
    """The byline where it stands in a node of its own, before the text."""
    for line in join_split_byline(read_lines(container)):
        if line.text == lines[0].text:
            return None
        if found := find_byline(line.text):
            return found
    return None
