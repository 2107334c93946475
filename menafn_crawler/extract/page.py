"""One page in, one article out: what the crawl, its second process and the replay have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from menafn_crawler.items import Article
from menafn_crawler.normalise import Fetched, Reading, normalise
from menafn_crawler.parse import read_article, read_page


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The answer to a request for an article, before anything is read from it."""

    body: bytes = field(repr=False)
    """Decompressed, in whatever encoding it came."""
    content_type: str
    """The header; empty if there was none."""
    fetched: Fetched


def extract(page: ArticlePage) -> Article:
    """The article of a page. Pure. Raises UnreadablePage when no layout reads it."""
    parsed = read_page(page.body, page.fetched.source_url, page.content_type, page.fetched.base)
    return normalise(Reading(read_article(parsed), page.fetched))
