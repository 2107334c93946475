"""Articles of pages in memory, for tests that look at the finished record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from menafn_crawler.items import ARTICLE_FIELDS, Article
from menafn_crawler.normalise import PUBLISHED_BASE, Fetched, article_address
from menafn_crawler.reading import ArticlePage, extract

ADDRESS = f"{PUBLISHED_BASE}/1109547045/Slug"


def article_of(body: bytes, asked: str = ADDRESS, content_type: str = "text/html") -> Article:
    """The article of a page that was fetched when *asked* was asked for. Raises UnreadablePage if it holds none."""
    return extract(page_of(body, asked, content_type))


def page_of(body: bytes, asked: str = ADDRESS, content_type: str = "text/html") -> ArticlePage:
    """A page that was fetched when *asked* was asked for."""
    address = article_address(asked)
    assert address is not None
    fetched = Fetched(
        address=address,
        source_url=asked,
        base=PUBLISHED_BASE,
        fetched_at=datetime(2026, 10, 1, 12, 0, tzinfo=UTC),
        first_seen_at="2026-10-01T11:00:00Z",
        zone=ZoneInfo("America/New_York"),
    )
    return ArticlePage(body, content_type, fetched)


def an_article(**values: Any) -> Article:
    """An article with these field values; all others are what an unremarkable page would give."""
    ordinary: dict[str, Any] = dict.fromkeys(ARTICLE_FIELDS) | dict.fromkeys(
        ("sections", "tags", "quality", "date_evidence"), ()
    )
    ordinary |= {"article_id": 1109547045, "url": ADDRESS, "language": "en", "title": "Title", "body": "Text."}
    return Article(**(ordinary | {"word_count": 1, "date_conflict": False, "revision": 1} | values))
