"""Articles as they were published before a change: for exports as of an instant, and for what changed since.

``article_versions`` has a row for each change of a stored article: the record that the change with number ``until``
replaced, null for an article that was not there before. Triggers write it, so that no statement can forget to. What
was published after change N is the record of the smallest ``until`` above N, else the present one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from menafn_crawler.items import ARTICLE_FIELDS, StoredArticle
from menafn_crawler.store.article_filter import Selection
from menafn_crawler.store.meta_values import read_value
from menafn_crawler.store.schema import article_versions, articles, changes, history, sightings

_BATCH = 1_000
_NOT_PUBLISHED = frozenset({"article_id", "fetched_at", "date_in_doubt", "date_certain", "changed"})
"""Columns that can change while the published record stays; ``read_at`` is the published ``fetched_at``."""
_OF_TAKE = ("title", "body", "word_count", "quality", "content_hash", "fetched_at", "source_url", "extraction")
_KEPT_FROM = "versions_kept_from"

_V = article_versions.c
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PRESENT = select(articles).where(articles.c.article_id.in_(_IDS))
_NEXT = (
    select(_V.article_id, func.min(_V.until).label("until"))
    .where(_V.article_id.in_(_IDS), _V.until > bindparam("number"))
    .group_by(_V.article_id)
    .subquery()
)
_REPLACED = select(_V.article_id, _V.record).join(
    _NEXT, (_NEXT.c.article_id == _V.article_id) & (_NEXT.c.until == _V.until)
)
_SIGHTINGS = (
    select(sightings.c.article_id, sightings.c.section)
    .where(sightings.c.article_id.in_(_IDS))
    .order_by(sightings.c.article_id, sightings.c.section)
)
_SIGHTINGS_UNTIL = _SIGHTINGS.where(sightings.c.changed <= bindparam("number"))


def create_triggers(connection: Connection) -> None:
    """Let the database keep the version that an UPDATE of ``articles`` replaces. Call it with today's schema."""
    names = [column.name for column in articles.columns]
    distinct = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}[connection.dialect.name]
    changed = " OR ".join(f"OLD.{name} {distinct} NEW.{name}" for name in names if name not in _NOT_PUBLISHED)
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.dialect.name](names, changed)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(names: Sequence[str], changed: str) -> Iterator[str]:
    record = ", ".join(f"'{name}', OLD.{name}" for name in names)
    yield "DROP TRIGGER IF EXISTS article_replaced"
    yield "DROP TRIGGER IF EXISTS article_added"
    yield (
        f"CREATE TRIGGER article_replaced BEFORE UPDATE ON articles WHEN {changed} BEGIN INSERT OR IGNORE INTO"
        f" article_versions VALUES (OLD.article_id, NEW.changed, json_object({record})); END"
    )
    yield (
        "CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN INSERT OR IGNORE INTO article_versions"
        " VALUES (NEW.article_id, NEW.changed, NULL); END"
    )


def _postgresql(names: Sequence[str], changed: str) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION keep_article_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'INSERT' THEN"
        " INSERT INTO article_versions VALUES (NEW.article_id, NEW.changed, NULL) ON CONFLICT DO NOTHING;"
        " ELSE INSERT INTO article_versions VALUES (OLD.article_id, NEW.changed, to_jsonb(OLD)::text)"
        " ON CONFLICT DO NOTHING; END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE OR REPLACE TRIGGER article_replaced BEFORE UPDATE ON articles FOR EACH ROW"
        f" WHEN ({changed}) EXECUTE FUNCTION keep_article_version()"
    )
    yield (
        "CREATE OR REPLACE TRIGGER article_added AFTER INSERT ON articles FOR EACH ROW"
        " EXECUTE FUNCTION keep_article_version()"
    )


def versions_kept_from(connection: Connection) -> int:
    """Return the first change number whose state is known: 0 unless an older store was brought up to date."""
    return int(read_value(connection, _KEPT_FROM) or 0)


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """A record that was published, changed, or is published no more, since some change number."""

    article: StoredArticle
    change: str
    """``new``, ``corrected``, ``redated``, ``updated``, ``unmerged``, ``selected``, ``vanished``: the record now;
    ``merged``, ``removed``: it is not published any more."""
    changed_at: str
    """UTC text."""


def iterate_as_of(connection: Connection, selection: Selection, number: int) -> Iterator[StoredArticle]:
    """Yield the selected articles, by ascending id, as they were published after change *number*."""
    last = -1
    ids = select(articles.c.article_id).order_by(articles.c.article_id).limit(_BATCH)
    while some := connection.execute(ids.where(articles.c.article_id > last)).scalars().all():
        last = some[-1]
        yield from _published(connection, some, selection, number).values()


def iterate_changes(connection: Connection, selection: Selection, number: int) -> Iterator[ChangedArticle]:
    """Yield what a copy of the selected articles as of change *number* lacks, by ascending id.

    A copy that replaces or adds each record, and deletes the merged and removed ones, is the selection of now.
    """
    a = articles.c
    vanished = _vanished(connection, number)
    when = dict(
        connection.execute(select(changes.c.number, changes.c.changed_at).where(changes.c.number > number)).all()
    )
    last = -1
    found = select(a.article_id, a.changed).order_by(a.article_id).limit(_BATCH)
    found = found.where((a.changed > number) | a.article_id.in_(_IDS))
    while some := connection.execute(found.where(a.article_id > last), {"ids": list(vanished)}).all():
        last = some[-1].article_id
        ids = [row.article_id for row in some]
        before, now = (_published(connection, ids, selection, at) for at in (number, None))
        there = _rows(connection, ids, number)
        for row in some:
            one = row.article_id
            change = _change(before.get(one), now.get(one), there.get(one), gone=one in vanished)
            if change is None:
                continue
            record = now.get(one) or _published(connection, [one], Selection(copies=True), None)[one]
            if change == "removed" and record.duplicate_of is not None:
                change = "merged"
            yield ChangedArticle(record, change, when.get(row.changed) or vanished[one])


def _change(
    before: StoredArticle | None, now: StoredArticle | None, there: Mapping[str, Any] | None, *, gone: bool
) -> str | None:
    """Name what happened to a record; None if nothing did that is published."""
    if now is None:
        return None if before is None else "removed"
    if before is None:
        if there is None:
            return "new"
        return "unmerged" if there["duplicate_of"] is not None else "selected"
    if before == now:
        return "vanished" if gone else None
    if (before.title, before.body) != (now.title, now.body):
        return "corrected"
    dates = ("published_at", "published_on", "date_precision", "date_source", "date_conflict")
    return "redated" if any(getattr(before, name) != getattr(now, name) for name in dates) else "updated"


def _vanished(connection: Connection, number: int) -> dict[int, str]:
    """Return the articles that the site has no more, noted after change *number*, with the instant."""
    since = connection.execute(select(func.max(changes.c.changed_at)).where(changes.c.number <= number)).scalar()
    h = history.c
    noted = select(h.article_id, func.max(h.noted_at)).where(h.event == "vanished", h.noted_at > (since or ""))
    return {row[0]: row[1] for row in connection.execute(noted.group_by(h.article_id))}


def _published(
    connection: Connection, ids: Sequence[int], selection: Selection, number: int | None
) -> dict[int, StoredArticle]:
    """Return those of *ids* that are selected, as they were published after change *number*; None for now."""
    rows = _rows(connection, ids, number)
    takes: dict[int, dict[str, Any]] = {}
    if not selection.copies:
        takes = _rows(connection, [row["latest_take"] for row in rows.values() if row["latest_take"]], number)
    shown = _sections(connection, ids, number)
    found = {}
    for article_id, row in sorted(rows.items()):
        take = takes.get(row["latest_take"] or 0)
        values = row | ({name: take[name] for name in _OF_TAKE} if take is not None else {})
        values["sections"] = shown.get(article_id, ())
        article = StoredArticle(*(values.get(name) for name in ARTICLE_FIELDS))  # type: ignore[arg-type]
        if selection.selects(article):
            found[article_id] = article
    return found


def _rows(connection: Connection, ids: Sequence[int], number: int | None) -> dict[int, dict[str, Any]]:
    """Return the rows of *ids* after change *number*, without those that were not there yet."""
    present = connection.execute(_PRESENT, {"ids": ids}).mappings()
    rows: dict[int, dict[str, Any]] = {row["article_id"]: dict(row) for row in present}
    if number is not None:
        for article_id, record in connection.execute(_REPLACED, {"ids": ids, "number": number}):
            if record is None:
                rows.pop(article_id, None)
            else:
                rows[article_id] = json.loads(record)
    for row in rows.values():
        row["date_conflict"] = bool(row["date_conflict"])
        row["fetched_at"] = row.get("read_at") or row["fetched_at"]
    return rows


def _sections(connection: Connection, ids: Sequence[int], number: int | None) -> dict[int, tuple[str, ...]]:
    wanted = _SIGHTINGS if number is None else _SIGHTINGS_UNTIL
    found: dict[int, tuple[str, ...]] = {}
    for article_id, section in connection.execute(wanted, {"ids": ids, "number": number}):
        found[article_id] = (*found.get(article_id, ()), section)
    return found


def number_at(connection: Connection, instant: str) -> int:
    """Return the number of the last change at or before *instant* (UTC text)."""
    last = select(func.max(changes.c.number)).where(changes.c.changed_at <= instant)
    return int(connection.execute(last).scalar() or 0)


def instant_of(connection: Connection, number: int) -> str | None:
    """Return the instant of a change (UTC text); None for one that the store does not have."""
    found: str | None = connection.execute(select(changes.c.changed_at).where(changes.c.number == number)).scalar()
    return found
