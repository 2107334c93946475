"""A page of any generation, read without one class or id.

Five texts have stayed the same since 2014: the headline in an ``h1``, the printed date near it, the byline
``(MENAFN...``, the wire ID, "Legal Disclaimer:". What stands between them is the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from menafn_crawler.items import RawArticle, TextLine
from menafn_crawler.normalise.addresses import article_address
from menafn_crawler.normalise.byline import find_byline
from menafn_crawler.normalise.furniture import COMMENTS, DISCLAIMER, OTHER_STORIES, SHARE
from menafn_crawler.normalise.printed_dates import find_printed_date, read_printed_date
from menafn_crawler.normalise.wire import WIRE_ID, wire_ids
from menafn_crawler.parse.furniture import header_date, join_split_byline
from menafn_crawler.parse.lines import read_lines
from menafn_crawler.parse.page import Page
from menafn_crawler.parse.select import strings

NAME = "anchors"

_NEAR = 12
"""Lines after the headline within which the printed date and the share block stand."""
_DATE_LINE = 60
"""A line longer than this is text, not the printed date."""
_TAG_LINE = re.compile(r"(?:#[^\s#]+[\s,]*)+")
_PICTURES = strings("//img[contains(@src, '/updates/pr/')]/@src")


@dataclass(frozen=True, slots=True)
class _Anchors:
    """Line numbers of the texts that do not change; None where a text is not printed."""

    title: int
    date: int | None
    byline: int | None
    wire: int | None
    disclaimer: int | None

    @property
    def known(self) -> int:
        """How many texts other than the title show that this is a story."""
        return sum(place is not None for place in (self.date, self.byline, self.wire, self.disclaimer))


def read(page: Page) -> RawArticle | None:
    """Read the page; None if it has no headline, or none of the other texts, or nothing between them."""
    lines = join_split_byline(read_lines(page.root))
    anchors = _find(lines, page)
    if anchors is None or not anchors.known:
        return None
    body = _body(lines, anchors)
    if not body:
        return None
    byline = find_byline(lines[anchors.byline].text) if anchors.byline is not None else None
    after = lines[_end(lines, anchors) :]
    return RawArticle(
        layout=NAME,
        title=_title(lines, anchors.title),
        printed_date=find_printed_date(lines[anchors.date].text) if anchors.date is not None else None,
        footer_date=_footer_date(after),
        header_date=header_date(page),
        byline=byline[0] if byline else None,
        lines=tuple(body),
        wire_ids=tuple(wire for line in lines for wire in wire_ids(line.text)),
        image=page.meta("og:image") or next(iter(_PICTURES(page.root)), None),
        provider_link=_provider_link(page),
        tags=next((line.text for line in after if _TAG_LINE.fullmatch(line.text)), None),
        addresses=tuple(filter(None, (page.meta("og:url"),))),
    )


def _find(lines: list[TextLine], page: Page) -> _Anchors | None:
    headlines = [n for n, line in enumerate(lines) if line.in_h1]
    if not headlines:
        return None
    disclaimer: int | None = next(
        (n for n, line in enumerate(lines) if DISCLAIMER.match(line.text) and n > headlines[0]), None
    )
    stop = len(lines) if disclaimer is None else disclaimer
    byline: int | None = next((n for n in range(headlines[0] + 1, stop) if find_byline(lines[n].text)), None)
    title = _choose_title(lines, headlines, byline if byline is not None else stop, page)
    below = title + 1 if byline is None else byline
    wire: int | None = next((n for n in range(below, stop) if WIRE_ID.search(lines[n].text)), None)
    near = _dates_near(lines, title, min(stop, byline if byline is not None else stop))
    return _Anchors(title, near, byline, wire, disclaimer)


def _choose_title(lines: list[TextLine], headlines: list[int], before: int, page: Page) -> int:
    """The headline that og:title repeats, else the last one before the text, else the first."""
    named = (page.meta("og:title") or "").casefold()
    above = [n for n in headlines if n < before] or headlines[:1]
    repeated = [n for n in above if named and named.startswith(lines[n].text.casefold())]
    return repeated[0] if repeated else above[-1]


def _dates_near(lines: list[TextLine], title: int, stop: int) -> int | None:
    """The nearest line with a printed date: below the headline, else just above it."""
    below = range(title + 1, min(stop, title + 1 + _NEAR))
    above = range(title - 1, max(-1, title - 4), -1)
    for n in below:
        if _is_date(lines[n].text):
            return n
    # Above stands the head of the page too, whose date carries a zone; the story's never does.
    read = {n: read_printed_date(lines[n].text) for n in above if _is_date(lines[n].text)}
    return next((n for n, date in read.items() if date and date.time and date.offset is None), None)


def _is_date(text: str) -> bool:
    return len(text) <= _DATE_LINE and find_printed_date(text) is not None


def _title(lines: list[TextLine], first: int) -> str:
    """The headline, also where a line break divides it."""
    parts = [lines[first].text]
    for line in lines[first + 1 :]:
        if not line.in_h1 or line.starts_block:
            break
        parts.append(line.text)
    return " ".join(parts)


def _end(lines: list[TextLine], anchors: _Anchors) -> int:
    """Where the story ends: at the disclaimer, the wire ID on its own line, or what follows every story."""
    if anchors.disclaimer is not None:
        return anchors.disclaimer
    if anchors.wire is not None:
        return anchors.wire + 1
    start = anchors.title if anchors.byline is None else anchors.byline
    ends = (n for n in range(start + 1, len(lines)) if _ends_story(lines[n].text))
    return next(ends, len(lines))


def _ends_story(text: str) -> bool:
    return OTHER_STORIES.fullmatch(text) is not None or COMMENTS.fullmatch(text) is not None


def _body(lines: list[TextLine], anchors: _Anchors) -> list[TextLine]:
    end = _end(lines, anchors)
    if anchors.wire is not None:
        end = min(end, anchors.wire + 1)
    if anchors.byline is not None:
        return lines[anchors.byline : end]
    start = anchors.title + 1
    while start < end and lines[start].in_h1:
        start += 1
    furniture = [
        n for n in range(start, min(end, start + _NEAR)) if n == anchors.date or SHARE.fullmatch(lines[n].text)
    ]
    return lines[max(furniture, default=start - 1) + 1 : end]


def _footer_date(after: list[TextLine]) -> str | None:
    """The date printed again below the disclaimer, before the lists of other stories begin."""
    for line in after:
        if OTHER_STORIES.fullmatch(line.text):
            return None
        text = line.text.rpartition("Date:")[2]  # the category stands before it on the same line
        if len(text) <= _DATE_LINE and (found := find_printed_date(text)):
            return found
    return None


def _provider_link(page: Page) -> str | None:
    """The picture link off the site that stands last before the disclaimer: the provider's logo."""
    before = None
    for element in page.root.iter():
        if element.tag == "a" and element.find(".//img") is not None:
            href = element.get("href") or ""
            if href.startswith(("http://", "https://")) and article_address(href) is None and "menafn.com" not in href:
                before = href
        elif before and element.text and DISCLAIMER.match(element.text):
            return before
    return None
