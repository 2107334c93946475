"""Coverage: the share of the site's article ids that is stored. Ids are issued in sequence, so they can be counted.

The articles that are dated to the minute, and in no doubt, say which numbers belong to a day; at midnight the number is
interpolated between the last of them before and the first after it. What is counted is every number from the first such
article to the last: stored, gone, set aside, open, or unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

SURE = 0.9
"""Share of a period's numbers that lie between certain articles of the same day; of less, the period is an estimate."""

_DAY = timedelta(days=1)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Certain articles of one day (of the site's zone) that follow each other by number."""

    day: date
    first: int
    last: int
    first_at: datetime
    """Instant (UTC) of the article with the first number."""
    last_at: datetime
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Period:
    """A day or several (of the site's zone, both inclusive), and what became of the numbers that were issued then."""

    first: date
    last: date
    issued: int
    sure: int
    """How many of them lie between two certain articles of one day."""
    stories: int = 0
    copies: int = 0
    gone: int = 0
    aside: int = 0
    open: int = 0

    @property
    def stored(self) -> int:
        """Articles in the store, copies among them."""
        return self.stories + self.copies

    @property
    def unknown(self) -> int:
        """Numbers that nothing is known of: no list has shown them."""
        return self.issued - self.stored - self.gone - self.aside - self.open

    @property
    def coverage(self) -> float | None:
        """Share of the numbers that are stored, without those that are gone; None if there are none.

        >>> Period(date(2025, 5, 14), date(2025, 5, 14), issued=120, sure=110, stories=50, gone=20).coverage
        0.5
        """
        possible = self.issued - self.gone
        return self.stored / possible if possible else None

    @property
    def estimated(self) -> bool:
        """True if so few certain articles bound it that its numbers are an estimate."""
        return self.sure < SURE * self.issued


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days from the first certain article to the last, and how many known articles lie outside their numbers."""

    days: tuple[Period, ...]
    outside: int

    @property
    def whole(self) -> Period | None:
        """All days together; None where no article is dated for certain."""
        return merge_periods(self.days) if self.days else None

    @property
    def crawled(self) -> Period | None:
        """The days together of which at least one article is stored; None if there is none."""
        days = [day for day in self.days if day.stored]
        return merge_periods(days) if days else None

    @property
    def holes(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each stretch of days of which nothing is stored."""
        found: list[tuple[date, date]] = []
        for day in (day.first for day in self.days if not day.stored):
            follows = bool(found) and found[-1][1] + _DAY == day
            found[-1:] = [(found[-1][0], day)] if follows else [*found[-1:], (day, day)]
        return tuple(found)


def merge_periods(periods: Sequence[Period]) -> Period:
    """Return several periods, in order, as one."""
    names = ("issued", "sure", "stories", "copies", "gone", "aside", "open")
    sums = {name: sum(getattr(period, name) for period in periods) for name in names}
    return Period(periods[0].first, periods[-1].last, **sums)


def stretches(certain: Iterable[tuple[int, str, str]]) -> Iterator[Stretch]:
    """Yield the certain articles (number, UTC text, day), which come by rising number, as stretches of one day each."""
    for on, articles in groupby(certain, key=itemgetter(2)):
        (first, first_at, _), (last, last_at, _), count = _ends(articles)
        instants = datetime.fromisoformat(first_at), datetime.fromisoformat(last_at)
        yield Stretch(date.fromisoformat(on), first, last, *instants, count)


def _ends(items: Iterator[_T]) -> tuple[_T, _T, int]:
    """Return the first and the last item, and how many there are."""
    first = last = next(items)
    count = 1
    for last in items:  # noqa: B007 - what the loop leaves behind is wanted
        count += 1
    return first, last, count


def in_order(found: Sequence[Stretch]) -> list[Stretch]:
    """Return the part of the stretches (by rising number) that has the most articles and whose days do not fall.

    What is left out is dated wrongly, however certain its page is.
    """
    places = {day: place for place, day in enumerate(sorted({stretch.day for stretch in found}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (
        len(places) + 1
    )  # a Fenwick tree: most articles up to a day, and its end
    before: list[int] = []
    for index, stretch in enumerate(found):
        place = places[stretch.day]
        most = max(best[at] for at in _below(place))
        before.append(most[1])
        weight = most[0] + stretch.articles
        for at in _above(place, len(best)):
            best[at] = max(best[at], (weight, index))
    chain: list[Stretch] = []
    index = max((best[at] for at in _below(len(places))), default=(0, -1))[1]
    while index >= 0:
        chain.append(found[index])
        index = before[index]
    return chain[::-1]


def _below(place: int) -> Iterator[int]:
    while place > 0:
        yield place
        place -= place & -place


def _above(place: int, end: int) -> Iterator[int]:
    while place < end:
        yield place
        place += place & -place


def issued(certain: Iterable[tuple[int, str, str]], zone: ZoneInfo) -> tuple[list[Period], list[int]]:
    """Return the days from the first certain article to the last, and the first number of each; one more as the end."""
    known = _by_day(in_order(list(stretches(certain))))
    if not known:
        return [], []
    firsts = [known[0].first]
    for earlier, later in pairwise(known):
        firsts.extend(_at_midnights(earlier, later, zone))
    firsts.append(known[-1].last + 1)
    sure = {stretch.day: stretch.last - stretch.first + 1 for stretch in known}
    days = [known[0].day + _DAY * count for count in range(len(firsts) - 1)]
    return [
        Period(day, day, issued=end - first, sure=sure.get(day, 0))
        for day, (first, end) in zip(days, pairwise(firsts), strict=True)
    ], firsts


def _by_day(chain: Sequence[Stretch]) -> list[Stretch]:
    days: list[Stretch] = []
    for stretch in chain:
        if days and days[-1].day == stretch.day:
            more = days[-1].articles + stretch.articles
            days[-1] = replace(days[-1], last=stretch.last, last_at=stretch.last_at, articles=more)
        else:
            days.append(stretch)
    return days


def _at_midnights(earlier: Stretch, later: Stretch, zone: ZoneInfo) -> Iterator[int]:
    """Yield the first number of each day after the *earlier* one, up to the *later* one."""
    between = later.first - earlier.last - 1
    passed = max(later.first_at - earlier.last_at, timedelta(seconds=1))  # no time, where the zone was set otherwise
    for count in range(1, (later.day - earlier.day).days + 1):
        midnight = datetime.combine(earlier.day + _DAY * count, time(), zone).astimezone(UTC)
        share = min(max((midnight - earlier.last_at) / passed, 0), 1)
        yield earlier.last + 1 + int(share * between)


def measure(certain: Iterable[tuple[int, str, str]], found: Iterable[tuple[str, int]], zone: ZoneInfo) -> Coverage:
    """Count what was *found*: pairs of what it is (a field of ``Period``: stories, copies, gone ...) and its number."""
    days, firsts = issued(certain, zone)
    counted: list[dict[str, Any]] = [{} for _ in days]
    outside = 0
    for what, number in found:
        place = bisect_right(firsts, number) - 1
        if 0 <= place < len(days):
            counted[place][what] = counted[place].get(what, 0) + 1
        else:
            outside += 1
    return Coverage(tuple(replace(day, **counts) for day, counts in zip(days, counted, strict=True)), outside)
