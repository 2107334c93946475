"""An article reduced to what decides whether it is a copy, and the order of publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Publication:
    """An article, reduced to what decides whether it is a copy."""

    article_id: int
    provider: str | None
    provider_code: str | None
    published_at: str | None
    published_on: str | None
    text: int = 0
    """Id of its text. Articles with the same words share it."""
    title: str = ""

    @property
    def instant(self) -> datetime | None:
        """UTC instant of publication; noon if only the day is known; None if undated."""
        text = self.published_at or (f"{self.published_on}T12:00:00Z" if self.published_on else None)
        return datetime.fromisoformat(text) if text else None


def in_order(publications: Iterable[Publication]) -> list[Publication]:
    """Sort by time of publication, then by article id.

    Ids rise with time, so they place what has no time of day: an article with only a day follows the timed article
    of that day with the next lower id; an undated article follows the dated article with the next lower id.
    """
    by_number = sorted(publications, key=lambda publication: publication.article_id)
    keys: dict[int, tuple[str, datetime]] = {}
    day, instant = "", _EARLIEST
    for publication in by_number:
        if publication.published_on is not None and publication.published_on != day:
            day, instant = publication.published_on, _EARLIEST
        if publication.published_at is not None:
            instant = datetime.fromisoformat(publication.published_at)
        keys[publication.article_id] = (day, instant)
    return sorted(by_number, key=lambda publication: (*keys[publication.article_id], publication.article_id))
