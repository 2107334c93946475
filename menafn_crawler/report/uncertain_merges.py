"""The least certain of the latest merges, for review by a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import articles, likenesses, texts

LATEST = 500
"""Near copies with the highest ids among which the least certain are looked for."""
_EXCERPT = 320
"""Characters of each text that are shown."""

_HEAD, _COPY = articles.alias("head"), articles.alias("copy")
_HEAD_TEXT, _COPY_TEXT = texts.alias("head_text"), texts.alias("copy_text")
_MERGES = (
    select(
        _HEAD.c.article_id,
        _HEAD.c.provider,
        _HEAD.c.title,
        _HEAD.c.body,
        _COPY.c.article_id.label("copy_id"),
        _COPY.c.provider.label("copy_provider"),
        _COPY.c.title.label("copy_title"),
        _COPY.c.body.label("copy_body"),
        _COPY.c.duplicate_share,
        likenesses.c.evidence,
    )
    .select_from(_COPY)
    .join(_HEAD, _HEAD.c.article_id == _COPY.c.duplicate_of)
    .join(_COPY_TEXT, _COPY_TEXT.c.content_hash == _COPY.c.content_hash)
    .join(_HEAD_TEXT, _HEAD_TEXT.c.content_hash == _HEAD.c.content_hash)
    .outerjoin(
        likenesses,
        (likenesses.c.text_id == _HEAD_TEXT.c.text_id) & (likenesses.c.other_id == _COPY_TEXT.c.text_id),
    )
    .where(_COPY.c.duplicate_of.is_not(None), _COPY.c.duplicate_kind == "near_text")
    .order_by(_COPY.c.article_id.desc())
    .limit(LATEST)
)


@dataclass(frozen=True, slots=True)
class MergedText:
    """One side of a merge."""

    article_id: int
    provider: str | None
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class UncertainMerge:
    """A copy, its original, and what differs between them."""

    original: MergedText
    copy: MergedText
    share: float
    """Share of the copy's text that the original holds."""
    differing: tuple[str, ...]
    """Names and figures that stand in the place of each other, the original's first: ``62.1 / 63``."""
    replaced: int
    """Places with other words."""


def least_certain(connection: Connection, limit: int = 10) -> tuple[UncertainMerge, ...]:
    """Return the least certain of the latest merges: most names and figures differ, then the least text is common."""
    found = [_merge(row) for row in connection.execute(_MERGES)]
    found.sort(key=lambda merge: (-len(merge.differing), merge.share, merge.copy.article_id))
    return tuple(found[:limit])


def _merge(row: Any) -> UncertainMerge:
    evidence = json.loads(row.evidence or "{}")
    pairs = [pair for kind in ("names", "figures") for pair in evidence.get(kind, {}).get("differ", ())]
    return UncertainMerge(
        MergedText(row.article_id, row.provider, row.title, _excerpt(row.body)),
        MergedText(row.copy_id, row.copy_provider, row.copy_title, _excerpt(row.copy_body)),
        row.duplicate_share or 0.0,
        tuple(f"{one} / {other}" for one, other in pairs),
        evidence.get("places_replaced", 0),
    )


def _excerpt(body: str) -> str:
    return body if len(body) <= _EXCERPT else f"{body[:_EXCERPT].rsplit(' ', 1)[0]} ..."
