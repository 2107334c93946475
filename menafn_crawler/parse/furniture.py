"""The texts around a story that every generation of the page prints: what does not change when classes do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from menafn_crawler.items import TextLine
from menafn_crawler.parse.page import Page

_HEADER_DATE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s+\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\s+\d{1,2}:\d{2}\s+GMT"
)


def header_date(page: Page) -> str | None:
    """The date that the head of the page shows, as written; None if there is none. It is no witness of the article."""
    for text in page.root.itertext():
        if "GMT" in text and (found := _HEADER_DATE.search(text)):
            return found.group()
    return None


def join_split_byline(lines: Iterable[TextLine]) -> list[TextLine]:
    """Put an opening parenthesis that stands on a line of its own before the byline it belongs to."""
    joined: list[TextLine] = []
    for line in lines:
        if joined and joined[-1].text == "(" and line.text.startswith("MENAFN"):
            line = replace(joined.pop(), text=f"({line.text}", linked=line.linked)
        joined.append(line)
    return joined
