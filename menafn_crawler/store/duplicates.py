"""Relate articles to those that tell the same: near-duplicate texts are found and stored, stories decided again.

All functions take many articles: a group costs about ten statements, whatever its size.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.deduplicate import SHORTEST, Differences, Pair, Relation, Similarity
from menafn_crawler.items import Article
from menafn_crawler.store import stories, translations
from menafn_crawler.store.changes import lock_articles
from menafn_crawler.store.near_duplicates import NearDuplicateSearch, SimilarText, text_ids
from menafn_crawler.store.schema import likenesses
from menafn_crawler.store.upsert import insert_new


def relate_all(
    connection: Connection,
    stored: Sequence[Article],
    days: int,
    lost_texts: Collection[str] = (),
    search: NearDuplicateSearch | None = None,
) -> dict[int, Relation | None]:
    """Decide the stories of stored articles again; return the relation of every article of these stories.

    An article that is not in the result is alone: nobody else printed its text or one like it. *lost_texts* are
    content hashes that a corrected article no longer has: their stories are decided again too. *search* has looked for
    similar texts before. The result does not depend on the order in which articles were stored. Other workers wait
    until the transaction ends.
    """
    lock_articles(connection)
    search = search or NearDuplicateSearch(connection, days)
    told = comparable(stored)
    printed = Counter(one.content_hash for one in told)
    known = text_ids(connection, [*printed, *lost_texts])
    ids = search.store_texts(told, known)
    rows: dict[Pair, dict[str, Any]] = {}
    for name, found in search.similar(told).items():
        for other in (other for other in found if other.similarity.related):
            rows.update(pair_rows(ids[name], other.text_id, other.similarity))
    insert_new(connection, likenesses, [row for _, row in sorted(rows.items())])
    near = {text for pair in rows for text in pair}
    shared = {ids[name] for name, times in printed.items() if name in known or ids[name] in near or times > 1}
    shared |= {known[name] for name in lost_texts if name in known}
    relations = stories.decide(connection, shared, days)
    translations.link_all(connection, stored, relations)
    return relations


def comparable(publications: Sequence[Article]) -> list[Article]:
    """Return the articles with enough text to be compared with others."""
    return [one for one in publications if one.word_count >= SHORTEST]


def similar_texts(connection: Connection, article: Article, days: int) -> list[SimilarText]:
    """Return the stored texts of the days around an article that may be similar to its text, most similar first."""
    found = NearDuplicateSearch(connection, days).similar([article]).get(article.content_hash, [])
    return sorted(found, key=lambda like: (-like.similarity.contained, like.text_id))


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
