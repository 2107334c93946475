"""Articles that tell one release in English and in Arabic: pairs with their evidence, and which is whose translation.

That two articles tell one release is a fact about their texts; they are compared again only when one of them changes.
The link is decided for stories: the first articles of two stories are linked if each story is the other's best partner,
and the one published later becomes the translation of the earlier one. Copies have no link of their own.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

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
_FACTS_KEPT = 32
"""Texts whose figures and names stay in memory, 27 kB each."""

_A, _T = articles.c, translations.c
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NEARBY = {
    "sqlite": " UNION ".join(
        "SELECT json_extract(w.value, '$[0]'), a.article_id FROM json_each(?) AS w CROSS JOIN articles AS a"
        f" WHERE a.{column} = json_extract(w.value, '$[{place}]') AND a.language = json_extract(w.value, '$[1]')"
        " AND a.article_id BETWEEN json_extract(w.value, '$[2]') AND json_extract(w.value, '$[3]')"
        for place, column in ((4, "provider_code"), (5, "provider"))
    ),
    "postgresql": " UNION ".join(
        "SELECT w.number, a.article_id FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::text[])"
        " AS w (number, language, first, last, source) JOIN articles AS a"
        f" ON a.{column} = w.source AND a.language = w.language AND a.article_id BETWEEN w.first AND w.last"
        for column in ("provider_code", "provider")
    ),
}
"""Ids of the articles in the other language around each of several ids, by provider code and by provider.

Each article costs a look into an index, whatever the planner knows of the values; see duplicates.py.
"""
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
    rows = list(_rows(connection, [article for article in changed if article.language in LANGUAGES]))
    insert_new(connection, translations, rows)
    if lost or rows or related:
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


def _rows(connection: Connection, changed: Sequence[Article]) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``translations`` for articles and those around them."""
    nearby = _nearby(connection, changed)
    others = _releases(connection, {number for numbers in nearby.values() for number in numbers})
    near: dict[int, list[_StoredRelease]] = {}
    for article in changed:
        some = [others[number] for number in nearby.get(article.article_id, ())]
        near[article.article_id] = [other for other in some if are_near(_release(article), other.release)]
    facts = _facts(connection, {other.release.article_id: other for some in near.values() for other in some})
    for article in (article for article in changed if near[article.article_id]):
        mine = _FACTS.of(article.article_id, article.content_hash, article.title, article.body)
        release = _release(article)
        for other, its in ((one.release, facts[one.release.article_id]) for one in near[article.article_id]):
            if worth_translating(mine, its):
                evidence = compare_releases(release, other, (mine, its))
                if evidence.linked:
                    yield _row(release, other, evidence)


def _release(one: Any) -> Release:
    """Return what is compared of an article, or of its row, besides its text."""
    return Release(one.article_id, one.language, one.image_url, one.published_at)


def _row(one: Release, other: Release, evidence: TranslationEvidence) -> dict[str, Any]:
    english, arabic = sorted((one, other), key=lambda release: release.language != "en")
    found = json.dumps(asdict(evidence) | {"reason": None}, ensure_ascii=False)
    ids = {"english_id": english.article_id, "arabic_id": arabic.article_id}
    return ids | {"score": evidence.score, "evidence": found}


def _nearby(connection: Connection, changed: Sequence[Article]) -> dict[int, list[int]]:
    """Return for each article the nearest ids of the same provider in the other language."""
    if not changed:
        return {}
    around = [
        (one.article_id, LANGUAGES[one.language == LANGUAGES[0]], one.article_id - NEAR_IDS, one.article_id + NEAR_IDS)
        for one in changed
    ]
    sources = ([one.provider_code for one in changed], [one.provider for one in changed])
    if connection.dialect.name == "postgresql":
        columns = [list(column) for column in zip(*around, strict=True)]
        values: tuple[Any, ...] = (*columns, sources[0], *columns, sources[1])
    else:
        rows = [[*place, code, name] for place, code, name in zip(around, *sources, strict=True)]
        values = (json.dumps(rows),) * 2
    found: dict[int, list[int]] = {}
    for number, other in connection.exec_driver_sql(_NEARBY[connection.dialect.name], values):
        found.setdefault(number, []).append(other)
    return {
        number: sorted(others, key=lambda other: (abs(other - number), other))[:MOST_CANDIDATES]
        for number, others in found.items()
    }


def _releases(connection: Connection, ids: Collection[int]) -> dict[int, _StoredRelease]:
    """Return stored articles without their texts."""
    rows = connection.execute(_RELEASES, {"ids": sorted(ids)}) if ids else ()
    return {row.article_id: _StoredRelease(_release(row), row.content_hash, row.title) for row in rows}


def _facts(connection: Connection, stored: Mapping[int, _StoredRelease]) -> dict[int, ReleaseFacts]:
    """Return the figures and names of stored articles; texts that were compared before are not read again."""
    known = {number: _FACTS.get(number, one.content_hash, one.title) for number, one in stored.items()}
    unknown = sorted(number for number, facts in known.items() if facts is None)
    bodies = {row[0]: row[1] for row in connection.execute(_BODIES, {"ids": unknown})} if unknown else {}
    return {
        number: known[number] or _FACTS.of(number, one.content_hash, one.title, bodies[number])
        for number, one in stored.items()
    }


class _StoredRelease(NamedTuple):
    release: Release
    content_hash: str
    title: str


class _FactsCache:
    """The figures and names of the texts that were compared last."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, str, str], ReleaseFacts] = OrderedDict()

    def get(self, number: int, content_hash: str, title: str) -> ReleaseFacts | None:
        """Return the figures and names of a text, None if it is not known."""
        key = (number, content_hash, title)
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
        return found

    def of(self, number: int, content_hash: str, title: str, body: str) -> ReleaseFacts:
        """Read a text and remember its figures and names."""
        facts = self._known[number, content_hash, title] = ReleaseFacts(title, body)
        self._known.move_to_end((number, content_hash, title))
        if len(self._known) > _FACTS_KEPT:
            self._known.popitem(last=False)
        return facts


_FACTS = _FactsCache()


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
