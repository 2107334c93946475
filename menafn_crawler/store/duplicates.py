"""Texts in the store, and the articles that tell them: which said it first, and which are copies or later takes.

A text is stored once, however many articles print it, with its sketch and the keys under which texts like it are
found. That two texts are near is a fact of the texts and stays one; which article is a copy of which is decided anew
for all that tell a story whenever one of them comes, goes or is dated otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from menafn_crawler.deduplicate import (
    BANDS,
    SCHEME,
    SHORTEST,
    SHORTEST_NEAR,
    Publication,
    Relation,
    Similarity,
    TokenizedText,
    bands,
    compare,
    jaccard,
    latest_takes,
    relations,
    worth_comparing,
)
from menafn_crawler.deduplicate.minhash import signature
from menafn_crawler.items import Article
from menafn_crawler.store.prepared import Prepared
from menafn_crawler.store.schema import articles, likenesses, texts
from menafn_crawler.store.schema import bands as band_rows
from menafn_crawler.store.upsert import insert_new, insert_new_key, insert_new_tuples

BUCKET = 8
"""Days whose texts are found together; with the days around them that is the window of candidates."""
MOST_CANDIDATES = 256
"""Texts with the most keys in common that are looked at. Of one that copies a text the keys are many."""
_MOST_TEXTS = 500
"""Texts of one story that are followed from one to the next."""

_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(1109547046))
_TEXT = Prepared(select(texts.c.text_id).where(texts.c.content_hash == bindparam("content_hash")))
_LIKE = select(likenesses.c.text_id, likenesses.c.other_id, likenesses.c.share)
_LIKE_ONE = _LIKE.where(likenesses.c.text_id == bindparam("text"))
_LIKE_SOME = _LIKE.where(likenesses.c.text_id.in_(bindparam("texts", expanding=True)))
_PUBLICATIONS = select(
    articles.c.article_id,
    articles.c.provider,
    articles.c.provider_code,
    articles.c.published_at,
    articles.c.published_on,
    texts.c.text_id,
    articles.c.duplicate_of,
    articles.c.duplicate_kind,
    articles.c.latest_take,
).join_from(texts, articles, texts.c.content_hash == articles.c.content_hash)
_PUBLICATIONS_ONE = _PUBLICATIONS.where(texts.c.text_id == bindparam("text"))
_PUBLICATIONS_SOME = _PUBLICATIONS.where(texts.c.text_id.in_(bindparam("texts", expanding=True)))
_BUCKETS = ("bucket0", "bucket1", "bucket2")
"""As many as seven days before and after can touch; more are asked for in turn."""
_KEYS = tuple(f"band{number}" for number in range(BANDS))
_FOUND = (
    select(band_rows.c.text_id, func.count().label("keys"))
    .where(
        band_rows.c.bucket.in_([bindparam(name) for name in _BUCKETS]),
        band_rows.c.band.in_([bindparam(name) for name in _KEYS]),
        band_rows.c.text_id != bindparam("text"),
    )
    .group_by(band_rows.c.text_id)
    .order_by(func.count().desc(), band_rows.c.text_id)
    .limit(MOST_CANDIDATES)
    .subquery()
)
_SKETCHES = Prepared(
    select(texts.c.text_id, texts.c.content_hash, texts.c.runs, texts.c.sketch)
    .join(_FOUND, _FOUND.c.text_id == texts.c.text_id)
    .where(texts.c.scheme == SCHEME)
)
_BODIES = (
    select(articles.c.content_hash, func.min(articles.c.body))
    .where(articles.c.content_hash.in_(bindparam("hashes", expanding=True)))
    .group_by(articles.c.content_hash)
)
_RELATE = (
    update(articles)
    .where(articles.c.article_id == bindparam("number"))
    .values(duplicate_of=bindparam("head"), duplicate_kind=bindparam("kind"), latest_take=bindparam("take"))
)
_DAY_BELOW = (
    select(articles.c.published_on)
    .where(articles.c.article_id < bindparam("number"), articles.c.published_on.is_not(None))
    .order_by(articles.c.article_id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class SimilarText:
    """A text that was held beside another."""

    text_id: int
    content_hash: str
    similarity: Similarity


def relate(connection: Connection, article: Article, days: int) -> Relation | None:
    """Decide what a stored article is to those within *days* that tell its story; None if it told it first.

    The others are decided anew with it, so an original that is crawled after its copies turns them round.
    """
    if article.word_count < SHORTEST:
        return None
    one_at_a_time(connection)
    text, alone = _text_of(connection, article, days)
    return None if alone else _decide(connection, text, days).get(article.article_id)


def one_at_a_time(connection: Connection) -> None:
    """Wait until no other worker decides who tells what: of two with like texts, the second has to see the first's.

    A transaction that changes articles before it relates them calls this first: else each of two would hold the row
    that the other one waits for.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_AT_A_TIME)


def relate_others(connection: Connection, content_hash: str, days: int) -> None:
    """Decide anew those that tell a text, or one like it, which an article no longer tells."""
    text = _TEXT.execute(connection, {"content_hash": content_hash}).scalar()
    if text is not None:
        _decide(connection, text, days)


def similar_texts(connection: Connection, article: Article, days: int) -> list[SimilarText]:
    """The texts of the days around an article that can be like its own, held beside it; the likest first."""
    tokens = TokenizedText(article.body)
    if tokens.words < SHORTEST_NEAR:
        return []
    text = _TEXT.execute(connection, {"content_hash": article.content_hash}).scalar() or 0
    found = _like(connection, text, tokens, signature(tokens.runs), _buckets(_day(connection, article), days))
    return sorted(found, key=lambda like: (-like.similarity.contained, like.text_id))


# --- texts -----------------------------------------------------------------------------------------------------------


def _text_of(connection: Connection, article: Article, days: int) -> tuple[int, bool]:
    """Number of the article's text, and whether it is alone: nobody told it before, nor one like it.

    It is stored, and held beside those of the days around it, where it was not yet.
    """
    tokens = TokenizedText(article.body)
    if tokens.words < SHORTEST_NEAR:
        return _number(connection, {"content_hash": article.content_hash, "runs": 0, "scheme": None, "sketch": None})
    signed = signature(tokens.runs)
    row = {"content_hash": article.content_hash, "runs": len(tokens.shingles), "scheme": SCHEME, "sketch": signed}
    text, new = _number(connection, row)
    day = _day(connection, article)
    insert_new_tuples(connection, band_rows, [(day // BUCKET, band, text) for band in bands(signed)])
    like = _like(connection, text, tokens, signed, _buckets(day, days))
    near = [row for one in like if one.similarity.near for row in _both_ways(text, one)]
    insert_new(connection, likenesses, near)
    return text, new and not near


def _number(connection: Connection, row: dict[str, Any]) -> tuple[int, bool]:
    """Number of a text, and whether it is new."""
    new = insert_new_key(connection, texts, row)
    if new is not None:
        return new, True
    return int(_TEXT.execute(connection, {"content_hash": row["content_hash"]}).scalar_one()), False


def _both_ways(text: int, like: SimilarText) -> Iterator[dict[str, Any]]:
    yield {"text_id": text, "other_id": like.text_id, "share": like.similarity.share_of_first}
    yield {"text_id": like.text_id, "other_id": text, "share": like.similarity.share_of_second}


def _like(connection: Connection, text: int, tokens: TokenizedText, signed: bytes, buckets: range) -> list[SimilarText]:
    """Texts of these days that may be like this one, by their sketches, held beside it."""
    runs = len(tokens.shingles)
    held = {
        of: other
        for other, of, its_runs, its_sketch in _candidates(connection, text, signed, buckets)
        if worth_comparing(jaccard(signed, its_sketch), runs, its_runs)
    }
    bodies = connection.execute(_BODIES, {"hashes": list(held)}).all() if held else ()
    return [SimilarText(held[of], of, compare(tokens, TokenizedText(body))) for of, body in bodies]


def _candidates(connection: Connection, text: int, signed: bytes, buckets: range) -> Iterator[Any]:
    """Number, hash, runs and sketch of the texts of these days that have a key in common with this one."""
    keys = dict(zip(_KEYS, bands(signed), strict=True)) | {"text": text}
    for start in range(0, len(buckets), len(_BUCKETS)):
        some = buckets[start : start + len(_BUCKETS)]
        asked = dict(zip(_BUCKETS, (*some, *some, *some), strict=False))
        yield from _SKETCHES.execute(connection, keys | asked).all()


def _buckets(day: int, days: int) -> range:
    return range((day - days) // BUCKET, (day + days) // BUCKET + 1)


def _day(connection: Connection, article: Article) -> int:
    """The article's day as a number; of an undated one that of the dated one with the number next below its own."""
    day = article.published_on or connection.execute(_DAY_BELOW, {"number": article.article_id}).scalar()
    return date.fromisoformat(day or article.first_seen_at[:10]).toordinal()


# --- who tells them ---------------------------------------------------------------------------------------------------


def _decide(connection: Connection, text: int, days: int) -> dict[int, Relation | None]:
    """Decide the relations of all articles that tell this text or one that leads to it; store what changes."""
    shared = _shared(connection, text)
    related = sorted({one for pair in shared for one in pair} | {text})
    alone = len(related) == 1
    asked = connection.execute(
        *((_PUBLICATIONS_ONE, {"text": text}) if alone else (_PUBLICATIONS_SOME, {"texts": related}))
    )
    rows: list[Any] = list(asked)
    if len(rows) == 1 and rows[0].duplicate_of is None and rows[0].latest_take is None:
        return {}
    publications = [Publication(*row[:6]) for row in rows]
    found = relations(publications, shared, days)
    changed = list(_changes(rows, found, latest_takes(publications, found)))
    if changed:
        connection.execute(_RELATE, changed)
    return found


def _shared(connection: Connection, text: int) -> dict[tuple[int, int], float]:
    """The shares of near texts in each other, for all that lead from one to the next."""
    shared: dict[tuple[int, int], float] = {}
    known = {text}
    rows: list[Any] = list(connection.execute(_LIKE_ONE, {"text": text}))
    while rows and len(known) < _MOST_TEXTS:
        shared.update({(row.text_id, row.other_id): row.share for row in rows})
        new = {row.other_id for row in rows} - known
        known |= new
        rows = list(connection.execute(_LIKE_SOME, {"texts": sorted(new)})) if new else []
    return shared


def _changes(rows: Iterable[Any], found: dict[int, Relation | None], takes: dict[int, int]) -> Iterator[dict[str, Any]]:
    for row in rows:
        relation, take = found[row.article_id], takes.get(row.article_id)
        head, kind = (relation.head, relation.kind.value) if relation is not None else (None, None)
        if (head, kind, take) != (row.duplicate_of, row.duplicate_kind, row.latest_take):
            yield {"number": row.article_id, "head": head, "kind": kind, "take": take}
