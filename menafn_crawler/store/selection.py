"""Which of the stored articles are meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select

from menafn_crawler.store.schema import articles, sightings
from menafn_crawler.store.span import EVERYTHING, Span


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that an article has to meet, all of them; an empty one leaves every story in."""

    span: Span = EVERYTHING
    zone: ZoneInfo | None = None
    """Zone of the days of publication; needed where the span has a bound."""
    providers: tuple[str, ...] = ()
    """Names, whatever their case."""
    sections: tuple[str, ...] = ()
    language: str | None = None
    copies: bool = False
    """Whether copies are meant too."""
    changed_after: int | None = None
    """Change number: only articles whose record changed after it."""

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """The conditions in SQL."""
        a = articles.c
        if not self.copies:
            yield a.duplicate_of.is_(None)
        if self.changed_after is not None:
            yield a.changed > self.changed_after
        if self.providers:
            yield func.lower(a.provider).in_([name.lower() for name in self.providers])
        if self.language is not None:
            yield a.language == self.language
        if self.sections:
            shown = select(sightings.c.article_id).where(sightings.c.section.in_(self.sections))
            yield a.article_id.in_(shown)
        yield from self._published()

    def _published(self) -> Iterator[ColumnElement[bool]]:
        """An article of which only the day is known is meant where any instant of the day is; an undated one is not."""
        at, on = articles.c.published_at, articles.c.published_on
        day_only = at.is_(None)
        if self.span.since is not None:
            yield or_(at >= self.span.since, and_(day_only, on >= self._day(self.span.since)))
        if self.span.until is not None:
            yield or_(at <= self.span.until, and_(day_only, on <= self._day(self.span.until)))

    def _day(self, instant: str) -> str:
        assert self.zone is not None
        return datetime.fromisoformat(instant).astimezone(self.zone).date().isoformat()


EVERY_STORY = Selection()
"""Every article that is no copy."""
