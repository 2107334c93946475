"""Search for near-duplicate texts: fingerprints, the look-up of candidates by LSH keys, and the comparison.

A text is stored once, however many articles print it, with its MinHash signature in ``texts`` and the LSH keys under
which similar texts are found in ``bands``.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from menafn_crawler.deduplicate import (
    SCHEME,
    SHORTEST_NEAR,
    Similarity,
    TokenizedText,
    bands,
    compare,
    jaccard_of_numbers,
    signature,
    signature_number,
    worth_comparing,
)
from menafn_crawler.items import Article
from menafn_crawler.store.schema import articles, texts
from menafn_crawler.store.schema import bands as band_rows
from menafn_crawler.store.upsert import insert_new, insert_new_tuples

BUCKET = 8
"""Days whose texts are looked up together."""
MOST_CANDIDATES = 256
"""Texts that one text is compared with at most, those with the most LSH keys in common first."""
_READ_AT_ONCE = 32
"""Texts that are in memory for a comparison; with their figures and names each takes 30 kB or more."""

_TEXT_IDS = {
    "sqlite": "SELECT content_hash, text_id FROM texts WHERE content_hash IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT content_hash, text_id FROM texts WHERE content_hash = ANY(%s)",
}
_SHARED_KEYS = {
    "sqlite": "SELECT b.bucket, b.band, b.text_id FROM json_each(?) AS k CROSS JOIN bands AS b"
    " WHERE b.bucket = k.value ->> 0 AND b.band = k.value ->> 1",
    "postgresql": "SELECT b.bucket, b.band, b.text_id FROM unnest(%s::int[], %s::bigint[]) AS k (bucket, band) CROSS"
    " JOIN LATERAL (SELECT * FROM bands WHERE bucket = k.bucket AND band = k.band OFFSET 0) AS b",
}
"""One look into the index per key and bucket: OFFSET 0 keeps the planner from reading the whole table instead."""
_SIGNED = "SELECT texts.text_id, texts.content_hash, texts.runs, texts.sketch"
_SIGNATURES = {
    "sqlite": f"{_SIGNED} FROM json_each(?) AS k CROSS JOIN texts WHERE text_id = k.value AND scheme = '{SCHEME}'",
    "postgresql": f"{_SIGNED} FROM texts WHERE text_id = ANY(%s) AND scheme = '{SCHEME}'",
}
"""One text for any number of ids: SQLite keeps 128 statements, and one with thousands of places takes 0.1 MB."""
_BODIES = (
    select(articles.c.content_hash, func.min(articles.c.body), func.min(articles.c.title))
    .where(articles.c.content_hash.in_(bindparam("hashes", expanding=True)))
    .group_by(articles.c.content_hash)
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
class Fingerprint:
    """A text as it is compared."""

    content_hash: str
    tokens: TokenizedText
    signature: bytes | None
    """None for a text that is too short to be nearly another's."""
    keys: tuple[int, ...]
    number: int = 0
    """The signature as a number: a group compares it with those of hundreds of texts."""
    runs: int = 0
    """Different shingles of a text that can be nearly another's."""

    @classmethod
    def of(cls, article: Article) -> Fingerprint:
        """Return the fingerprint of an article's text."""
        tokens = TokenizedText(article.body, article.title)
        signed = signature(tokens.shingles) if tokens.word_count >= SHORTEST_NEAR else None
        if signed is None:
            return cls(article.content_hash, tokens, None, ())
        number = signature_number(signed)
        return cls(article.content_hash, tokens, signed, bands(signed), number, len(tokens.shingles))

    @property
    def row(self) -> dict[str, Any]:
        """Row of ``texts``."""
        scheme = SCHEME if self.signature is not None else None
        return {"runs": self.runs, "scheme": scheme, "content_hash": self.content_hash, "sketch": self.signature}


class NearDuplicateSearch:
    """Finds the stored texts that are similar to those of some articles.

    It keeps what it has computed and compared. A search before a lock is had leaves to the one under the lock only what
    other transactions have stored meanwhile.
    """

    def __init__(self, connection: Connection, days: int) -> None:
        """*days* is how far apart two publications may be to be compared."""
        self._connection, self._days = connection, days
        self._fingerprints: dict[tuple[str, str], Fingerprint] = {}
        self._compared: dict[tuple[str, int], SimilarText | None] = {}
        self._similarities: dict[tuple[str, str], Similarity] = {}

    def store_texts(self, told: Sequence[Article], known: Mapping[str, int]) -> dict[str, int]:
        """Store the texts of articles, but for *known* ones, with their LSH keys; return all ids by content hash."""
        prints = {one.content_hash: self._fingerprint(one) for one in told}
        new = [one.row for name, one in sorted(prints.items()) if name not in known]
        insert_new(self._connection, texts, new)
        ids = {**known, **text_ids(self._connection, [row["content_hash"] for row in new])}
        rows = set[tuple[int, int, int]]()
        for one in (one for one in told if prints[one.content_hash].keys):
            bucket, number = self._day(one) // BUCKET, ids[one.content_hash]
            rows.update((bucket, key, number) for key in prints[one.content_hash].keys)
        insert_new_tuples(self._connection, band_rows, sorted(rows))
        return ids

    def similar(self, told: Iterable[Article]) -> dict[str, list[SimilarText]]:
        """Return for each text, by content hash, the texts of the days around that may be similar to it."""
        prints, owners = dict[str, Fingerprint](), defaultdict[tuple[int, int], set[str]](set)
        for article in told:
            one = prints[article.content_hash] = self._fingerprint(article)
            for place in self._places(article, one):
                owners[place].add(one.content_hash)
        candidates = self._candidates(owners) if owners else {}
        self._compare(prints, candidates)
        return {
            name: [like for other in some if (like := self._compared[name, other]) is not None]
            for name, some in candidates.items()
        }

    def _fingerprint(self, article: Article) -> Fingerprint:
        key = article.content_hash, article.title
        if key not in self._fingerprints:
            self._fingerprints[key] = Fingerprint.of(article)
        return self._fingerprints[key]

    def _day(self, article: Article) -> int:
        """Return the article's day as an ordinal; that of the dated article with the next lower id if it is undated."""
        day = article.published_on
        if day is None:
            day = self._connection.execute(_DAY_BELOW, {"number": article.article_id}).scalar()
        return date.fromisoformat(day or article.first_seen_at[:10]).toordinal()

    def _places(self, article: Article, one: Fingerprint) -> Iterator[tuple[int, int]]:
        """Yield buckets and LSH keys under which similar texts lie."""
        if one.keys:
            day = self._day(article)
            for bucket in range((day - self._days) // BUCKET, (day + self._days) // BUCKET + 1):
                for key in one.keys:
                    yield bucket, key

    def _candidates(self, owners: Mapping[tuple[int, int], Collection[str]]) -> dict[str, list[int]]:
        """Return for each text the ids of those with most LSH keys in common, its own among them if it is stored."""
        found: dict[str, Counter[int]] = defaultdict(Counter)
        for bucket, key, other in self._shared_keys(owners):
            for name in owners[bucket, key]:
                found[name][other] += 1
        return {
            name: sorted(counts, key=lambda other, counts=counts: (-counts[other], other))[: MOST_CANDIDATES + 1]  # type: ignore[misc]
            for name, counts in found.items()
        }

    def _shared_keys(self, places: Collection[tuple[int, int]]) -> Iterable[Any]:
        dialect = self._connection.dialect.name
        values = [list(some) for some in zip(*places, strict=True)] if dialect == "postgresql" else [[*places]]
        return _select(self._connection, _SHARED_KEYS, *values)

    def _compare(self, prints: Mapping[str, Fingerprint], candidates: Mapping[str, Sequence[int]]) -> None:
        """Compare the texts with those of their candidates with which they were not compared before."""
        new = [(name, other) for name, some in candidates.items() for other in some]
        new = [pair for pair in new if pair not in self._compared]
        others = sorted({other for _, other in new})
        signed = {row.text_id: row for row in _select(self._connection, _SIGNATURES, others)} if new else {}
        numbers = {text_id: signature_number(row.sketch) for text_id, row in signed.items()}
        worth = [
            (name, signed[other])
            for name, other in new
            if other in signed and _worth(prints[name], signed[other], numbers[other])
        ]
        self._compared.update(dict.fromkeys(new))
        texts_found = sorted({row.content_hash for _, row in worth})
        for start in range(0, len(texts_found), _READ_AT_ONCE):
            tokens = self._tokens(texts_found[start : start + _READ_AT_ONCE], prints)
            for name, row in worth:
                if row.content_hash in tokens:
                    other = row.content_hash, tokens[row.content_hash]
                    similarity = self._similarity((name, prints[name].tokens), other)
                    self._compared[name, row.text_id] = SimilarText(row.text_id, row.content_hash, similarity)

    def _similarity(self, one: tuple[str, TokenizedText], other: tuple[str, TokenizedText]) -> Similarity:
        """Compare two texts once, in the order of their hashes: it does not matter which was stored first."""
        (first, text), (second, other_text) = sorted((one, other), key=itemgetter(0))
        if (first, second) not in self._similarities:
            self._similarities[first, second] = compare(text, other_text)
        found = self._similarities[first, second]
        return found if first == one[0] else found.turned()

    def _tokens(self, hashes: Sequence[str], prints: Mapping[str, Fingerprint]) -> dict[str, TokenizedText]:
        """Return the tokens of texts: those at hand, else read from an article that prints the text."""
        missing = [name for name in hashes if name not in prints]
        rows = self._connection.execute(_BODIES, {"hashes": missing}) if missing else ()
        read = {content_hash: TokenizedText(body, title) for content_hash, body, title in rows}
        return read | {name: prints[name].tokens for name in hashes if name in prints}


def _worth(one: Fingerprint, other: Any, number: int) -> bool:
    """Return True for another text whose signature, as a *number*, says that a comparison may find it similar."""
    if one.signature is None or other.content_hash == one.content_hash:
        return False
    return worth_comparing(jaccard_of_numbers(one.number, number), one.runs, other.runs)


def text_ids(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """Return the ids of stored texts by content hash."""
    return {row[0]: row[1] for row in _select(connection, _TEXT_IDS, list(hashes))} if hashes else {}


def _select(connection: Connection, statements: Mapping[str, str], *lists: list[Any]) -> Iterable[Any]:
    """Execute a statement that takes lists: an array on PostgreSQL, JSON on SQLite."""
    dialect = connection.dialect.name
    values = lists if dialect == "postgresql" else map(json.dumps, lists)
    return connection.exec_driver_sql(statements[dialect], tuple(values)).all()  # one by one takes twice the time
