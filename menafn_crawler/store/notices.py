"""What repeated texts and names have taught: paragraphs that are notices, and the names printed for each wire code."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from menafn_crawler.items import Article
from menafn_crawler.normalise import Notice
from menafn_crawler.store.articles import iterate_some
from menafn_crawler.store.schema import articles, notices
from menafn_crawler.store.upsert import insert_new

_IDS_OF_NAMES = 100_000
"""Ids below the newest article among which names are counted: about a month."""


def known_notices(connection: Connection) -> list[Notice]:
    """Return every paragraph known to be a notice."""
    columns = (notices.c.layout, notices.c.provider, notices.c.digest)
    return [Notice(*row) for row in connection.execute(select(*columns))]


def remember_notices(connection: Connection, found: Iterable[Notice], now: str) -> None:
    """Store paragraphs found to be notices at *now* (UTC text)."""
    rows = [{**notice._asdict(), "found_at": now} for notice in sorted(found)]
    insert_new(connection, notices, rows)


def recent_articles(connection: Connection, count: int) -> list[Article]:
    """Return the *count* articles with the highest ids, by ascending id."""
    newest = select(articles.c.article_id).order_by(articles.c.article_id.desc()).limit(count)
    return list(iterate_some(connection, connection.execute(newest).scalars().all(), copies=True))


def printed_names(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Return wire code, language, provider and number of articles, for articles of about the last month."""
    newest = connection.execute(select(func.max(articles.c.article_id))).scalar()
    if newest is None:
        return []
    names = (articles.c.provider_code, articles.c.language, articles.c.provider)
    counted = (
        select(*names, func.count())
        .where(articles.c.article_id > newest - _IDS_OF_NAMES)
        .where(articles.c.provider_code.is_not(None), articles.c.provider.is_not(None))
        .group_by(*names)
        .order_by(*names)
    )
    return [(code, language, name, times) for code, language, name, times in connection.execute(counted)]
