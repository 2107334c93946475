"""Articles made for the store's tests: complete, with what matters given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise import content_hash
from menafn_crawler.store import Database, queue

NOW = "2025-05-15T00:00:00Z"
LATER = "2025-05-15T01:00:00Z"
RUN, OTHER_RUN = 1, 2
TEXT = "Dredgers have begun to widen the harbour mouth so that larger grain ships can enter at low water."

_MODEL = Article(
    article_id=1109547045,
    url="https://menafn.com/1109547045/Harbour",
    language="en",
    title="Harbour widened",
    provider="Trend News Agency",
    provider_code="000187011040",
    published_at="2025-05-14T08:44:27Z",
    published_on="2025-05-14",
    date_precision="second",
    date_source="printed",
    date_conflict=False,
    body=TEXT,
    word_count=18,
    wire_id=None,
    wire_number=None,
    byline=None,
    sections=(),
    tags=("Ports",),
    image_url=None,
    provider_url=None,
    quality=(),
    duplicate_of=None,
    duplicate_kind=None,
    duplicate_share=None,
    translation_of=None,
    content_hash=content_hash(TEXT),
    revision=1,
    first_seen_at="2025-05-14T09:00:00Z",
    fetched_at="2025-05-14T09:01:00Z",
    source_url="https://menafn.com/1109547045/Harbour",
    extraction="story-2025",
    date_evidence=(
        {"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"},
    ),
)


def article(article_id: int = 1109547045, **values: Any) -> Article:
    """An article; a given body brings its own hash and length."""
    if "body" in values:
        values = {"content_hash": content_hash(values["body"]), "word_count": len(values["body"].split()), **values}
    return replace(_MODEL, article_id=article_id, **values)


def listed(database: Database, *ids: int, section: str | None = "asia", now: str = NOW) -> None:
    """Remember candidates, as a list that shows them does."""
    candidates = [Candidate(number, f"https://menafn.com/{number}/Slug", section) for number in ids]
    with database.write() as connection:
        queue.remember(connection, candidates, now)


def taken(database: Database, run: int, count: int = 9) -> list[int]:
    """Let a run take what is open; the numbers."""
    with database.write() as connection:
        return [task.article_id for task in queue.take(connection, run, count, LATER)]
