"""History of articles: corrections, other dates, removals and returns. Nothing is erased."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from menafn_crawler.items import Article, Revision, record
from menafn_crawler.store.schema import history

_H = history.c
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_EVENTS = (
    select(_H.article_id, _H.event, _H.noted_at, _H.record)
    .where(_H.article_id.in_(_IDS))
    .order_by(_H.article_id, _H.number)
)


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


@dataclass(frozen=True, slots=True)
class Past:
    """What history holds of an article."""

    count: int = 0
    """Number of events."""
    last: Event | None = None
    dated: Sequence[Mapping[str, Any]] | None = None
    """``date_evidence`` of the last event that was noted for its date; None if there is none."""


@dataclass(frozen=True, slots=True)
class Note:
    """An event to note."""

    before: Article
    after: Article
    event: Event
    noted_at: str
    """UTC text."""
    count: int
    """Events noted before."""


def past_of(connection: Connection, ids: Sequence[int]) -> dict[int, Past]:
    """Return for each of *ids* what history holds of it."""
    past = {number: Past() for number in ids}
    for row in connection.execute(_EVENTS, {"ids": ids}) if ids else ():
        before, event = past[row.article_id], Event(row.event)
        dated = json.loads(row.record)["date_evidence"] if event in SHOWS_ITS_DATE else before.dated
        past[row.article_id] = Past(before.count + 1, event, dated)
    return past


def note_all(connection: Connection, notes: Sequence[Note]) -> None:
    """Keep articles as they are after an event, and before the first event also as they were until then."""
    rows: list[dict[str, Any]] = []
    for note in notes:
        if note.count == 0:
            rows.append(_row(note.before, 0, Event.FIRST, note.before.fetched_at))
        rows.append(_row(note.after, max(note.count, 1), note.event, note.noted_at))
    if rows:
        connection.execute(insert(history), rows)


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
    " duplicate_kind duplicate_share translation_of revision first_seen_at fetched_at source_url".split()
)
"""Fields that do not come from reading the page alone. A new reading of the same answer replaces all others."""


def reread(connection: Connection, article: Article) -> bool | None:
    """Replace what was read from the same response before; return True if a record changes, None if none is of it."""
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


def revisions_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[Revision]]:
    """Return the events of those of *ids* that have any, in order."""
    found: dict[int, list[Revision]] = {}
    for row in connection.execute(_EVENTS, {"ids": ids}):
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
