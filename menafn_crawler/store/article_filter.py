"""A span of publication, and the conditions that select stored articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import ge, le
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select

from menafn_crawler.items import Article
from menafn_crawler.store.schema import articles, sightings

_ZONES = timedelta(days=2)
"""Days by which the days of one instant differ at most between zones, and one more."""


@dataclass(frozen=True, slots=True)
class Span:
    """A span of publication between two UTC texts, both inclusive; None where it has no bound."""

    since: str | None = None
    until: str | None = None

    def covers(self, first: str | None, last: str | None) -> bool:
        """Return True if an article published between *first* and *last* may lie in the span; an undated one may."""
        if first is None or last is None:
            return True
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


EVERYTHING = Span()
"""A span without bounds."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that an article has to meet, all of them. The default selects every article that is no copy."""

    span: Span = EVERYTHING
    zone: ZoneInfo | None = None
    """Zone of the days of publication; needed where the span has a bound."""
    providers: tuple[str, ...] = ()
    """Names, whatever their case."""
    sections: tuple[str, ...] = ()
    language: str | None = None
    copies: bool = False
    """True if copies are selected too."""
    changed_after: int | None = None
    """Change number: only articles whose record changed after it."""

    def with_copies(self) -> Selection:
        """Return the same conditions, for copies too."""
        return replace(self, copies=True)

    def without_copies(self) -> Selection:
        """Return the same conditions, for originals alone."""
        return replace(self, copies=False)

    def selects(self, article: Article) -> bool:
        """Return True if *article* meets the conditions; *changed_after* is not one of the record."""
        folded = [name.lower() for name in self.providers]
        return (
            (self.copies or article.duplicate_of is None)
            and (not folded or (article.provider or "").lower() in folded)
            and (self.language is None or article.language == self.language)
            and (not self.sections or not set(self.sections).isdisjoint(article.sections))
            and self._in_span(article)
        )

    def _in_span(self, article: Article) -> bool:
        for bound, inside in ((self.span.since, ge), (self.span.until, le)):
            if bound is None:
                continue
            if article.published_at is not None:
                if not inside(article.published_at, bound):
                    return False
            elif article.published_on is None or not inside(article.published_on, self._day(bound)):
                return False
        return True

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions in SQL."""
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
        """Select an article of which only the day is known if any instant of the day lies in the span.

        The wider condition on the day lets the database use the index of days.
        """
        at, on = articles.c.published_at, articles.c.published_on
        day_only = at.is_(None)
        if self.span.since is not None:
            yield on >= self._day(self.span.since, -_ZONES)
            yield or_(at >= self.span.since, and_(day_only, on >= self._day(self.span.since)))
        if self.span.until is not None:
            yield on <= self._day(self.span.until, _ZONES)
            yield or_(at <= self.span.until, and_(day_only, on <= self._day(self.span.until)))

    def _day(self, instant: str, more: timedelta = timedelta()) -> str:
        assert self.zone is not None
        day = datetime.fromisoformat(instant).astimezone(self.zone).date()
        with suppress(OverflowError):  # the first and the last days of the calendar
            day += more
        return day.isoformat()


EVERY_STORY = Selection()
"""Every article that is no copy."""
