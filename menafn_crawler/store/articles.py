"""Read articles from the store: one, some, or all that a selection names."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, RowMapping, Select, bindparam, func, select

from menafn_crawler.items import ARTICLE_FIELDS, Article, Revision, StoredArticle
from menafn_crawler.normalise import is_certain, is_doubtful
from menafn_crawler.store import history
from menafn_crawler.store.article_filter import EVERY_STORY, EVERYTHING, Selection
from menafn_crawler.store.schema import articles, sightings

_LISTS = ("tags", "quality", "date_evidence")
_FIELDS = tuple(field.name for field in fields(Article) if field.name != "sections")
COLUMNS = (*_FIELDS, "date_in_doubt", "date_certain", "latest_take", "read_at")
"""Columns that are written with an article: its fields, and what only the store uses."""
_SECTIONS_PLACE = ARTICLE_FIELDS.index("sections")
_FETCHED_PLACE = ARTICLE_FIELDS.index("fetched_at")
_UNRELATED = dict.fromkeys(("duplicate_of", "duplicate_kind", "duplicate_share"))
_BATCH = 250
"""Rows read at a time, about a megabyte: memory stays flat."""
_IDS_AT_ONCE = 10_000
"""Ids read at a time."""
_SEPARATOR = "|"
_SECTIONS = (
    select(func.aggregate_strings(sightings.c.section, _SEPARATOR))
    .where(sightings.c.article_id == articles.c.article_id)
    .correlate(articles)
    .scalar_subquery()
    .label("sections")
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
"""A statement that holds the ids themselves is a circle, which Python frees late: megabytes in a large export."""
_OF_IDS = articles.c.article_id.in_(_IDS)
_JOINED_SECTIONS = (
    select(sightings.c.article_id, func.aggregate_strings(sightings.c.section, _SEPARATOR))
    .where(sightings.c.article_id.in_(_IDS))
    .group_by(sightings.c.article_id)
)
_TAKE = articles.alias("take")
_OF_TAKE = ("title", "body", "word_count", "quality", "content_hash", "fetched_at", "source_url", "extraction")
"""Fields of an article's text and of the page that it was read from."""


def row_of(article: Article) -> dict[str, Any]:
    """Return the row of an article: lists as JSON, without the sections."""
    row = {name: getattr(article, name) for name in _FIELDS}
    row |= {"date_in_doubt": is_doubtful(article), "date_certain": is_certain(article)}
    row |= {"latest_take": None, "read_at": None}
    for name in _LISTS:
        row[name] = json.dumps(row[name], ensure_ascii=False)
    return row


def get(connection: Connection, article_id: int) -> Article | None:
    """Return a stored article; None if there is none."""
    return next(_read(connection, [article_id]), None)


def get_some(connection: Connection, ids: Sequence[int]) -> dict[int, Article]:
    """Return those of *ids* that are stored, by id."""
    return {article.article_id: article for article in _read(connection, ids)}


def sections_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the keys of the lists that showed those of *ids*, sorted."""
    rows = connection.execute(_JOINED_SECTIONS, {"ids": ids})
    return {row[0]: _sorted_sections(row[1]) for row in rows}


def iterate_stored(
    connection: Connection, selection: Selection = EVERY_STORY, ids: Sequence[int] | None = None
) -> Iterator[StoredArticle]:
    """Yield the selected articles by ascending id as the store has them: several times as fast, for large exports.

    With *ids*, ascending and all of them selected, yield only those.
    """
    for rows in _batches(connection, selection, ids, latest=not selection.copies):
        yield from map(_stored, rows)


def iterate_revisions(
    connection: Connection, selection: Selection = EVERY_STORY, ids: Sequence[int] | None = None
) -> Iterator[Revision]:
    """Yield the revisions of the selected articles, by ascending id; most have one, the first."""
    for rows in _batches(connection, selection, ids, latest=False):
        happened = history.revisions_of(connection, [row.article_id for row in rows])
        for row in rows:
            article = _article(row._mapping)
            first = {name: getattr(article, name) for name in ARTICLE_FIELDS}
            once = Revision(**first, event=history.Event.FIRST, noted_at=article.fetched_at)
            yield from happened.get(article.article_id, [once])


def _batches(
    connection: Connection, selection: Selection, ids: Sequence[int] | None, *, latest: bool
) -> Iterator[Sequence[Row[Any]]]:
    """Yield rows of the selected articles by ascending id, as many as are read at once."""
    chosen = _chosen(latest=latest, published=True)
    if ids is None and selection.span != EVERYTHING:
        ids = _ids(connection, selection)
    if ids is None:
        # One statement: in pages, each would search again for the sections asked for, and for the next of few articles.
        every = chosen.where(*selection.conditions()).execution_options(yield_per=_BATCH)
        yield from connection.execute(every).partitions()
        return
    of_ids = chosen.where(_OF_IDS)
    for start in range(0, len(ids), _BATCH):
        yield connection.execute(of_ids, {"ids": list(ids[start : start + _BATCH])}).all()


def _ids(connection: Connection, selection: Selection) -> array[int]:
    """Return the ids of the selected articles, ascending: few of a span, found by the index of days."""
    in_order = articles.c.article_id + 0  # for the order of the column itself, SQLite would read the whole table
    wanted = select(articles.c.article_id).where(*selection.conditions()).order_by(in_order)
    return array("q", connection.execute(wanted.execution_options(yield_per=_IDS_AT_ONCE)).scalars())


def iterate_some(connection: Connection, ids: Collection[int], *, copies: bool = False) -> Iterator[Article]:
    """Yield those of *ids* that are stored, by rising id; *copies*: also those that are copies."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _BATCH):
        yield from _read(connection, ordered[start : start + _BATCH], copies=copies)


def iterate_representatives(
    connection: Connection, ids: Sequence[int], *, copies: bool = False
) -> Iterator[StoredArticle]:
    """Yield the articles *ids*, each as the first of its story: as no copy of one that is not among them.

    With *copies*, as they are.
    """
    for rows in _batches(connection, EVERY_STORY, ids, latest=not copies):
        for article in map(_stored, rows):
            yield article if copies else article._replace(**_UNRELATED)  # type: ignore[attr-defined]


@cache
def _chosen(*, latest: bool, published: bool = False) -> Select[Any]:
    """Select articles with their fields in order; *latest*: an updated story with the text of its latest take.

    The fields that describe the page are then the take's too. *published*: with the ``fetched_at`` of the look that
    made the record, not of a later one that found nothing new.
    """
    columns = [articles.c[name] if name != "sections" else _SECTIONS for name in ARTICLE_FIELDS]
    if published:
        columns[_FETCHED_PLACE] = func.coalesce(articles.c.read_at, articles.c.fetched_at).label("fetched_at")
    if not latest:
        return select(*columns).order_by(articles.c.article_id)
    own = {name: func.coalesce(_TAKE.c[name], articles.c[name]).label(name) for name in _OF_TAKE}
    if published:
        read_at = (_TAKE.c.read_at, _TAKE.c.fetched_at, articles.c.read_at, articles.c.fetched_at)
        own["fetched_at"] = func.coalesce(*read_at).label("fetched_at")
    read = [own.get(column.name, column) for column in columns]
    updated = articles.outerjoin(_TAKE, _TAKE.c.article_id == articles.c.latest_take)
    return select(*read).select_from(updated).order_by(articles.c.article_id)


def _read(connection: Connection, ids: Sequence[int], *, copies: bool = True) -> Iterator[Article]:
    wanted = _chosen(latest=not copies).where(_OF_IDS)
    if not copies:
        wanted = wanted.where(articles.c.duplicate_of.is_(None))
    yield from map(_article, connection.execute(wanted, {"ids": ids}).mappings().all())


def _stored(row: Row[Any]) -> StoredArticle:
    values = [*row]
    values[_SECTIONS_PLACE] = _sorted_sections(values[_SECTIONS_PLACE])
    return StoredArticle(*values)


def _article(row: RowMapping) -> Article:
    values = {name: row[name] for name in _FIELDS}
    for name in _LISTS:
        values[name] = tuple(json.loads(values[name]))
    return Article(sections=_sorted_sections(row["sections"]), **values)


@lru_cache(maxsize=1_000)
def _sorted_sections(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted(joined.split(_SEPARATOR))) if joined is not None else ()


def stored_publications(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """Return ``published_at`` and ``published_on`` of those of *ids* that are stored."""
    a = articles.c
    rows = connection.execute(select(a.article_id, a.published_at, a.published_on).where(a.article_id.in_(ids)))
    return {row.article_id: (row.published_at, row.published_on) for row in rows}


def texts_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the content hashes of those of *ids* that are stored."""
    a = articles.c
    return {
        row[0]: row[1] for row in connection.execute(select(a.article_id, a.content_hash).where(a.article_id.in_(ids)))
    }


def any_stored(connection: Connection) -> bool:
    """Return True if there is an article."""
    return connection.execute(select(articles.c.article_id).limit(1)).first() is not None


def census(connection: Connection) -> dict[str, int]:
    """Count the articles of the data set, without copies, and the copies."""
    copies = select(func.count()).where(articles.c.duplicate_of.is_not(None))
    every = int(connection.execute(select(func.count()).select_from(articles)).scalar_one())
    copied = int(connection.execute(copies).scalar_one())
    return {"articles": every - copied, "copies": copied}


def last_looks(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return ``fetched_at`` and ``source_url`` of those of *ids* that are stored."""
    a = articles.c
    rows = connection.execute(select(a.article_id, a.fetched_at, a.source_url).where(a.article_id.in_(ids)))
    return {row.article_id: (row.fetched_at, row.source_url) for row in rows}
