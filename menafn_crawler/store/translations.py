"""Articles that tell one release in English and in Arabic: pairs with their evidence, and which is whose translation.

That two articles tell one release is a fact about their texts; they are compared again only when one of them changes.
The link is decided for stories: the first articles of two stories are linked if each story is the other's best partner,
and the one published later becomes the translation of the earlier one. Copies have no link of their own.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, or_, select, union_all, update

from menafn_crawler.deduplicate import (
    LANGUAGES,
    NEAR_IDS,
    Pair,
    Publication,
    Release,
    ReleaseFacts,
    TranslationEvidence,
    are_near,
    best_pairs,
    compare_releases,
    in_order,
    worth_translating,
)
from menafn_crawler.items import Article
from menafn_crawler.store.schema import articles, translations
from menafn_crawler.store.upsert import insert_new

MOST_CANDIDATES = 64
"""Articles of the other language that an article is compared with at most, the nearest numbers first."""
_MOST_LINKED = 500
"""Articles that are followed from one pair to the next."""
_FACTS_KEPT = 500
"""Texts whose figures and names stay in memory, some kilobytes each."""

_A, _T = articles.c, translations.c
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NEARBY = [
    select(_A.article_id).where(
        source == bindparam("source"),
        _A.language == bindparam("language"),
        _A.article_id.between(bindparam("first"), bindparam("last")),
    )
    for source in (_A.provider_code, _A.provider)
]
"""Ids of the articles in a language around an id, by provider code and by provider; each reads an index alone."""
_RELEASES = select(_A.article_id, _A.language, _A.title, _A.content_hash, _A.image_url, _A.published_at).where(
    _A.article_id.in_(_IDS)
)
_BODIES = select(_A.article_id, _A.body).where(_A.article_id.in_(_IDS))
_STORED = select(_A.article_id, _A.published_at, _A.published_on, _A.duplicate_of, _A.translation_of)
_MEMBERS = union_all(
    _STORED.where(_A.article_id.in_(_IDS)), _STORED.where(_A.duplicate_of.in_(_IDS), _A.duplicate_of.is_not(None))
)
_PAIRS = union_all(
    *(select(_T.english_id, _T.arabic_id, _T.score).where(side.in_(_IDS)) for side in (_T.english_id, _T.arabic_id))
)
_LINK = update(articles).where(_A.article_id == bindparam("number")).values(translation_of=bindparam("original"))


@dataclass(frozen=True, slots=True)
class Translation:
    """An article in the other language that tells the same release, and what they have in common."""

    article_id: int
    evidence: dict[str, Any]


def link_all(connection: Connection, changed: Sequence[Article], related: Collection[int]) -> None:
    """Compare changed articles with those around them in the other language; decide the links of their stories.

    *related* are the ids of articles whose stories were decided again. The result does not depend on the order in
    which articles were stored.
    """
    ids = [article.article_id for article in changed]
    lost = _pairs(connection, ids)
    if lost:
        connection.execute(delete(translations).where(or_(_T.english_id.in_(ids), _T.arabic_id.in_(ids))))
    insert_new(connection, translations, [row for article in changed for row in _rows(connection, article)])
    _decide(connection, {*ids, *related, *(number for pair in lost for number in pair)})


def originals_of(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """Return for those of *ids* that are translations the id of the original."""
    if not ids:
        return {}
    rows = select(_A.article_id, _A.translation_of).where(_A.article_id.in_(ids), _A.translation_of.is_not(None))
    return {row[0]: row[1] for row in connection.execute(rows)}


def translations_of(connection: Connection, article_id: int) -> list[Translation]:
    """Return the articles in the other language that tell the release of an article, the likeliest first."""
    either = or_(_T.english_id == article_id, _T.arabic_id == article_id)
    rows = connection.execute(select(translations).where(either).order_by(_T.score.desc(), _T.english_id, _T.arabic_id))
    return [
        Translation(row.arabic_id if row.english_id == article_id else row.english_id, json.loads(row.evidence))
        for row in rows
    ]


# --- pairs -----------------------------------------------------------------------------------------------------------


def _rows(connection: Connection, article: Article) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``translations`` for an article and those around it."""
    if article.language not in LANGUAGES:
        return
    mine = None
    for other, facts in _candidates(connection, article):
        mine = mine or _FACTS.of(article.article_id, article.content_hash, article.title, article.body)
        release = Release(article.article_id, article.language, article.image_url, article.published_at)
        if are_near(release, other) and worth_translating(mine, facts):
            evidence = compare_releases(release, other, (mine, facts))
            if evidence.linked:
                english, arabic = sorted((release, other), key=lambda one: one.language != "en")
                yield {
                    "english_id": english.article_id,
                    "arabic_id": arabic.article_id,
                    "score": evidence.score,
                    "evidence": _as_json(evidence),
                }


def _candidates(connection: Connection, article: Article) -> Iterator[tuple[Release, ReleaseFacts]]:
    """Yield the articles of the same provider in the other language whose numbers are nearest."""
    (language,) = (other for other in LANGUAGES if other != article.language)
    number = article.article_id
    around = {"language": language, "first": number - NEAR_IDS, "last": number + NEAR_IDS}
    ids: set[int] = set()
    for query, source in zip(_NEARBY, (article.provider_code, article.provider), strict=True):
        if source is not None:
            ids.update(connection.execute(query, around | {"source": source}).scalars())
    if not ids:
        return
    nearest = sorted(ids, key=lambda other: (abs(other - number), other))[:MOST_CANDIDATES]
    rows = connection.execute(_RELEASES, {"ids": nearest}).all()
    unknown = [row.article_id for row in rows if not _FACTS.has(row.article_id, row.content_hash, row.title)]
    bodies = {row[0]: row[1] for row in connection.execute(_BODIES, {"ids": unknown})} if unknown else {}
    for row in rows:
        facts = _FACTS.of(row.article_id, row.content_hash, row.title, bodies.get(row.article_id))
        yield Release(row.article_id, row.language, row.image_url, row.published_at), facts


class _FactsCache:
    """The figures and names of the texts that were compared last."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, str, str], ReleaseFacts] = OrderedDict()

    def has(self, *key: Any) -> bool:
        """Return True if a text is known, by article id, content hash and title."""
        return key in self._known

    def of(self, number: int, content_hash: str, title: str, body: str | None) -> ReleaseFacts:
        """Return the figures and names of a text; *body* is None only for one that is known."""
        key = (number, content_hash, title)
        if body is not None:
            self._known[key] = ReleaseFacts(title, body)
        self._known.move_to_end(key)
        found = self._known[key]
        while len(self._known) > _FACTS_KEPT:
            self._known.popitem(last=False)
        return found


_FACTS = _FactsCache()


def _as_json(evidence: TranslationEvidence) -> str:
    return json.dumps(asdict(evidence) | {"reason": None}, ensure_ascii=False)


def _pairs(connection: Connection, ids: Collection[int]) -> dict[Pair, float]:
    """Return the scores of the pairs that these articles are in."""
    rows = connection.execute(_PAIRS, {"ids": sorted(ids)}) if ids else ()
    return {(row.english_id, row.arabic_id): row.score for row in rows}


# --- links -----------------------------------------------------------------------------------------------------------


def _decide(connection: Connection, touched: Collection[int]) -> None:
    """Decide the links of the stories of these articles and of all that pairs lead to; store what changes."""
    stored, pairs = _connected(connection, touched)
    heads = {number: row.duplicate_of or number for number, row in stored.items()}
    scores: dict[Pair, float] = {}
    for (english, arabic), score in pairs.items():
        pair = heads.get(english, english), heads.get(arabic, arabic)
        scores[pair] = max(score, scores.get(pair, score))
    originals: dict[int, int] = {}
    for pair in best_pairs({pair: score for pair, score in scores.items() if set(pair) <= stored.keys()}):
        rows = [stored[number] for number in pair]
        first, later = in_order(Publication(r.article_id, None, None, r.published_at, r.published_on) for r in rows)
        originals[later.article_id] = first.article_id
    changes = [
        {"number": number, "original": originals.get(number)}
        for number, row in sorted(stored.items())
        if row.translation_of != originals.get(number)
    ]
    if changes:
        connection.execute(_LINK, changes)


def _connected(connection: Connection, touched: Collection[int]) -> tuple[dict[int, Any], dict[Pair, float]]:
    """Return the rows and pairs of all articles that stories and pairs lead to from these."""
    stored: dict[int, Any] = {}
    pairs: dict[Pair, float] = {}
    new = set(touched)
    while new and len(stored) < _MOST_LINKED + len(touched):
        members = connection.execute(_MEMBERS, {"ids": sorted(new)}).all()
        found = _pairs(connection, {row.article_id for row in members} - stored.keys())
        stored |= {row.article_id: row for row in members}
        pairs |= found
        linked = {number for pair in found for number in pair}
        new = (linked | {row.duplicate_of for row in members if row.duplicate_of is not None}) - stored.keys()
    return stored, pairs
