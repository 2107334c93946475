"""Stories in the store: which article is a copy or a later take of which.

That two texts are similar is a fact and never changes. Which article is a copy of which is decided again for all
articles of a story whenever one of them is stored, corrected or dated anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from menafn_crawler.deduplicate import (
    Pair,
    Publication,
    Relation,
    Shared,
    SharedText,
    latest_takes,
    only_figures,
    relations,
)
from menafn_crawler.store.schema import articles, kept_apart, likenesses, texts

_DECIMALS = 3
"""Decimals of a share that is published."""
_MOST_TEXTS = 500
"""Texts of one story that are followed from one similar text to the next."""

_SIMILAR = select(
    likenesses.c.text_id,
    likenesses.c.other_id,
    likenesses.c.share,
    likenesses.c.part,
    likenesses.c.forced,
    likenesses.c.evidence,
).where(likenesses.c.text_id.in_(bindparam("texts", expanding=True)))
_APART = select(kept_apart.c.article_id, kept_apart.c.other_id).where(
    kept_apart.c.article_id.in_(bindparam("numbers", expanding=True))
)
_PUBLICATIONS = (
    select(
        articles.c.article_id,
        articles.c.provider,
        articles.c.provider_code,
        articles.c.published_at,
        articles.c.published_on,
        texts.c.text_id,
        articles.c.title,
        articles.c.duplicate_of,
        articles.c.duplicate_kind,
        articles.c.duplicate_share,
        articles.c.latest_take,
    )
    .join_from(texts, articles, texts.c.content_hash == articles.c.content_hash)
    .where(texts.c.text_id.in_(bindparam("texts", expanding=True)))
)
_RELATE = (
    update(articles)
    .where(articles.c.article_id == bindparam("number"))
    .values(
        duplicate_of=bindparam("head"),
        duplicate_kind=bindparam("kind"),
        duplicate_share=bindparam("share"),
        latest_take=bindparam("take"),
    )
)


def decide(connection: Connection, told: Collection[int], days: int) -> dict[int, Relation | None]:
    """Decide the relations of all articles of the stories that have one of these texts; store and return them."""
    if not told:
        return {}
    shared = _shared(connection, told)
    publications: dict[int, list[Any]] = defaultdict(list)
    every = sorted({text for pair in shared for text in pair}.union(told))
    for row in connection.execute(_PUBLICATIONS, {"texts": every}):
        publications[row.text_id].append(row)
    apart = _kept_apart(connection, [row.article_id for rows in publications.values() for row in rows])
    decided: dict[int, Relation | None] = {}
    changed: list[dict[str, Any]] = []
    for story, pairs in _stories(every, shared):
        rows = [row for text in story for row in publications[text]]
        printed = [Publication(*row[:7]) for row in rows]
        found = relations(printed, pairs, days, apart)
        changed += _changes(rows, found, latest_takes(printed, found))
        decided |= found
    if changed:
        connection.execute(_RELATE, changed)
    return decided


def _kept_apart(connection: Connection, numbers: Sequence[int]) -> frozenset[Pair]:
    if not numbers:
        return frozenset()
    return frozenset((row.article_id, row.other_id) for row in connection.execute(_APART, {"numbers": numbers}))


def _shared(connection: Connection, told: Collection[int]) -> dict[Pair, Shared]:
    """Return what similar texts have in common, for all texts that lead from these to the next."""
    shared: dict[Pair, Shared] = {}
    known, new = set(told), set(told)
    while new and len(known) < _MOST_TEXTS * len(told):
        rows = connection.execute(_SIMILAR, {"texts": sorted(new)}).all()
        shared.update(
            {
                (row.text_id, row.other_id): Shared(
                    row.share, bool(row.part), bool(row.forced), _only_figures(row.evidence)
                )
                for row in rows
            }
        )
        new = {row.other_id for row in rows} - known
        known |= new
    return shared


def _only_figures(evidence: str | None) -> bool:
    """Return whether the stored evidence says that hardly anything but figures differs."""
    found = json.loads(evidence) if evidence else {}
    return only_figures(len(found.get("figures", {}).get("differ", ())), found.get("places_replaced", 0))


def _stories(every: Iterable[int], shared: SharedText) -> Iterator[tuple[set[int], dict[Pair, Shared]]]:
    """Yield the texts of each story, those that lead to each other, with their shares in each other."""
    pairs: dict[int, dict[Pair, Shared]] = defaultdict(dict)
    for (one, other), found in shared.items():
        pairs[one][one, other] = found
    left = set(every)
    while left:
        story, new = set[int](), {left.pop()}
        while new:
            story |= new
            new = {other for text in new for _, other in pairs[text]} - story
        left -= story
        yield story, {pair: found for text in story for pair, found in pairs[text].items()}


def fields_of(relation: Relation | None) -> dict[str, Any]:
    """Return the fields of an article that tell its relation."""
    if relation is None:
        return {"duplicate_of": None, "duplicate_kind": None, "duplicate_share": None}
    share = round(relation.share, _DECIMALS)
    return {"duplicate_of": relation.head, "duplicate_kind": relation.kind.value, "duplicate_share": share}


def _changes(rows: Iterable[Any], found: dict[int, Relation | None], takes: dict[int, int]) -> Iterator[dict[str, Any]]:
    for row in rows:
        head, kind, share = fields_of(found[row.article_id]).values()
        take = takes.get(row.article_id)
        if (head, kind, share, take) != (row.duplicate_of, row.duplicate_kind, row.duplicate_share, row.latest_take):
            yield {"number": row.article_id, "head": head, "kind": kind, "share": share, "take": take}
