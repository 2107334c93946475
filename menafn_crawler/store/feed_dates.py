"""The dates that feeds gave articles, as written: kept until the article is fetched, through whatever door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import feed_dates
from menafn_crawler.store.upsert import insert_new

MOST_TEXTS = 3
"""Different dates of one article that are kept: a feed that stamps its entries anew each time must not add for ever."""


def hear(connection: Connection, dates: Mapping[int, str], now: str) -> None:
    """Keep what a feed says of the dates of known candidates (UTC text *now*); what was said before writes nothing."""
    before = heard(connection, list(dates))
    rows = [
        {"article_id": article_id, "raw": raw, "first_seen_at": now}
        for article_id, raw in sorted(dates.items())
        if raw not in before.get(article_id, ()) and len(before.get(article_id, ())) < MOST_TEXTS
    ]
    insert_new(connection, feed_dates, rows)


def heard(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The dates of those of *ids* to which a feed gave any."""
    d = feed_dates.c
    rows = connection.execute(select(d.article_id, d.raw).where(d.article_id.in_(ids)).order_by(d.first_seen_at, d.raw))
    return _grouped((row.article_id, row.raw) for row in rows)


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for article_id, raw in pairs:
        found[article_id] = (*found.get(article_id, ()), raw)
    return found
