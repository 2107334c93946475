"""Collect the dates that a page prints for its article, each as written, with its label and its zone.

The date in the page's header is not among them, whatever its wording: a date above the headline counts only in one
container with the headline, and the header's known wording nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from lxml import html

from menafn_crawler.items import RawDate, TextLine
from menafn_crawler.normalise import COMMENTS, LATEST_STORIES, OTHER_STORIES, date_label, find_printed_dates
from menafn_crawler.parse.boilerplate import HEADER_DATE
from menafn_crawler.parse.document import Page
from menafn_crawler.parse.lines import read_lines
from menafn_crawler.parse.xpath import visible_text

NEAR = 12
"""Lines after the headline within which the printed date and the share block stand."""
MOST_DATES = 10
"""Dates of one place that are read: a page has one or two."""
_ABOVE_LEVELS = 2
"""Ancestors of the headline within which a date above it belongs to the story."""
_FOOTER_LABEL = re.compile(
    r"(?:date|category|(?:ال)?تاريخ(?:\s+النشر)?|النشر|(?:ال)?تصنيف|الفئة|القسم)\s*:", re.IGNORECASE
)


def dates_in(text: str) -> list[str]:
    """Return the dates that a line prints; none for a line with the header's date."""
    found = find_printed_dates(text)
    return [] if found and HEADER_DATE.search(text) else found


def dates_of_lines(texts: Iterable[str]) -> list[str]:
    """Return the dates of lines in order. A line that is only a label is part of the date on the next line."""
    found: list[str] = []
    label: str | None = None
    for text in texts:
        dates = dates_in(text)
        if dates and label is not None:
            dates[0] = f"{label} {dates[0]}"
        found += dates
        label = text if not dates and date_label(text) is not None else None
    return found[:MOST_DATES]


def dates_of_elements(elements: Sequence[html.HtmlElement], source: str) -> list[RawDate]:
    """Return the dates in elements that are made for a date; the text of the first, if none of them can be read."""
    shown = [(element, text) for element in elements[:MOST_DATES] if (text := _text_of(element))]
    dates = [date for element, text in shown for date in _dates_of_element(element, text)]
    return [RawDate(source, text) for text in dates or [text for _, text in shown[:1]]]


def _dates_of_element(element: html.HtmlElement, text: str) -> list[str]:
    dates = dates_in(text)
    if dates:
        label = _text_before(element)
        if date_label(label) is not None:
            dates[0] = f"{label} {dates[0]}"
    return dates


def _text_of(element: html.HtmlElement) -> str:
    """Return the lines of an element as one text: ``<br>`` between two dates divides them."""
    return " ".join(line.text for line in read_lines(element)) if len(element) else visible_text(element)


def _text_before(element: html.HtmlElement) -> str:
    """Return the text that stands just before an element, in its parent."""
    before, parent = element.getprevious(), element.getparent()
    if before is None:
        return " ".join(((parent.text if parent is not None else None) or "").split())
    return " ".join((before.tail or "").split()) or visible_text(before)


def dates_near_headline(lines: Sequence[TextLine], title: int, end: int, page: Page) -> tuple[list[str], int | None]:
    """Return the dates between the headline and line *end*, else those above it, and the line of the first one."""
    first = next((n for n in range(title + 1, end) if dates_in(lines[n].text)), None)
    if first is not None:
        return dates_of_lines(line.text for line in lines[title + 1 : end]), first
    above = _lines_above(page, lines[title].text)
    return dates_of_lines(above), None


def _lines_above(page: Page, title: str) -> list[str]:
    """Return the lines above the headline in its own container; the page itself is none."""
    headline = next((one for one in islice(page.root.iter("h1"), 5) if visible_text(one) == title), None)
    if headline is None:
        return []
    near = takewhile(lambda one: one.tag not in ("body", "html"), islice(headline.iterancestors(), _ABOVE_LEVELS))
    for around in reversed(list(near)):
        texts = [line.text for line in read_lines(around)]
        if title in texts:
            return texts[: texts.index(title)][-3:]
    return []


def footer_dates(after: Iterable[TextLine]) -> list[str]:
    """Return the dates below the story: on a line with the label, else before other stories begin."""
    lines = list(after)
    for line in lines:
        labels = list(_FOOTER_LABEL.finditer(line.text))
        if labels and (found := dates_in(line.text[labels[-1].end() :])):
            return found
    texts = [line.text for line in takewhile(lambda line: not _begins_other_stories(line.text), lines)]
    first = next((n for n, text in enumerate(texts) if dates_in(text)), len(texts))
    labelled = first > 0 and date_label(texts[first - 1]) is not None
    dated = takewhile(lambda text: dates_in(text) or date_label(text) is not None, texts[first:])
    return dates_of_lines([*(texts[first - 1 : first] if labelled else []), *dated])


def _begins_other_stories(text: str) -> bool:
    return any(label.fullmatch(text) is not None for label in (OTHER_STORIES, LATEST_STORIES, COMMENTS))
