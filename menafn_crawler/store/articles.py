"""Articles in the store: written whole, read back as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from menafn_crawler.deduplicate.verdict import SHORTEST, Telling, first_tellings
from menafn_crawler.items import Article
from menafn_crawler.store import queue
from menafn_crawler.store.schema import articles, sightings

_LISTS = ("tags", "quality", "date_evidence")
_COLUMNS = tuple(column.name for column in articles.columns)
_BATCH = 500
"""Rows read at a time: memory stays flat, and each batch asks for its sections once."""


def save(connection: Connection, article: Article, duplicate_days: int) -> Article:
    """Store a new article and settle its candidate; the article with what the store knows of it filled in.

    The relations of all articles with the same text are decided anew, so a copy that was crawled before the original
    is turned round.
    """
    row = {name: getattr(article, name) for name in _COLUMNS}
    for name in _LISTS:
        row[name] = json.dumps(row[name], ensure_ascii=False)
    connection.execute(insert(articles).values(**row))
    queue.settle(connection, article.article_id, queue.State.STORED)
    if article.word_count >= SHORTEST:
        _relate(connection, article.content_hash, duplicate_days)
    stored = get(connection, article.article_id)
    assert stored is not None
    return stored


def _relate(connection: Connection, content_hash: str, duplicate_days: int) -> None:
    a = articles.c
    columns = (a.article_id, a.provider, a.provider_code, a.published_at, a.published_on)
    same = connection.execute(select(*columns, a.duplicate_of).where(a.content_hash == content_hash)).all()
    if len(same) < 2:
        return
    copies = first_tellings((Telling(*row[:5]) for row in same), duplicate_days)
    for row in same:
        head = copies[row.article_id]
        if head != row.duplicate_of:
            kind = "same_text" if head is not None else None
            relation = {"duplicate_of": head, "duplicate_kind": kind}
            connection.execute(update(articles).where(a.article_id == row.article_id).values(**relation))


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
    values = {field.name: row[field.name] for field in fields(Article) if field.name != "sections"}
    for name in _LISTS:
        values[name] = tuple(json.loads(values[name]))
    return Article(sections=tuple(sorted(sections)), **values)


def stored_publications(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """``published_at`` and ``published_on`` of those of *ids* that are stored."""
    a = articles.c
    rows = connection.execute(select(a.article_id, a.published_at, a.published_on).where(a.article_id.in_(ids)))
    return {row.article_id: (row.published_at, row.published_on) for row in rows}


def count(connection: Connection) -> tuple[int, int]:
    """Articles stored, and how many of them are copies."""
    a = articles.c
    row = connection.execute(select(func.count(), func.count(a.duplicate_of)).select_from(articles)).one()
    return int(row[0]), int(row[1])
