"""What another look at a stored article changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, update

from menafn_crawler.items import Article
from menafn_crawler.normalise import CLOCK_NOTE, FROM_PAGE, is_doubtful, with_date_of
from menafn_crawler.store import history
from menafn_crawler.store.articles import COLUMNS, row_of
from menafn_crawler.store.history import Note, Past
from menafn_crawler.store.schema import articles

_UPDATE = (
    update(articles)
    .where(articles.c.article_id == bindparam("number"))
    .values({name: bindparam(name) for name in COLUMNS if name != "article_id"})
)
_LOOKED_AT = (
    update(articles)
    .where(articles.c.article_id == bindparam("number"))
    .values(
        fetched_at=bindparam("at"),
        read_at=func.coalesce(articles.c.read_at, articles.c.fetched_at),
        changed=articles.c.changed,
    )
)
"""Nothing that is published changes, so the record does not count as changed."""
_TOUCH_HEAD = (
    update(articles)
    .where(articles.c.article_id == bindparam("head"), articles.c.latest_take == bindparam("take"))
    .values(latest_take=articles.c.latest_take)
)
"""The record of a story's first article shows the text of its latest take, so it changes with that."""


class Change(StrEnum):
    """What storing an article changed."""

    NEW = "new"
    CORRECTED = "corrected"
    REDATED = "redated"
    RETURNED = "returned"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class WriteResult:
    """An article as the store has it now, and what storing it changed."""

    article: Article
    change: Change


def look_again(connection: Connection, seen: Sequence[Article], known: Mapping[int, Article]) -> dict[int, WriteResult]:
    """Store what another look at stored articles shows."""
    past = history.past_of(connection, [article.article_id for article in seen])
    results: dict[int, WriteResult] = {}
    notes: list[Note] = []
    for article in seen:
        number = article.article_id
        results[number], shown = _again(known[number], article, past[number])
        if shown is not None:
            event = history.Event(results[number].change)
            notes.append(Note(known[number], shown, event, article.fetched_at, past[number].count))
    history.note_all(connection, notes)
    replace_all(connection, [(known[number], result.article) for number, result in results.items()])
    return results


def _again(known: Article, seen: Article, past: Past) -> tuple[WriteResult, Article | None]:
    """Return the result of another look, and the record that history keeps of it (None for nothing)."""
    dates = known if not is_doubtful(known) else seen
    same_text = (known.title, known.body) == (seen.title, seen.body)
    if same_text:
        now = replace(with_date_of(known, dates), fetched_at=seen.fetched_at)
    else:
        dated = with_date_of(seen, dates)
        now = replace(dated, first_seen_at=known.first_seen_at, revision=known.revision + 1, sections=known.sections)
    change = _change_between(known, seen, past) if same_text else Change.CORRECTED
    if change is Change.UNCHANGED:
        return WriteResult(now, change), None
    return WriteResult(now, change), now if change is Change.CORRECTED else with_date_of(now, seen)


def _change_between(known: Article, seen: Article, past: Past) -> Change:
    """Return what a look that finds the same text changes."""
    if past.last is history.Event.VANISHED:
        return Change.RETURNED
    # The article keeps its first date, so another date that was noted already differs from it at every look.
    said = known.date_evidence if past.dated is None else past.dated
    return Change.REDATED if _said_dates(said) != _said_dates(seen.date_evidence) else Change.UNCHANGED


def _said_dates(evidence: Iterable[Mapping[str, str | None]]) -> set[tuple[str | None, str | None]]:
    """Return what the page itself says of its publication: no updates, and no clock, which differs at every look."""
    said = (e for e in evidence if e["source"] in FROM_PAGE and e["verdict"] != "updated")
    return {(e["source"], e["raw"]) for e in said if e.get("note") != CLOCK_NOTE}


def replace_all(connection: Connection, pairs: Collection[tuple[Article, Article]]) -> None:
    """Put the second article of each pair in the place of the first."""
    same = [now for known, now in pairs if now == replace(known, fetched_at=now.fetched_at)]
    changed = [(known, now) for known, now in pairs if now != replace(known, fetched_at=now.fetched_at)]
    if same:
        connection.execute(_LOOKED_AT, [{"number": now.article_id, "at": now.fetched_at} for now in same])
    if changed:
        connection.execute(_UPDATE, [{"number": now.article_id, **row_of(now)} for _, now in changed])
        connection.execute(
            _TOUCH_HEAD, [{"head": known.duplicate_of, "take": known.article_id} for known, _ in changed]
        )
