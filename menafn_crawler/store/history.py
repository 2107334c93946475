"""What became of articles after they were first read: corrections, other dates, removals. Nothing is erased."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from menafn_crawler.items import Article, Revision, record
from menafn_crawler.store.schema import history


class Event(StrEnum):
    """What a look at an article found."""

    FIRST = "first"
    """The article as it was first read. It is kept when something changes, noted at the last look that found it so."""
    CORRECTED = "corrected"
    """Another title or text: a new revision."""
    REDATED = "redated"
    """The same text under another date."""
    VANISHED = "vanished"
    """The site says that there is no such article any more."""
    RETURNED = "returned"
    """A vanished article is there again."""


SHOWS_ITS_DATE = (Event.REDATED, Event.RETURNED)
"""Events that are kept with the date that the page had then; the others have the one that is published."""

_INSERT = insert(history)


def note(connection: Connection, before: Article, after: Article, event: Event, now: str) -> None:
    """Keep the article as it is *after* an event seen at *now* (UTC text), and as it was before the first one."""
    count = select(func.count()).select_from(history).where(history.c.article_id == after.article_id)
    number = int(connection.execute(count).scalar_one())
    if number == 0:
        connection.execute(_INSERT, _row(before, 0, Event.FIRST, before.fetched_at))
        number = 1
    connection.execute(_INSERT, _row(after, number, event, now))


def _row(article: Article, number: int, event: Event, noted_at: str) -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "number": number,
        "event": event,
        "noted_at": noted_at,
        "record": json.dumps(record(article), ensure_ascii=False),
    }


_KEPT = frozenset(
    "article_id published_at published_on date_precision date_source date_conflict date_evidence sections duplicate_of"
    " duplicate_kind revision first_seen_at fetched_at source_url".split()
)
"""Fields that do not come from reading the page alone. A new reading of the same answer replaces all others."""


def reread(connection: Connection, article: Article) -> bool | None:
    """Replace what was read from the same answer before; whether that changes a record, None where none is of it."""
    h = history.c
    kept = connection.execute(select(h.number, h.record).where(h.article_id == article.article_id)).all()
    now = record(article)
    changed: bool | None = None
    for row in kept:
        before = json.loads(row.record)
        if before["fetched_at"] != article.fetched_at:
            continue
        after = before | {name: now[name] for name in now if name not in _KEPT}
        changed = bool(changed) or after != before
        this = update(history).where(h.article_id == article.article_id, h.number == row.number)
        connection.execute(this.values(record=json.dumps(after, ensure_ascii=False)))
    return changed


def last_event(connection: Connection, article_id: int) -> Event | None:
    """What was noted last of an article; None if nothing was."""
    h = history.c
    newest = select(h.event).where(h.article_id == article_id).order_by(h.number.desc()).limit(1)
    event = connection.execute(newest).scalar()
    return Event(event) if event is not None else None


def last_dated(connection: Connection, article_id: int) -> Sequence[dict[str, Any]] | None:
    """The ``date_evidence`` of the last look that was noted for its date; None if none was.

    A correction is not noted for its date: its record has the article's own.
    """
    h = history.c
    for_its_date = h.event.in_(SHOWS_ITS_DATE)
    newest = select(h.record).where(h.article_id == article_id, for_its_date).order_by(h.number.desc()).limit(1)
    kept = connection.execute(newest).scalar()
    return json.loads(kept)["date_evidence"] if kept is not None else None


def revisions_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[Revision]]:
    """What happened to those of *ids* to which anything did, in order."""
    h = history.c
    rows = select(h.article_id, h.event, h.noted_at, h.record).where(h.article_id.in_(ids))
    found: dict[int, list[Revision]] = {}
    for row in connection.execute(rows.order_by(h.article_id, h.number)):
        article = _fields_of(json.loads(row.record))
        found.setdefault(row.article_id, []).append(Revision(**article, event=row.event, noted_at=row.noted_at))
    return found


def _fields_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the article's fields from a kept record.

    Records are never rewritten, so one may lack a field that came later (it gets the empty value of its type) or have
    one that is no more (it is left out).
    """
    values = {name: record.get(name, empty) for name, empty in _EMPTY.items()}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _empty(annotation: str) -> Any:
    """Return the value that says nothing for a field of this type.

    >>> _empty("str | None"), _empty("tuple[str, ...]"), _empty("bool")
    (None, (), False)
    """
    if "None" in annotation:
        return None
    return {"tuple": (), "bool": False, "int": 0}.get(annotation.partition("[")[0], "")


_EMPTY = {field.name: _empty(str(field.type)) for field in fields(Article)}
