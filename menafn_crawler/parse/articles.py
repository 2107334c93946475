"""Read an article's page by the first layout that can."""

from __future__ import annotations

from menafn_crawler.items import RawArticle
from menafn_crawler.parse.document import Page, UnreadablePage
from menafn_crawler.parse.layouts import LAYOUTS


def read_article(page: Page) -> RawArticle:
    """What the page says. Raises UnreadablePage, naming the layouts tried, when none reads it."""
    for read in LAYOUTS.values():
        raw = read(page)
        if raw is not None:
            return raw
    raise UnreadablePage(f"no layout reads it (tried {', '.join(LAYOUTS)})")
