"""Which of the articles that say the same said it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST = 8
"""Words that a text needs before being the same as another means anything."""
_IDS_A_DAY = 7_000
"""No more ids than this were given in a day (``menafn-facts.md``); bounds the distance of undated articles."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One article that tells a story, as far as the verdict needs it."""

    article_id: int
    provider: str | None
    provider_code: str | None
    published_at: str | None
    published_on: str | None

    @property
    def instant(self) -> datetime | None:
        """UTC instant of publication; noon where only the day is known, None where not even that."""
        text = self.published_at or (f"{self.published_on}T12:00:00Z" if self.published_on else None)
        return datetime.fromisoformat(text) if text else None


def first_tellings(same: Iterable[Telling], days: int) -> dict[int, int | None]:
    """For each of the articles with the *same* text: the one that it copies, None where it copies none.

    A copy is by another provider within *days*, of an article that is no copy itself. The result does not depend on
    the order in which the articles were crawled.
    """
    copies: dict[int, int | None] = {}
    heads: list[Telling] = []
    for telling in sorted(same, key=_order):
        head = next((h for h in heads if _other_provider(h, telling) and _near(h, telling, days)), None)
        copies[telling.article_id] = head.article_id if head else None
        if head is None:
            heads.append(telling)
    return copies


def _order(telling: Telling) -> tuple[bool, str, int]:
    """First published first; the undated last among themselves by number."""
    instant = telling.instant
    return instant is None, instant.isoformat() if instant else "", telling.article_id


def _other_provider(one: Telling, other: Telling) -> bool:
    same_code = one.provider_code is not None and one.provider_code == other.provider_code
    same_name = one.provider is not None and one.provider == other.provider
    return not (same_code or same_name)


def _near(one: Telling, other: Telling, days: int) -> bool:
    if one.instant is None or other.instant is None:
        return abs(one.article_id - other.article_id) <= days * _IDS_A_DAY
    return abs(one.instant - other.instant) <= timedelta(days=days)
