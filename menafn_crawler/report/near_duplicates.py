"""The texts that an article was held beside: how far they are alike, and why they are or are not one story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from menafn_crawler.deduplicate import Similarity
from menafn_crawler.items import Article
from menafn_crawler.store import duplicates
from menafn_crawler.store.schema import articles


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Another article, and its text held beside the first one's."""

    article_id: int
    provider: str | None
    published: str | None
    """Instant (UTC) or day, as exact as it is known."""
    similarity: Similarity | None
    """None where the texts are equal."""
    relation: str
    """What it is to the article, in words."""

    def told(self) -> Iterator[str]:
        """How far the texts are alike, and why they are or are not one story, a line each."""
        if self.similarity is None:
            yield "the same text"
            return
        mine, its = f"{self.similarity.share_of_first:.0%}", f"{self.similarity.share_of_second:.0%}"
        figures = f"{self.similarity.agreeing} figures agree, {self.similarity.differing} differ"
        yield f"{mine} of this text stands in it, {its} of it in this one; {figures}"
        yield "near" if self.similarity.near else f"not near: {self.similarity.difference}"

    def as_dict(self) -> dict[str, Any]:
        """All of it as JSON can have it."""
        like = self.similarity
        held = asdict(like) | {"near": like.near, "doubt": like.difference} if like is not None else None
        return {**asdict(self), "similarity": held}


def near_duplicates(connection: Connection, article: Article, days: int) -> list[NearDuplicate]:
    """The articles of the *days* around that tell the same text or one that may be like it; the likest first."""
    like = {one.content_hash: one.similarity for one in duplicates.similar_texts(connection, article, days)}
    order = {of: place for place, of in enumerate((article.content_hash, *like))}
    a = articles.c
    columns = (a.article_id, a.provider, a.published_at, a.published_on, a.content_hash, a.duplicate_of)
    rows = connection.execute(select(*columns).where(a.content_hash.in_(order), a.article_id != article.article_id))
    ordered = sorted(rows, key=lambda row: (order[row.content_hash], row.article_id))
    return [
        NearDuplicate(
            row.article_id,
            row.provider,
            row.published_at or row.published_on,
            like.get(row.content_hash),
            _relation(article, row.article_id, row.duplicate_of),
        )
        for row in ordered
    ]


def _relation(article: Article, other: int, its_head: int | None) -> str:
    head = article.duplicate_of
    if head == other:
        return "told it first"
    if its_head == article.article_id:
        return "copies this one"
    return "tells the same story" if head is not None and its_head == head else "tells another story"
