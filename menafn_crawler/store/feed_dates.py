"""The dates that feeds give articles, as written: stored until the article is fetched, whichever spider finds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from menafn_crawler.bounds import KEY_BYTES
from menafn_crawler.store.schema import feed_dates
from menafn_crawler.store.upsert import insert_new

MOST_TEXTS = 3
"""Different dates stored for one article: a feed that stamps its entries anew each time must not grow the table."""


def add(connection: Connection, dates: Mapping[int, str], now: str) -> None:
    """Store the dates of known candidates by article id (*now*: UTC text). Dates that are stored write nothing."""
    before = of_articles(connection, list(dates))
    rows = [
        {"article_id": article_id, "raw": raw, "first_seen_at": now}
        for article_id, raw in sorted(dates.items())
        if len(raw.encode()) <= KEY_BYTES
        and raw not in before.get(article_id, ())
        and len(before.get(article_id, ())) < MOST_TEXTS
    ]
    insert_new(connection, feed_dates, rows)


def of_articles(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the dates of those of *ids* to which a feed gave any, first seen first."""
    d = feed_dates.c
    rows = connection.execute(select(d.article_id, d.raw).where(d.article_id.in_(ids)).order_by(d.first_seen_at, d.raw))
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.article_id] = (*found.get(row.article_id, ()), row.raw)
    return found
