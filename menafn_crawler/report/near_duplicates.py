"""Near-duplicate candidates of one article, and the decision for each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from menafn_crawler.deduplicate import Differences, Similarity
from menafn_crawler.items import Article
from menafn_crawler.store import duplicates
from menafn_crawler.store.schema import articles


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Another article whose text is like the first one's."""

    article_id: int
    provider: str | None
    published: str | None
    """Instant (UTC) or day, as exact as it is known."""
    similarity: Similarity | None
    """None if the texts are equal."""
    relation: str
    """Its relation to the article, in words."""

    def lines(self) -> Iterator[str]:
        """Yield how similar the texts are, and why they are or are not one story."""
        if self.similarity is None:
            yield "the same text"
            return
        mine, its = f"{self.similarity.share_of_first:.0%}", f"{self.similarity.share_of_second:.0%}"
        yield f"{mine} of this text stands in it, {its} of it in this one"
        if self.similarity.differences is not None:
            yield from _evidence(self.similarity.differences)
        if self.similarity.difference is not None:
            yield f"two stories: {self.similarity.difference}"
        elif self.similarity.differences is not None and self.similarity.differences.only_figures:
            yield "only figures differ: two stories, unless one provider corrected its own text within hours"
        elif self.similarity.part:
            yield "one is only a part of the other: one story under the same headline, else it may be a digest"
        else:
            yield "near duplicates: one story, if published by two providers within the days"

    def as_dict(self) -> dict[str, Any]:
        """Return everything in the types of JSON."""
        similarity = self.similarity
        if similarity is None:
            return asdict(self)
        verdict = {"near": similarity.near, "part": similarity.part, "difference": similarity.difference}
        return {**asdict(self), "similarity": asdict(similarity) | verdict}


def near_duplicates(connection: Connection, article: Article, days: int) -> list[NearDuplicate]:
    """Return the articles of the *days* around whose text equals or may resemble the article's, most similar first."""
    like = {one.content_hash: one.similarity for one in duplicates.similar_texts(connection, article, days)}
    order = {name: place for place, name in enumerate((article.content_hash, *like))}
    a = articles.c
    columns = (a.article_id, a.provider, a.published_at, a.published_on, a.content_hash, a.duplicate_of)
    rows = connection.execute(select(*columns).where(a.content_hash.in_(order), a.article_id != article.article_id))
    return [
        NearDuplicate(
            row.article_id,
            row.provider,
            row.published_at or row.published_on,
            like.get(row.content_hash),
            _relation(article, row.article_id, row.duplicate_of),
        )
        for row in sorted(rows, key=lambda row: (order[row.content_hash], row.article_id))
    ]


def _evidence(differences: Differences) -> Iterator[str]:
    yield f"figures: {differences.agreeing} agree, {len(differences.figures)} differ{_pairs(differences.figures)}"
    names = f"names: {differences.names_agreeing} agree, {len(differences.names)} differ{_pairs(differences.names)}"
    yield f"{names}; {differences.replaced} places have other words"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return f" ({'; '.join(f'{one} / {other}' for one, other in pairs)})" if pairs else ""


def _relation(article: Article, other: int, its_head: int | None) -> str:
    head = article.duplicate_of
    if head == other:
        return "its original"
    if its_head == article.article_id:
        return "a copy of it"
    return "a copy of the same original" if head is not None and its_head == head else "another story"
