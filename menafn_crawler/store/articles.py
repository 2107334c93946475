"""Articles in the store: written whole, read back as they were."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, Select, bindparam, func, literal, select, update

from menafn_crawler.items import ARTICLE_FIELDS, Article, Revision, StoredArticle
from menafn_crawler.normalise import FROM_PAGE, is_certain, is_doubtful, with_date_of
from menafn_crawler.store import duplicates, history, settling, standing
from menafn_crawler.store.changes import next_change, note_move
from menafn_crawler.store.prepared import Prepared
from menafn_crawler.store.schema import articles, left_months, sightings
from menafn_crawler.store.selection import EVERY_STORY, Selection
from menafn_crawler.store.upsert import insert_new

_LISTS = ("tags", "quality", "date_evidence")
_COLUMNS = tuple(field.name for field in fields(Article) if field.name != "sections")
_OWN = ("date_in_doubt", "date_certain", "latest_take")
"""Columns of the store's own."""
_SECTIONS_PLACE = ARTICLE_FIELDS.index("sections")
_BATCH = 1_000
"""Rows read at a time: memory stays flat, and each batch asks for its sections once."""


_TAKE = articles.alias("take")
_OF_TAKE = ("title", "body", "word_count", "quality", "content_hash", "fetched_at", "source_url", "extraction")
"""Fields of an article's text and of the page that it was read from."""
_UPDATE = (
    update(articles)
    .where(articles.c.article_id == bindparam("number"))
    .values(
        {
            name: bindparam(name)
            for name in (*_COLUMNS, "date_in_doubt", "date_certain", "latest_take")
            if name != "article_id"
        }
    )
)
_LOOKED_AT = (
    update(articles)
    .where(articles.c.article_id == bindparam("number"))
    .values(fetched_at=bindparam("fetched_at"), changed=articles.c.changed)
)
"""Nothing that is published changes, so the record does not count as changed."""
_TOUCH_HEAD = (
    update(articles)
    .where(articles.c.article_id == bindparam("head"), articles.c.latest_take == bindparam("take"))
    .values(latest_take=articles.c.latest_take)
)
"""The record of a story's first article shows the text of its latest take, so it changes with that."""
_SECTIONS = Prepared(
    select(sightings.c.section).where(sightings.c.article_id == bindparam("seen")).order_by(sightings.c.section)
)


class Change(StrEnum):
    """What storing an article changed."""

    NEW = "new"
    CORRECTED = "corrected"
    REDATED = "redated"
    RETURNED = "returned"
    UNCHANGED = "unchanged"


def save(connection: Connection, article: Article, duplicate_days: int) -> tuple[Article, Change]:
    """Store an article and settle its candidate; the article as the store has it now, and what changed.

    The relations of all articles that tell its story are decided anew (see ``duplicates``), so a copy that was crawled
    before the original is turned round. Of an article that is there already, another title or text makes a new
    revision; its first date is kept unless that was in doubt; what was is never erased (see ``history``).
    """
    duplicates.one_at_a_time(connection)
    stored, change = article, Change.NEW
    known = get(connection, article.article_id)
    if known is None:
        insert_new(connection, articles, [row_of(article) | {"changed": next_change(connection)}])
    else:
        stored, change = _again(connection, known, article)
        _replace(connection, known, stored, duplicate_days)
    settling.settle(connection, article.article_id, standing.State.STORED)
    relation = duplicates.relate(connection, stored, duplicate_days)
    sections = tuple(_SECTIONS.execute(connection, {"seen": article.article_id}).scalars())
    return replace(stored, sections=sections, **duplicates.fields_of(relation)), change


def reread(connection: Connection, article: Article, duplicate_days: int) -> bool | None:
    """Put another reading of an answer in the place of the first one; whether the record changes by it.

    It is not the site that changed, so nothing is noted: the revision stays, and so do the dates of an article of
    which more than one look is kept, unless they are in doubt. None where neither record nor history is of this answer.
    """
    known = get(connection, article.article_id)
    assert known is not None
    kept = history.reread(connection, article)
    if known.fetched_at != article.fetched_at:
        return kept
    names = ["first_seen_at", "revision", "sections"]
    if known.content_hash == article.content_hash:
        names += ["duplicate_of", "duplicate_kind", "duplicate_share"]
    dates = known if kept is not None and not is_doubtful(known) else article
    now = replace(with_date_of(article, dates), **{name: getattr(known, name) for name in names})
    if now == known:
        return kept or False
    _replace(connection, known, now, duplicate_days)
    duplicates.relate(connection, now, duplicate_days)
    return True


def touch(connection: Connection, ids: Collection[int]) -> None:
    """Count the records of *ids* as changed: what another table holds of them is another."""
    if ids:
        connection.execute(
            update(articles).where(articles.c.article_id.in_(ids)).values(changed=next_change(connection))
        )


def months_changed(connection: Connection, number: int) -> set[str]:
    """Return the months of publication (``2025-05``; empty for undated) whose records changed after change *number*."""
    left = select(left_months.c.month).where(left_months.c.number > number)
    month = func.substr(func.coalesce(articles.c.published_on, ""), 1, 7)
    changed = select(month).where(articles.c.changed > number).distinct()
    return {*connection.execute(left).scalars(), *connection.execute(changed).scalars()}


def last_looks(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """``fetched_at`` and ``source_url`` of those of *ids* that are stored."""
    a = articles.c
    rows = connection.execute(select(a.article_id, a.fetched_at, a.source_url).where(a.article_id.in_(ids)))
    return {row.article_id: (row.fetched_at, row.source_url) for row in rows}


def _replace(connection: Connection, known: Article, now: Article, duplicate_days: int) -> None:
    """Put *now* in the place of *known*; those that had the same text as that are related anew."""
    if now == replace(known, fetched_at=now.fetched_at):
        connection.execute(_LOOKED_AT, {"number": now.article_id, "fetched_at": now.fetched_at})
        return
    connection.execute(_UPDATE, {"number": now.article_id, **row_of(now)})
    connection.execute(_TOUCH_HEAD, {"head": known.duplicate_of, "take": known.article_id})
    note_move(connection, known.published_on, now.published_on)
    if known.content_hash != now.content_hash:
        duplicates.relate_others(connection, known.content_hash, duplicate_days)


def _doubt(article: Article) -> dict[str, bool]:
    return {"date_in_doubt": is_doubtful(article), "date_certain": is_certain(article)}


def _again(connection: Connection, known: Article, seen: Article) -> tuple[Article, Change]:
    """A known article with what another look at its page tells, and what that changes."""
    dates = known if not is_doubtful(known) else seen
    same_text = (known.title, known.body) == (seen.title, seen.body)
    if same_text:
        now = replace(with_date_of(known, dates), fetched_at=seen.fetched_at)
    else:
        dated = with_date_of(seen, dates)
        now = replace(dated, first_seen_at=known.first_seen_at, revision=known.revision + 1, sections=known.sections)
    change = _change_between(connection, known, seen, same_text=same_text)
    if change is not Change.UNCHANGED:
        shown = now if change is Change.CORRECTED else with_date_of(now, seen)
        history.note(connection, known, shown, history.Event(change), seen.fetched_at)
    return now, change


def _change_between(connection: Connection, known: Article, seen: Article, *, same_text: bool) -> Change:
    if not same_text:
        return Change.CORRECTED
    last = history.last_event(connection, known.article_id)
    if last is history.Event.VANISHED:
        return Change.RETURNED
    # The article keeps its first date, so another one that was noted already differs from it at every look.
    dated = history.last_dated(connection, known.article_id) if last is not None else None
    said = known.date_evidence if dated is None else dated
    return Change.REDATED if _said_dates(said) != _said_dates(seen.date_evidence) else Change.UNCHANGED


def _said_dates(evidence: Iterable[Mapping[str, str | None]]) -> set[tuple[str | None, str | None]]:
    """What the page itself says of its date."""
    return {(e["source"], e["raw"]) for e in evidence if e["source"] in FROM_PAGE}


def note_vanished(connection: Connection, article_id: int, now: str) -> bool:
    """Note that the site has a stored article no more (UTC text *now*); whether it is known for the first time."""
    known = get(connection, article_id)
    if known is None or history.last_event(connection, article_id) is history.Event.VANISHED:
        return False
    history.note(connection, known, known, history.Event.VANISHED, now)
    return True


def row_of(article: Article) -> dict[str, Any]:
    """The article as its row of the table: lists as JSON, without the sections."""
    row = {name: getattr(article, name) for name in _COLUMNS} | _doubt(article) | {"latest_take": None}
    for name in _LISTS:
        row[name] = json.dumps(row[name], ensure_ascii=False)
    return row


def get(connection: Connection, article_id: int) -> Article | None:
    """The stored article; None if there is none."""
    return next(_read(connection, [article_id]), None)


def iterate_stored(
    connection: Connection, selection: Selection = EVERY_STORY, ids: Sequence[int] | None = None
) -> Iterator[StoredArticle]:
    """Yield the selected articles by ascending id as the store has them: several times as fast, for large exports.

    With *ids*, ascending and all of them selected, yield only those.
    """
    for rows, sections in _batches(connection, selection, ids, latest=not selection.copies):
        for row in rows:
            values = [*row[:_SECTIONS_PLACE], sections.get(row[0], ()), *row[_SECTIONS_PLACE + 1 :]]
            yield StoredArticle(*values)


def iterate_revisions(
    connection: Connection, selection: Selection = EVERY_STORY, ids: Sequence[int] | None = None
) -> Iterator[Revision]:
    """All that happened to the selected articles, by rising number; of most of them, that they were first read."""
    for rows, sections in _batches(connection, selection, ids, latest=False):
        happened = history.revisions_of(connection, [row.article_id for row in rows])
        for row in rows:
            article = _article(row._mapping, sections.get(row.article_id, ()))
            first = {name: getattr(article, name) for name in ARTICLE_FIELDS}
            once = Revision(**first, event=history.Event.FIRST, noted_at=article.fetched_at)
            yield from happened.get(article.article_id, [once])


def _batches(
    connection: Connection, selection: Selection, ids: Sequence[int] | None, *, latest: bool
) -> Iterator[tuple[Sequence[Row[Any]], dict[int, tuple[str, ...]]]]:
    """Yield rows of the selected articles by ascending id, as many as are read at once, with their sections."""
    if ids is not None:
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            rows = connection.execute(_chosen(latest=latest).where(articles.c.article_id.in_(some))).all()
            yield rows, _sections(connection, sightings.c.article_id.in_(some))
        return
    chosen = _chosen(latest=latest).where(*selection.conditions()).limit(_BATCH)
    last = -1
    while rows := connection.execute(chosen.where(articles.c.article_id > last)).all():
        first, last = rows[0].article_id, rows[-1].article_id
        yield rows, _sections(connection, sightings.c.article_id.between(first, last))


def iterate_some(connection: Connection, ids: Sequence[int], *, copies: bool = False) -> Iterator[Article]:
    """Those of *ids* that are stored, by rising number."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _BATCH):
        yield from _read(connection, ordered[start : start + _BATCH], copies=copies)


def _chosen(*, latest: bool) -> Select[Any]:
    """Articles in the order of their fields; with the text of its *latest* take, one that was updated.

    The take's page is what is read then, so the fields that tell of a page are the take's too.
    """
    columns = [articles.c[name] if name != "sections" else literal("").label(name) for name in ARTICLE_FIELDS]
    if not latest:
        return select(*columns).order_by(articles.c.article_id)
    own = {name: func.coalesce(_TAKE.c[name], articles.c[name]).label(name) for name in _OF_TAKE}
    read = [own.get(column.name, column) for column in columns]
    updated = articles.outerjoin(_TAKE, _TAKE.c.article_id == articles.c.latest_take)
    return select(*read).select_from(updated).order_by(articles.c.article_id)


def _read(connection: Connection, ids: Sequence[int], *, copies: bool = True) -> Iterator[Article]:
    wanted = _chosen(latest=not copies).where(articles.c.article_id.in_(ids))
    if not copies:
        wanted = wanted.where(articles.c.duplicate_of.is_(None))
    sections = _sections(connection, sightings.c.article_id.in_(ids))
    for row in connection.execute(wanted).mappings():
        yield _article(row, sections.get(row["article_id"], ()))


def _sections(connection: Connection, condition: ColumnElement[bool]) -> dict[int, tuple[str, ...]]:
    s = sightings.c
    found: dict[int, tuple[str, ...]] = {}
    for article_id, section in connection.execute(select(s.article_id, s.section).where(condition)):
        found[article_id] = (*found.get(article_id, ()), section)
    return {article_id: tuple(sorted(sections)) for article_id, sections in found.items()}


def _article(row: RowMapping, sections: tuple[str, ...]) -> Article:
    values = {name: row[name] for name in _COLUMNS}
    for name in _LISTS:
        values[name] = tuple(json.loads(values[name]))
    return Article(sections=sections, **values)


def stored_publications(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """``published_at`` and ``published_on`` of those of *ids* that are stored."""
    a = articles.c
    rows = connection.execute(select(a.article_id, a.published_at, a.published_on).where(a.article_id.in_(ids)))
    return {row.article_id: (row.published_at, row.published_on) for row in rows}


def any_stored(connection: Connection) -> bool:
    """Whether there is an article."""
    return connection.execute(select(articles.c.article_id).limit(1)).first() is not None


def census(connection: Connection) -> dict[str, int]:
    """How many articles the data set has, without their copies, and how many copies."""
    copies = select(func.count()).where(articles.c.duplicate_of.is_not(None))
    every = int(connection.execute(select(func.count()).select_from(articles)).scalar_one())
    copied = int(connection.execute(copies).scalar_one())
    return {"articles": every - copied, "copies": copied}
