"""Copies of articles, and what each article copies: short rows, without texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from menafn_crawler.store.article_filter import Selection
from menafn_crawler.store.schema import articles


class Copy(NamedTuple):
    """A copy of an article, or a later take of it."""

    article_id: int
    original: int
    """Id of the article that was published first."""
    provider: str | None
    published_at: str | None
    kind: str
    share: float | None
    title: str


class Publication(NamedTuple):
    """An article, and what it copies."""

    provider: str | None
    published_on: str | None
    published_at: str | None
    kind: str | None
    """None for an original."""
    original_provider: str | None
    original_at: str | None


def copies_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[Copy]]:
    """Return the copies of *ids*, in the order of their publication; undated ones come last."""
    a = articles.c
    columns = (a.article_id, a.duplicate_of, a.provider, a.published_at, a.duplicate_kind, a.duplicate_share, a.title)
    found: dict[int, list[Copy]] = {}
    for row in connection.execute(select(*columns).where(a.duplicate_of.in_(ids))):
        copy = Copy(*row)
        found.setdefault(copy.original, []).append(copy)
    for copies in found.values():
        copies.sort(key=lambda copy: (copy.published_at or "~", copy.article_id))
    return found


def iterate_publications(connection: Connection, selection: Selection) -> Iterator[Publication]:
    """Yield the selected articles, copies included whatever the selection says."""
    a, first = articles.c, articles.alias("first")
    columns = (a.provider, a.published_on, a.published_at, a.duplicate_kind, first.c.provider, first.c.published_at)
    joined = articles.outerjoin(first, first.c.article_id == a.duplicate_of)
    wanted = select(*columns).select_from(joined).where(*selection.with_copies().conditions())
    for row in connection.execute(wanted.execution_options(yield_per=1_000)):
        yield Publication(*row)
