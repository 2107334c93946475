"""A page of any generation, read without one class or id.

Five texts have stayed the same since 2014: the headline in an ``h1``, the printed date near it, the byline
``(MENAFN...``, the wire ID, "Legal Disclaimer:". What stands between them is the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from menafn_crawler.items import RawArticle, RawDate, TextLine
from menafn_crawler.normalise import (
    COMMENTS,
    DISCLAIMER,
    LATEST_STORIES,
    OTHER_STORIES,
    SHARE,
    WIRE_ID,
    article_address,
    find_byline,
    wire_ids,
)
from menafn_crawler.parse.boilerplate import before_disclaimer, header_date, is_foot, is_prose, tidy
from menafn_crawler.parse.dates import NEAR, dates_in, dates_near_headline, footer_dates
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.embedded_blocks import forms, story_links
from menafn_crawler.parse.images import story_picture, uploaded_pictures
from menafn_crawler.parse.main_block import marked_blocks, within_main_block, without_blocks
from menafn_crawler.parse.metadata import (
    declared_addresses,
    own_addresses,
    says_article,
    title_element,
    without_site_name,
)
from menafn_crawler.parse.provider_link import provider_link

FALLBACK = "anchors"

_TAG_LINE = re.compile(r"(?:(?:hash)?tags?\s*:\s*)?(?:#[^#]{1,60})+|(?:hash)?tags?\s*:\s*\S.{0,300}", re.IGNORECASE)
_ABOVE_BYLINE = 3
"""Lines above the byline among which the date stands."""
_OWN_BYLINES = 2
_BYLINE_REACH = 12


@dataclass(frozen=True, slots=True)
class _Anchors:
    """Line numbers of the texts that do not change; None where a text is not printed."""

    title: int
    dates: tuple[str, ...]
    date: int | None
    """The first of the dates; None where it stands above the headline."""
    byline: int | None
    wire: int | None
    disclaimer: int | None

    @property
    def known(self) -> int:
        """How many texts other than the title show that this is a story."""
        return sum(place is not None for place in (self.dates or None, self.byline, self.wire, self.disclaimer))


def read(page: Page) -> RawArticle | None:
    """Return what the page's texts say; None if it has no headline, too few of the other texts, or no text of its own.

    Two texts or machine-readable forms must say that it is an article, one of them its byline, its wire ID or its own
    address: a date stands on list pages too, and a disclaimer on any.
    """
    marked, widgets = marked_blocks(page), forms(page.root)
    printed, blocks = page.lines_and_blocks({*marked, *widgets})
    lines = _with_headline(tidy(printed), page)
    anchors = _find(lines, page)
    if anchors is None or not _is_article_page(page, anchors) or _lists_articles(lines, page):
        return None

    def lines_of(embedded: list[html.HtmlElement]) -> Iterator[list[TextLine]]:
        return (blocks[block] if block in blocks else page.lines(block) for block in embedded)

    body = without_blocks(_body(lines, anchors), lines_of(marked))
    links = story_links(page, page.root, body) if any(line.linked for line in body) else []
    body = without_blocks(body, lines_of([*widgets, *links]))
    if anchors.wire is None and anchors.disclaimer is None:  # nothing says where the story ends
        body = within_main_block(page, body)
    if all(_is_boilerplate(line) for line in body):
        return None
    byline = find_byline(lines[anchors.byline].text) if anchors.byline is not None else None
    after = lines[_end(lines, anchors) :]
    above, ended = before_disclaimer(page)
    return RawArticle(
        layout=FALLBACK,
        title=lines[anchors.title].text,
        dates=(
            *(RawDate("printed", text) for text in anchors.dates),
            *(RawDate("footer", text) for text in footer_dates(after)),
        ),
        header_date=header_date(page),
        byline=byline[0] if byline else None,
        lines=tuple(body),
        wire_ids=tuple(wire_ids("\n".join([line.text for line in lines]))),
        image=story_picture(page, uploaded_pictures(page, above)),
        provider_link=provider_link(page, above) if ended else None,
        tags=next((line.text for line in after if _TAG_LINE.fullmatch(line.text)), None),
        addresses=own_addresses(page),
    )


def _is_article_page(page: Page, anchors: _Anchors) -> bool:
    named, typed = says_article(page)
    signed = anchors.byline is not None or anchors.wire is not None
    return (named or signed) and anchors.known + named + typed >= 2


def _with_headline(lines: list[TextLine], page: Page) -> list[TextLine]:
    """Return *lines* with the headline of the metadata above the byline, where a page of an article shows none."""
    if any(line.in_h1 for line in lines) or _named_headlines(lines, page):
        return lines
    title = _title(page)
    byline = next((n for n, line in enumerate(lines) if find_byline(line.text)), None)
    if title is None or byline is None or not (_metadata_name_article(page) or WIRE_ID.search(page.source)):
        return lines
    above = max(0, byline - _ABOVE_BYLINE)
    return [*lines[:above], TextLine(title, "", starts_block=True, in_h1=True), *lines[above:]]


def _metadata_name_article(page: Page) -> bool:
    """Return True if the metadata give an article's address or type. Share links do not: they stand on any page."""
    declared = declared_addresses(page)
    return says_article(page)[1] or any(article_address(link, page.site) is not None for link in declared)


def _title(page: Page) -> str | None:
    return next(filter(None, map(without_site_name, _named_titles(page))), None)


def _named_titles(page: Page) -> Iterator[str]:
    """Yield the titles that the metadata name."""
    yield page.meta("og:title") or ""
    yield page.meta("twitter:title") or ""
    yield title_element(page)


def _lists_articles(lines: list[TextLine], page: Page) -> bool:
    """Return True for a list of articles, which shows the byline of each; an article prints its own twice at most."""
    signed = sum(1 for line in lines if "MENAFN" in line.text[:_BYLINE_REACH] and find_byline(line.text) is not None)
    return signed > _OWN_BYLINES and not says_article(page)[0]


def _find(lines: list[TextLine], page: Page) -> _Anchors | None:
    headlines = [n for n, line in enumerate(lines) if line.in_h1] or _named_headlines(lines, page)
    if not headlines:
        return None
    stop = next((n for n, line in enumerate(lines) if n > headlines[0] and _is_disclaimer(line)), len(lines))
    byline: int | None = next((n for n in range(headlines[0] + 1, stop) if find_byline(lines[n].text)), None)
    title = _choose_title(lines, headlines, byline if byline is not None else stop, page)
    below = title + 1 if byline is None else byline
    end = min(stop, title + 1 + NEAR) if byline is None else byline
    dates, date = dates_near_headline(lines, title, end, page)
    disclaimer = stop if stop < len(lines) else None
    return _Anchors(title, tuple(dates), date, byline, _last_wire(lines, below, stop), disclaimer)


def _is_disclaimer(line: TextLine) -> bool:
    """Return True if the disclaimer begins on this line; a link with its name does not count."""
    return DISCLAIMER.match(line.text) is not None and line.linked != line.text


def _named_headlines(lines: list[TextLine], page: Page) -> list[int]:
    """Return the lines that repeat og:title: the headline where no element is marked as one."""
    named = " ".join((page.meta("og:title") or "").split()).casefold()
    return [n for n, line in enumerate(lines) if named and line.text.casefold() == named][:1]


def _choose_title(lines: list[TextLine], headlines: list[int], before: int, page: Page) -> int:
    """Return the headline that the metadata repeat, else the last one before the text, else the first."""
    above = [n for n in headlines if n < before] or headlines[:1]
    for named in _named_titles(page):
        name = " ".join(named.split()).casefold()
        repeated = [n for n in above if name and name.startswith(lines[n].text.casefold())]
        if repeated:
            return max(repeated, key=lambda n: len(lines[n].text))
    return above[-1]


def _last_wire(lines: list[TextLine], below: int, stop: int) -> int | None:
    """Return the line of the wire ID that ends the article: of several the first without text after it."""
    found = [n for n in range(below, stop) if WIRE_ID.search(lines[n].text)]
    last_prose = _last_prose(lines, below + 1, found[-1] + 1) if found else -1
    return next((n for n in found if n >= last_prose), None)


# --- text ------------------------------------------------------------------------------------------------------------


def _end(lines: list[TextLine], anchors: _Anchors) -> int:
    """Return where the story ends: at the wire ID, the disclaimer, or what follows every story."""
    start = anchors.title if anchors.byline is None else anchors.byline
    if anchors.wire is not None:
        return anchors.wire + 1
    stop = len(lines) if anchors.disclaimer is None else anchors.disclaimer
    last_prose = _last_prose(lines, start + 1, stop)
    for n in range(start + 1, stop):
        if n > last_prose and _follows_story(lines[n].text):
            return n
        if anchors.disclaimer is None and COMMENTS.fullmatch(lines[n].text):  # readers write prose too
            return n
    return stop


def _last_prose(lines: list[TextLine], start: int, stop: int) -> int:
    """Return the number of the last paragraph of a text in a range of lines; -1 if there is none."""
    return next((n for n in range(stop - 1, start - 1, -1) if is_prose(lines[n])), -1)


def _follows_story(text: str) -> bool:
    return is_foot(text) or any(label.fullmatch(text) for label in (OTHER_STORIES, LATEST_STORIES, COMMENTS))


def _is_boilerplate(line: TextLine) -> bool:
    return line.linked == line.text or SHARE.fullmatch(line.text) is not None or bool(dates_in(line.text))


def _signs_end(lines: list[TextLine]) -> bool:
    """Return True if only a wire ID follows a byline that stands alone: the story stands above it."""
    found = find_byline(lines[0].text) if lines else None
    return found is not None and not found[1] and all(WIRE_ID.search(line.text) for line in lines[1:])


def _body(lines: list[TextLine], anchors: _Anchors) -> list[TextLine]:
    end = _end(lines, anchors)
    if anchors.byline is not None and _signs_end(lines[anchors.byline : end]):
        end = anchors.byline
    elif anchors.byline is not None:
        above = [
            line for line in lines[anchors.title + 1 : anchors.byline] if is_prose(line) and not dates_in(line.text)
        ]
        return [*above, *lines[anchors.byline : end]]
    start = anchors.title + 1
    while start < end and lines[start].in_h1:
        start += 1
    near = range(start, min(end, start + NEAR))
    boilerplate = [n for n in near if n == anchors.date or SHARE.fullmatch(lines[n].text)]
    return lines[max(boilerplate, default=start - 1) + 1 : end]
