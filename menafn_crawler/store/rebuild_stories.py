"""Decide stories of a whole store again: after an upgrade of the rule, or when an analyst overrules it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from menafn_crawler.deduplicate import Overrides, Pair, TokenizedText, compare
from menafn_crawler.items import Article
from menafn_crawler.normalise import content_hash
from menafn_crawler.store import articles as stored_articles
from menafn_crawler.store import duplicates
from menafn_crawler.store.changes import lock_articles
from menafn_crawler.store.near_duplicates import text_ids
from menafn_crawler.store.schema import articles, bands, kept_apart, likenesses, texts, translations
from menafn_crawler.store.upsert import insert_new

_BATCH = 200
"""Articles compared with the store at a time."""
_HASH = update(articles).where(articles.c.article_id == bindparam("number")).values(content_hash=bindparam("new_hash"))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an article is a copy or a translation, and of which."""

    head: int | None
    kind: str | None
    translation_of: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """An article that is decided otherwise than before."""

    article_id: int
    before: Decision
    after: Decision


def decide_again(connection: Connection, days: int) -> list[DecisionChange]:
    """Hash, fingerprint and compare all texts again; return the articles whose decision changed, by id."""
    lock_articles(connection)
    before = _decisions(connection)
    forced = _forced(connection)
    for table in (likenesses, bands, texts, translations):
        connection.execute(delete(table))
    for batch in _batches(connection):
        _hash_again(connection, batch)
        duplicates.relate_all(connection, [*batch], days)
    _decide_marked(connection, days)
    _force(connection, forced, days)
    return _changes(before, _decisions(connection))


def overrule(connection: Connection, overrides: Overrides, days: int) -> list[DecisionChange]:
    """Apply an analyst's decisions and take back those of before; return the articles whose decision changed."""
    lock_articles(connection)
    wanted = {pair for one, other in overrides.apart for pair in ((one, other), (other, one))}
    known = {(row.article_id, row.other_id) for row in connection.execute(select(kept_apart))}
    forced, joined = _forced(connection), set(overrides.together)
    touched = sorted({number for pair in (wanted ^ known) | (forced ^ joined) for number in pair})
    if not touched:
        return []
    before = _decisions(connection)
    connection.execute(delete(kept_apart))
    insert_new(connection, kept_apart, [{"article_id": one, "other_id": other} for one, other in sorted(wanted)])
    connection.execute(delete(likenesses).where(likenesses.c.forced))
    duplicates.relate_all(connection, [*stored_articles.iterate_some(connection, touched, copies=True)], days)
    _force(connection, joined, days)
    return _changes(before, _decisions(connection))


def _changes(before: dict[int, Decision], after: dict[int, Decision]) -> list[DecisionChange]:
    return [DecisionChange(number, old, after[number]) for number, old in before.items() if after[number] != old]


def _decisions(connection: Connection) -> dict[int, Decision]:
    a = articles.c
    columns = (a.article_id, a.duplicate_of, a.duplicate_kind, a.translation_of)
    rows = connection.execute(select(*columns).order_by(a.article_id))
    return {row.article_id: Decision(*row[1:]) for row in rows}


def _batches(connection: Connection) -> Iterator[list[Article]]:
    every = connection.execute(select(articles.c.article_id).order_by(articles.c.article_id)).scalars().all()
    for start in range(0, len(every), _BATCH):
        yield list(stored_articles.iterate_some(connection, every[start : start + _BATCH], copies=True))


def _decide_marked(connection: Connection, days: int) -> None:
    """Decide again the articles that still count as copies or updated: an article that is alone now was passed over."""
    marked = articles.c.duplicate_of.is_not(None) | articles.c.latest_take.is_not(None)
    hashes = connection.execute(select(articles.c.content_hash).where(marked).distinct()).scalars().all()
    for start in range(0, len(hashes), _BATCH):
        duplicates.relate_all(connection, [], days, hashes[start : start + _BATCH])


def _hash_again(connection: Connection, batch: list[Article]) -> None:
    """Give articles today's content hash, in the list and in the store."""
    changed: list[dict[str, Any]] = []
    for place, article in enumerate(batch):
        now = content_hash(article.body)
        if now != article.content_hash:
            batch[place] = replace(article, content_hash=now)
            changed.append({"number": article.article_id, "new_hash": now})
    if changed:
        connection.execute(_HASH, changed)


def _forced(connection: Connection) -> set[Pair]:
    """Return the pairs of articles that an analyst took for one story, the lower id first."""
    one, other = articles.alias(), articles.alias()
    text, other_text = texts.alias(), texts.alias()
    rows = connection.execute(
        select(one.c.article_id, other.c.article_id)
        .select_from(likenesses)
        .join(text, text.c.text_id == likenesses.c.text_id)
        .join(other_text, other_text.c.text_id == likenesses.c.other_id)
        .join(one, one.c.content_hash == text.c.content_hash)
        .join(other, other.c.content_hash == other_text.c.content_hash)
        .where(likenesses.c.forced, one.c.article_id < other.c.article_id)
    )
    return {(row[0], row[1]) for row in rows}


def _force(connection: Connection, pairs: Iterable[Pair], days: int) -> None:
    """Note the texts of these pairs of articles as near duplicates, whatever the rule says."""
    for one, other in sorted(pairs):
        found = list(stored_articles.iterate_some(connection, [one, other], copies=True))
        hashes = [article.content_hash for article in found]
        if len(set(hashes)) == 1 or len(found) == 1 or not found:
            continue
        ids = text_ids(connection, hashes)
        first, second = (ids[name] for name in hashes)
        similarity = compare(*(TokenizedText(article.body, article.title) for article in found))
        both = likenesses.c.text_id.in_((first, second)) & likenesses.c.other_id.in_((first, second))
        connection.execute(delete(likenesses).where(both))
        rows = duplicates.pair_rows(first, second, similarity, forced=True)
        insert_new(connection, likenesses, list(rows.values()))
        duplicates.relate_all(connection, found, days)
