"""Queries for choosing dates: certain neighbours, articles in doubt, a provider's times, constant dates."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select, update

from menafn_crawler.bounds import KEY_BYTES
from menafn_crawler.items import Article
from menafn_crawler.normalise import MIDNIGHT_NOTE, is_certain, is_doubtful
from menafn_crawler.store.schema import articles, stale_dates
from menafn_crawler.store.upsert import insert_new

NEIGHBOURS = 8
"""Certain articles that are read on each side: enough to tell which of them are out of order."""
REACH = 20_000
"""Ids around new articles within which dates in doubt are chosen again: some five days."""
_MOST_TIMES = 200


_COLUMNS = (articles.c.article_id, articles.c.published_at)
_BELOW = (
    select(*_COLUMNS)
    .where(articles.c.article_id < bindparam("number"), articles.c.date_certain.is_(True))
    .order_by(articles.c.article_id.desc())
    .limit(NEIGHBOURS)
)
_ABOVE = (
    select(*_COLUMNS)
    .where(articles.c.article_id > bindparam("number"), articles.c.date_certain.is_(True))
    .order_by(articles.c.article_id)
    .limit(NEIGHBOURS)
)
_REDATE = (
    update(articles)
    .where(articles.c.article_id == bindparam("number"))
    .values(
        published_at=bindparam("at"),
        published_on=bindparam("on"),
        date_precision=bindparam("precision"),
        date_source=bindparam("source"),
        date_conflict=bindparam("conflict"),
        date_evidence=bindparam("evidence"),
        quality=bindparam("flags"),
        date_in_doubt=bindparam("doubt"),
        date_certain=bindparam("certain"),
    )
)


def certain_neighbours(connection: Connection, article_id: int) -> list[tuple[int, datetime]]:
    """Return ids and instants (UTC) of the nearest articles with a certain date, on both sides."""
    rows = [row for side in (_BELOW, _ABOVE) for row in connection.execute(side, {"number": article_id})]
    return [(row.article_id, datetime.fromisoformat(row.published_at)) for row in rows]


def certain_before(connection: Connection, started_at: str, count: int = _MOST_TIMES) -> list[tuple[int, datetime]]:
    """Return the newest ids with a certain date and their instants, of articles fetched before *started_at* (UTC)."""
    a = articles.c
    known = select(*_COLUMNS).where(a.date_certain.is_(True), a.fetched_at < started_at)
    rows = connection.execute(known.order_by(a.article_id.desc()).limit(count))
    return [(row.article_id, datetime.fromisoformat(row.published_at)) for row in rows]


def times_between(connection: Connection, article_id: int, first: str, last: str) -> list[tuple[int, datetime]]:
    """Return ids and instants (UTC) of the articles around an id that were published between two UTC texts."""
    a = articles.c
    query = select(*_COLUMNS).where(_around(article_id), a.published_at.between(first, last)).order_by(a.article_id)
    return [(row.article_id, datetime.fromisoformat(row.published_at)) for row in connection.execute(query)]


def provider_times(connection: Connection, article: Article) -> list[tuple[int, str | None, bool]]:
    """Return the provider's other articles around an article: id, instant, and whether midnight was taken for a day."""
    a = articles.c
    query = (
        select(*_COLUMNS, a.date_evidence.contains(MIDNIGHT_NOTE).label("was_midnight"))
        .where(_around(article.article_id), a.provider == article.provider, a.article_id != article.article_id)
        .order_by(a.article_id.desc())
        .limit(_MOST_TIMES)
    )
    return [(row.article_id, row.published_at, bool(row.was_midnight)) for row in connection.execute(query)]


def _around(article_id: int) -> ColumnElement[bool]:
    return articles.c.article_id.between(article_id - REACH, article_id + REACH)


def doubtful_ids(connection: Connection, first: int, last: int) -> list[int]:
    """Return the ids around *first* to *last* whose date is in doubt: more neighbours could decide it."""
    a = articles.c
    near = and_(a.article_id >= first - REACH, a.article_id <= last + REACH)
    return list(connection.execute(select(a.article_id).where(near, a.date_in_doubt.is_(True))).scalars())


def save_date(connection: Connection, article: Article) -> None:
    """Store the date of an article, and the quality flags that belong to it."""
    connection.execute(
        _REDATE,
        {
            "number": article.article_id,
            "at": article.published_at,
            "on": article.published_on,
            "precision": article.date_precision,
            "source": article.date_source,
            "conflict": article.date_conflict,
            "evidence": json.dumps(article.date_evidence, ensure_ascii=False),
            "flags": json.dumps(article.quality, ensure_ascii=False),
            "doubt": is_doubtful(article),
            "certain": is_certain(article),
        },
    )


def known_stale(connection: Connection) -> frozenset[str]:
    """Return the page dates that earlier runs found to be the same on every page."""
    return frozenset(connection.execute(select(stale_dates.c.raw)).scalars())


def remember_stale(connection: Connection, raws: Iterable[str], now: str) -> None:
    """Store page dates that turned out to be the same on every page (*now*: UTC text)."""
    insert_new(
        connection,
        stale_dates,
        [{"raw": raw, "found_at": now} for raw in sorted(raws) if len(raw.encode()) <= KEY_BYTES],
    )
