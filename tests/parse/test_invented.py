"""Right, or flagged, or set aside: 500 pages in layouts that the crawler was never told of."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from menafn_crawler import Article, UnreadablePage, read_article
from menafn_crawler.normalise import utc_text
from tests.parse.invented import LAYOUTS, Invented, invented

PAGES = 500
MOST_MISSES = 0.02
FETCHED_AT = datetime(2025, 5, 20, tzinfo=UTC)


def wrong(article: Article, page: Invented) -> list[str]:
    """What is wrong, and not flagged."""
    told = page.truth
    found = {
        "title": article.title == told.title,
        "body": article.body == "\n\n".join(told.paragraphs) or bool(article.quality),
        "provider": article.provider in (None, told.provider),
        "instant": article.published_at in (None, utc_text(told.published)) or bool(article.quality),
        "day": article.published_on in (None, "2025-05-14") or article.date_conflict,
        "wire": article.wire_id in (None, told.wire),
    }
    return [name for name, right in found.items() if not right]


def missed(article: Article) -> list[str]:
    return [name for name in ("provider", "published_at") if getattr(article, name) is None]


@pytest.mark.parametrize("layout", range(len(LAYOUTS)), ids=[layout.__name__ for layout in LAYOUTS])
def test_nothing_is_wrong_and_little_is_missed(layout: int) -> None:
    problems: list[tuple[int, object]] = []
    misses: Counter[str] = Counter()
    numbers = range(layout, PAGES, len(LAYOUTS))
    for number in numbers:
        page = invented(number)
        try:
            article = read_article(page.page, page.truth.url, fetched_at=FETCHED_AT)
        except UnreadablePage:
            misses["page"] += 1
            continue
        if found := wrong(article, page):
            problems.append((number, found))
        misses.update(missed(article))
    assert problems == []
    assert sum(misses.values()) <= MOST_MISSES * len(numbers), misses
