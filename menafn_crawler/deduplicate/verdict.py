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
    for telling in _in_order(same):
        head = next((h for h in heads if _other_provider(h, telling) and _near(h, telling, days)), None)
        copies[telling.article_id] = head.article_id if head else None
        if head is None:
            heads.append(telling)
    return copies


def _in_order(same: Iterable[Telling]) -> list[Telling]:
    """First published first.

    The day decides, then the number, which rises with time: it also orders an article whose time of day is not known
    among those of its day, and puts one without any date behind the dated one with the number next below its own.
    """
    days: dict[int, str] = {}
    last = ""
    by_number = sorted(same, key=lambda telling: telling.article_id)
    for telling in by_number:
        last = telling.published_on or last
        days[telling.article_id] = last
    return sorted(by_number, key=lambda telling: days[telling.article_id])


def _other_provider(one: Telling, other: Telling) -> bool:
    same_code = one.provider_code is not None and one.provider_code == other.provider_code
    names = [telling.provider.casefold() for telling in (one, other) if telling.provider is not None]
    return not (same_code or (len(names) == 2 and names[0] == names[1]))


def _near(one: Telling, other: Telling, days: int) -> bool:
    if one.instant is None or other.instant is None:
        return abs(one.article_id - other.article_id) <= days * _IDS_A_DAY
    return abs(one.instant - other.instant) <= timedelta(days=days)
