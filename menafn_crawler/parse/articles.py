"""Read an article's page by the first layout that can."""

from __future__ import annotations

from dataclasses import replace

from menafn_crawler.items import RawArticle
from menafn_crawler.parse.document import Page, UnreadablePage
from menafn_crawler.parse.layouts import LAYOUTS
from menafn_crawler.parse.structured import structured_dates


def read_article(page: Page) -> RawArticle:
    """What the page says. Raises UnreadablePage, naming the layouts tried, when none reads it."""
    for read in LAYOUTS.values():
        raw = read(page)
        if raw is not None:
            return replace(raw, dates=(*raw.dates, *structured_dates(page)))
    raise UnreadablePage(f"no layout reads it (tried {', '.join(LAYOUTS)})")
