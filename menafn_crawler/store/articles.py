"""Articles in the store: written whole, read back as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, insert, select, update

from menafn_crawler.deduplicate.verdict import SHORTEST, Telling, first_tellings
from menafn_crawler.items import Article
from menafn_crawler.normalise.redate import doubtful
from menafn_crawler.store import queue
from menafn_crawler.store.schema import articles, sightings

_LISTS = ("tags", "quality", "date_evidence")
_COLUMNS = tuple(field.name for field in fields(Article) if field.name != "sections")
_BATCH = 500
"""Rows read at a time: memory stays flat, and each batch asks for its sections once."""


_INSERT = insert(articles)
_SAME_TEXT = select(
    articles.c.article_id,
    articles.c.provider,
    articles.c.provider_code,
    articles.c.published_at,
    articles.c.published_on,
    articles.c.duplicate_of,
).where(articles.c.content_hash == bindparam("content_hash"))
_RELATE = (
    update(articles)
    .where(articles.c.article_id == bindparam("copy"))
    .values(duplicate_of=bindparam("head"), duplicate_kind=bindparam("kind"))
)
_SECTIONS = select(sightings.c.section).where(sightings.c.article_id == bindparam("seen")).order_by(sightings.c.section)


def save(connection: Connection, article: Article, duplicate_days: int) -> Article:
    """Store a new article and settle its candidate; the article with what the store knows of it filled in.

    The relations of all articles with the same text are decided anew, so a copy that was crawled before the original
    is turned round.
    """
    row = {name: getattr(article, name) for name in _COLUMNS} | {"date_in_doubt": doubtful(article)}
    for name in _LISTS:
        row[name] = json.dumps(row[name], ensure_ascii=False)
    connection.execute(_INSERT, row)
    queue.settle(connection, article.article_id, queue.State.STORED)
    head = relate(connection, article, duplicate_days)
    sections = tuple(connection.execute(_SECTIONS, {"seen": article.article_id}).scalars())
    return replace(article, sections=sections, duplicate_of=head, duplicate_kind=_kind(head))


def relate(connection: Connection, article: Article, duplicate_days: int) -> int | None:
    """Decide which of the articles with this text said it first; the one that *article* copies, None if none."""
    same = connection.execute(_SAME_TEXT, {"content_hash": article.content_hash}).all()
    if len(same) < 2 or article.word_count < SHORTEST:
        return None
    copies = first_tellings((Telling(*row[:5]) for row in same), duplicate_days)
    for row in same:
        head = copies[row.article_id]
        if head != row.duplicate_of:
            connection.execute(_RELATE, {"copy": row.article_id, "head": head, "kind": _kind(head)})
    return copies[article.article_id]


def _kind(head: int | None) -> str | None:
    return None if head is None else "same_text"


def get(connection: Connection, article_id: int) -> Article | None:
    """The stored article; None if there is none."""
    return next(_read(connection, [article_id]), None)


def iterate(connection: Connection, *, copies: bool = False) -> Iterator[Article]:
    """Every article by rising number, without the copies unless they are asked for."""
    return select_articles(connection, select(articles.c.article_id), copies=copies)


def iterate_some(connection: Connection, ids: Sequence[int], *, copies: bool = False) -> Iterator[Article]:
    """Those of *ids* that are stored, by rising number."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _BATCH):
        yield from _read(connection, ordered[start : start + _BATCH], copies=copies)


def select_articles(connection: Connection, chosen: Select[Any], *, copies: bool) -> Iterator[Article]:
    """Articles whose numbers *chosen* selects, by rising number, a batch at a time."""
    last = -1
    while True:
        batch = chosen.where(articles.c.article_id > last).order_by(articles.c.article_id).limit(_BATCH)
        ids = list(connection.execute(batch).scalars())
        if not ids:
            return
        yield from _read(connection, ids, copies=copies)
        last = ids[-1]


def _read(connection: Connection, ids: Sequence[int], *, copies: bool = True) -> Iterator[Article]:
    wanted = select(articles).where(articles.c.article_id.in_(ids)).order_by(articles.c.article_id)
    if not copies:
        wanted = wanted.where(articles.c.duplicate_of.is_(None))
    sections = _sections(connection, ids)
    for row in connection.execute(wanted).mappings():
        yield _article(row, sections.get(row["article_id"], ()))


def _sections(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    s = sightings.c
    found: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(select(s.article_id, s.section).where(s.article_id.in_(ids)).order_by(s.section)):
        found[row.article_id] = (*found.get(row.article_id, ()), row.section)
    return found


def _article(row: RowMapping, sections: tuple[str, ...]) -> Article:
    values = {name: row[name] for name in _COLUMNS}
    for name in _LISTS:
        values[name] = tuple(json.loads(values[name]))
    return Article(sections=tuple(sorted(sections)), **values)


def stored_publications(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """``published_at`` and ``published_on`` of those of *ids* that are stored."""
    a = articles.c
    rows = connection.execute(select(a.article_id, a.published_at, a.published_on).where(a.article_id.in_(ids)))
    return {row.article_id: (row.published_at, row.published_on) for row in rows}


def census(connection: Connection) -> dict[str, int]:
    """How many articles the data set has, without their copies, and how many copies."""
    row = connection.execute(select(func.count(), func.count(articles.c.duplicate_of)).select_from(articles)).one()
    return {"articles": int(row[0]) - int(row[1]), "copies": int(row[1])}
