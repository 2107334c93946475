"""Texts of articles in the store: fingerprints, near-duplicate texts, and which article is a copy of which.

A text is stored once, however many articles print it, with its MinHash signature and the LSH keys under which similar
texts are found. That two texts are similar is a fact and never changes. Which article is a copy of which is decided
again for all articles of a story whenever one of them is stored, corrected or dated anew.

All functions take many articles: a group costs about ten statements, whatever its size.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from menafn_crawler.deduplicate import (
    SCHEME,
    SHORTEST,
    SHORTEST_NEAR,
    Differences,
    Pair,
    Publication,
    Relation,
    Shared,
    SharedText,
    Similarity,
    TokenizedText,
    bands,
    compare,
    jaccard,
    latest_takes,
    relations,
    signature,
    worth_comparing,
)
from menafn_crawler.items import Article
from menafn_crawler.store.changes import lock_articles
from menafn_crawler.store.schema import articles, kept_apart, likenesses, texts
from menafn_crawler.store.schema import bands as band_rows
from menafn_crawler.store.upsert import insert_new, insert_new_tuples

BUCKET = 8
"""Days whose texts are looked up together."""
MOST_CANDIDATES = 256
"""Texts that one text is compared with at most, those with the most LSH keys in common first."""
_DECIMALS = 3
"""Decimals of a share that is published."""
_MOST_TEXTS = 500
"""Texts of one story that are followed from one similar text to the next."""

_TEXT_IDS = {
    "sqlite": "SELECT content_hash, text_id FROM texts WHERE content_hash IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT content_hash, text_id FROM texts WHERE content_hash = ANY(%s)",
}
_SIMILAR = select(
    likenesses.c.text_id, likenesses.c.other_id, likenesses.c.share, likenesses.c.part, likenesses.c.forced
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
_SHARED_KEYS = {
    "sqlite": "SELECT b.band, b.text_id FROM json_each(?) AS w CROSS JOIN json_each(?) AS k CROSS JOIN bands AS b"
    " WHERE b.bucket = w.value AND b.band = k.value",
    "postgresql": "SELECT b.band, b.text_id FROM unnest(%s::int[]) AS w (bucket)"
    " CROSS JOIN unnest(%s::bigint[]) AS k (band) JOIN bands AS b ON b.bucket = w.bucket AND b.band = k.band",
}
"""One look into the index per key, whatever the planner knows of the values: a generic plan read whole buckets."""
_SIGNATURES = select(texts.c.text_id, texts.c.content_hash, texts.c.runs, texts.c.sketch).where(
    texts.c.text_id.in_(bindparam("texts", expanding=True)), texts.c.scheme == SCHEME
)
_BODIES = (
    select(articles.c.content_hash, func.min(articles.c.body), func.min(articles.c.title))
    .where(articles.c.content_hash.in_(bindparam("hashes", expanding=True)))
    .group_by(articles.c.content_hash)
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
_DAY_BELOW = (
    select(articles.c.published_on)
    .where(articles.c.article_id < bindparam("number"), articles.c.published_on.is_not(None))
    .order_by(articles.c.article_id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class SimilarText:
    """A text and the result of comparing it with another."""

    text_id: int
    content_hash: str
    similarity: Similarity


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    """An article's text as it is compared."""

    content_hash: str
    tokens: TokenizedText
    signature: bytes | None
    """None for a text that is too short to be nearly another's."""
    keys: tuple[int, ...]
    day: int
    """Day of publication as an ordinal."""

    @classmethod
    def of(cls, connection: Connection, article: Article) -> _Fingerprint:
        tokens, day = TokenizedText(article.body, article.title), _day(connection, article)
        signed = signature(tokens.shingles) if tokens.word_count >= SHORTEST_NEAR else None
        return cls(article.content_hash, tokens, signed, bands(signed) if signed else (), day)

    def window(self, days: int) -> range:
        """Return the buckets in which candidates lie."""
        return range((self.day - days) // BUCKET, (self.day + days) // BUCKET + 1)

    @property
    def row(self) -> dict[str, Any]:
        """Row of ``texts``."""
        near = self.signature is not None
        row = {"runs": len(self.tokens.shingles) if near else 0, "scheme": SCHEME if near else None}
        return row | {"content_hash": self.content_hash, "sketch": self.signature}


def relate(connection: Connection, article: Article, days: int) -> Relation | None:
    """Decide again the story of one stored article; see :func:`relate_all`."""
    return relate_all(connection, [article], days).get(article.article_id)


def relate_all(
    connection: Connection, stored: Sequence[Article], days: int, lost_texts: Collection[str] = ()
) -> dict[int, Relation | None]:
    """Decide the stories of stored articles again; return the relation of every article of these stories.

    An article that is not in the result is alone: nobody else printed its text or one like it. *lost_texts* are
    content hashes that a corrected article no longer has: their stories are decided again too. The result does not
    depend on the order in which articles were stored. Other workers wait until the transaction ends.
    """
    lock_articles(connection)
    prints = {one.article_id: _Fingerprint.of(connection, one) for one in stored if one.word_count >= SHORTEST}
    by_hash = {one.content_hash: one for one in prints.values()}
    known = text_ids(connection, [*by_hash, *lost_texts])
    insert_new(connection, texts, [one.row for name, one in sorted(by_hash.items()) if name not in known])
    ids = text_ids(connection, list(by_hash)) if prints else {}
    insert_new_tuples(connection, band_rows, sorted(_band_rows(prints.values(), ids)))
    similar = _compare_all(connection, {ids[one.content_hash]: one for one in prints.values()}, days)
    insert_new(connection, likenesses, similar)
    repeated = Counter(one.content_hash for one in prints.values())
    near = {row["text_id"] for row in similar}
    told = {ids[name] for name in by_hash if name in known or ids[name] in near or repeated[name] > 1}
    return _decide(connection, told | {known[name] for name in lost_texts if name in known}, days)


def similar_texts(connection: Connection, article: Article, days: int) -> list[SimilarText]:
    """Return the stored texts of the days around an article that may be similar to its text, most similar first."""
    one = _Fingerprint.of(connection, article)
    if one.signature is None:
        return []
    text = text_ids(connection, [one.content_hash]).get(one.content_hash, 0)
    found = _compare(connection, {text: one}, one.window(days)).get(text, [])
    return sorted(found, key=lambda like: (-like.similarity.contained, like.text_id))


# --- texts -----------------------------------------------------------------------------------------------------------


def text_ids(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """Return the ids of stored texts by content hash."""
    return {row[0]: row[1] for row in _select(connection, _TEXT_IDS, list(hashes))} if hashes else {}


def _select(connection: Connection, statements: Mapping[str, str], *lists: list[Any]) -> Iterable[Any]:
    """Execute a statement that takes lists: an array on PostgreSQL, JSON on SQLite."""
    dialect = connection.dialect.name
    values = lists if dialect == "postgresql" else map(json.dumps, lists)
    return connection.exec_driver_sql(statements[dialect], tuple(values))


def _band_rows(prints: Iterable[_Fingerprint], ids: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    for one in prints:
        for key in one.keys:
            yield one.day // BUCKET, key, ids[one.content_hash]


def _compare_all(connection: Connection, prints: Mapping[int, _Fingerprint], days: int) -> list[dict[str, Any]]:
    """Compare texts, by id, with the stored ones; return the rows of ``likenesses``, both ways for each pair."""
    windows: dict[range, dict[int, _Fingerprint]] = defaultdict(dict)
    for text, one in prints.items():
        if one.signature is not None:
            windows[one.window(days)][text] = one
    rows: dict[Pair, dict[str, Any]] = {}
    for window, some in windows.items():
        for text, found in _compare(connection, some, window).items():
            for other in (other for other in found if other.similarity.near):
                rows.update(pair_rows(text, other.text_id, other.similarity))
    return [row for _, row in sorted(rows.items())]


def pair_rows(text: int, other: int, similarity: Similarity, *, forced: bool = False) -> dict[Pair, dict[str, Any]]:
    """Return the rows of ``likenesses`` for two near-duplicate texts, in both orders."""
    differences = similarity.differences
    row = {"part": similarity.part and not forced, "forced": forced}
    first = {"text_id": text, "other_id": other, "share": similarity.share_of_first, "evidence": _evidence(differences)}
    second = {
        "text_id": other,
        "other_id": text,
        "share": similarity.share_of_second,
        "evidence": _evidence(differences, turned=True),
    }
    return {(text, other): first | row, (other, text): second | row}


def _evidence(differences: Differences | None, *, turned: bool = False) -> str | None:
    """Return what differs as JSON, the words of ``text_id`` first."""
    if differences is None:
        return None
    step = -1 if turned else 1
    found = {
        "figures": {"agree": differences.agreeing, "differ": [pair[::step] for pair in differences.figures]},
        "names": {"agree": differences.names_agreeing, "differ": [pair[::step] for pair in differences.names]},
        "places_replaced": differences.replaced,
    }
    return json.dumps(found, ensure_ascii=False)


def _compare(connection: Connection, prints: Mapping[int, _Fingerprint], window: range) -> dict[int, list[SimilarText]]:
    """Compare texts, by id, with those in the buckets of *window* that have an LSH key in common with them."""
    candidates = _candidates(connection, prints, window)
    others = sorted({other for found in candidates.values() for other in found})
    signed = {row.text_id: row for row in connection.execute(_SIGNATURES, {"texts": others})} if others else {}
    worth = {
        text: [signed[other] for other in found if other in signed and _worth(prints[text], signed[other])]
        for text, found in candidates.items()
    }
    tokens = _tokens(connection, {row.content_hash for found in worth.values() for row in found}, prints)
    return {
        text: [
            SimilarText(row.text_id, row.content_hash, compare(prints[text].tokens, tokens[row.content_hash]))
            for row in found
            if row.content_hash in tokens
        ]
        for text, found in worth.items()
    }


def _candidates(connection: Connection, prints: Mapping[int, _Fingerprint], window: range) -> dict[int, list[int]]:
    """Return for each text the ids of those with most LSH keys in common."""
    owners: dict[int, list[int]] = defaultdict(list)
    for text, one in prints.items():
        for key in one.keys:
            owners[key].append(text)
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for key, other in _select(connection, _SHARED_KEYS, list(window), list(owners)):
        for text in owners[key]:
            found[text][other] += text != other
    return {
        text: sorted((other for other in counts if other != text), key=lambda other: (-counts[other], other))[
            :MOST_CANDIDATES
        ]
        for text, counts in found.items()
    }


def _worth(one: _Fingerprint, other: Any) -> bool:
    assert one.signature is not None
    return worth_comparing(jaccard(one.signature, other.sketch), len(one.tokens.shingles), other.runs)


def _tokens(
    connection: Connection, hashes: Collection[str], prints: Mapping[int, _Fingerprint]
) -> dict[str, TokenizedText]:
    """Return the tokens of texts by content hash: those at hand, else read from an article that prints the text."""
    tokens = {one.content_hash: one.tokens for one in prints.values()}
    missing = [name for name in hashes if name not in tokens]
    rows = connection.execute(_BODIES, {"hashes": missing}) if missing else ()
    return tokens | {content_hash: TokenizedText(body, title) for content_hash, body, title in rows}


def _day(connection: Connection, article: Article) -> int:
    """Return the article's day as an ordinal; that of the dated article with the next lower id if it is undated."""
    day = article.published_on or connection.execute(_DAY_BELOW, {"number": article.article_id}).scalar()
    return date.fromisoformat(day or article.first_seen_at[:10]).toordinal()


# --- stories ---------------------------------------------------------------------------------------------------------


def _decide(connection: Connection, told: Collection[int], days: int) -> dict[int, Relation | None]:
    """Decide the relations of all articles whose text leads to one of these texts; store what changes."""
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
            {(row.text_id, row.other_id): Shared(row.share, bool(row.part), bool(row.forced)) for row in rows}
        )
        new = {row.other_id for row in rows} - known
        known |= new
    return shared


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
