"""Guessed article ids: queued although no list has shown them, and remembered where the site has no article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, func, select

from menafn_crawler.discover import KnownId
from menafn_crawler.normalise import ArticleAddress
from menafn_crawler.store import crawl_state
from menafn_crawler.store.schema import articles, candidates
from menafn_crawler.store.upsert import insert_new


def guess(connection: Connection, ids: Sequence[int], now: str) -> None:
    """Queue ids of which nothing is known; those that are known stay as they are."""
    rows = [
        {
            "article_id": article_id,
            "url": ArticleAddress(article_id, "en", "").published,
            "first_seen_at": now,
            "state": crawl_state.State.OPEN,
            "attempts": 0,
            "gone_looks": 0,
            "guessed": True,
        }
        for article_id in ids
    ]
    insert_new(connection, candidates, rows)


def seen(connection: Connection, ids: Sequence[int]) -> dict[int, KnownId]:
    """Return what is known of those of *ids* that were queued."""
    c, a = candidates.c, articles.c
    rows = connection.execute(
        select(c.article_id, c.state, c.published_first, c.published_last, a.published_at, a.date_certain)
        .join_from(candidates, articles, c.article_id == a.article_id, isouter=True)
        .where(c.article_id.in_(ids))
    )
    return {row["article_id"]: _seen(row) for row in rows.mappings()}


def _seen(row: RowMapping) -> KnownId:
    stored, first, last = row["state"] == crawl_state.State.STORED, row["published_first"], row["published_last"]
    at = row["published_at"] if stored and row["date_certain"] else first if first == last and not stored else None
    return KnownId(stored or first is not None, datetime.fromisoformat(at) if at is not None else None)


def close_vacant(connection: Connection, article_id: int, reason: str, *, for_good: bool) -> None:
    """Record that the site has no article of this id. Unless *for_good*, one may come yet, so the id is forgotten."""
    if for_good:
        crawl_state.close(connection, [article_id], crawl_state.State.GONE, reason)
    else:
        connection.execute(delete(candidates).where(candidates.c.article_id == article_id, _only_guessed()))


def forget_unasked(connection: Connection) -> None:
    """Forget the guesses that were never requested: the next run over the same ids makes them again."""
    connection.execute(delete(candidates).where(_only_guessed(), candidates.c.attempts == 0))


def _only_guessed() -> ColumnElement[bool]:
    c = candidates.c
    return and_(c.guessed.is_(True), c.state == crawl_state.State.OPEN, c.published_first.is_(None))


def any_stored(connection: Connection) -> bool:
    """Return True if an article was ever stored, so that the site is known to work."""
    return connection.execute(select(articles.c.article_id).limit(1)).first() is not None


def highest_stored(connection: Connection) -> int:
    """Return the highest id of a stored article; 0 if there is none."""
    return int(connection.execute(select(func.max(articles.c.article_id))).scalar() or 0)
