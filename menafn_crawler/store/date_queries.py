"""What the store contributes to dates: certain neighbours, articles whose date is in doubt, texts known to be stale."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select, update

from menafn_crawler.items import Article
from menafn_crawler.normalise import is_certain, is_doubtful
from menafn_crawler.store.changes import note_move
from menafn_crawler.store.schema import articles, stale_dates
from menafn_crawler.store.upsert import insert_new

NEIGHBOURS = 8
"""Certain articles that are asked on either side: enough to tell which of them are out of order."""
REACH = 20_000
"""Numbers around new articles within which a doubtful date is decided again: some five days."""


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
_DAY = select(articles.c.published_on).where(articles.c.article_id == bindparam("number"))
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
        date_in_doubt=bindparam("doubt"),
        date_certain=bindparam("certain"),
    )
)


def certain_neighbours(connection: Connection, article_id: int) -> list[tuple[int, datetime]]:
    """Numbers and instants (UTC) of the nearest articles that are dated for certain, on both sides."""
    rows = [row for side in (_BELOW, _ABOVE) for row in connection.execute(side, {"number": article_id})]
    return [(row.article_id, datetime.fromisoformat(row.published_at)) for row in rows]


def doubtful_ids(connection: Connection, first: int, last: int) -> list[int]:
    """Articles around the numbers *first* to *last* whose date more neighbours could decide."""
    a = articles.c
    near = and_(a.article_id >= first - REACH, a.article_id <= last + REACH)
    return list(connection.execute(select(a.article_id).where(near, a.date_in_doubt.is_(True))).scalars())


def save_date(connection: Connection, article: Article) -> None:
    """Store the date of an article that was decided again."""
    before = connection.execute(_DAY, {"number": article.article_id}).scalar()
    note_move(connection, before, article.published_on)
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
            "doubt": is_doubtful(article),
            "certain": is_certain(article),
        },
    )


def known_stale(connection: Connection) -> frozenset[str]:
    """Printed dates that earlier runs found on page after page."""
    return frozenset(connection.execute(select(stale_dates.c.raw)).scalars())


def remember_stale(connection: Connection, raws: Iterable[str], now: str) -> None:
    """Keep printed dates that were found to be stale (UTC text *now*)."""
    insert_new(connection, stale_dates, [{"raw": raw, "found_at": now} for raw in sorted(raws)])
