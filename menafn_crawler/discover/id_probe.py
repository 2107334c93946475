"""Probe article ids from a known date towards one end of a date range; stop once past it.

One date is not enough: printed dates are wrong now and then, and articles were removed. The probe has left the range
when several dated articles in a row lie outside it, or when there was no article for much longer than usual here. A
few ids further out must confirm it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LEAST_NUMBER = 10_000_000
"""Smallest id that is requested. Article URLs have ids of at least eight digits."""
BATCH = 64
"""Ids that are requested at a time."""
ENOUGH_OUTSIDE = 8
"""Dated articles in a row outside the range that show that it was left. Also the batch size near its end."""
_FAR = timedelta(hours=12)
_ENOUGH_FAR = 3
"""Articles in a row that are enough if all lie ``_FAR`` outside. Ids were never seen that far out of order."""
_MISSES = 24
_MISSES_IN_ARTICLES = 12
"""The range may have ended after ``_MISSES`` ids in a row without an article, if usually as many ids hold
``_MISSES_IN_ARTICLES`` articles."""
_LOOKAHEAD = tuple(16 * 4**power for power in range(8))
"""Distances of the ids further out that are requested before the probe ends."""
_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class KnownId:
    """What is known of an id."""

    article: bool
    """True for an article; False if the site has none, or if the answer was of no use."""
    at: datetime | None = None
    """UTC instant of its publication; None unless it is certain."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """UTC range of publication, both ends included."""

    since: datetime
    until: datetime

    def side(self, at: datetime) -> int:
        """Return -1 for an instant before the range, 0 within, 1 after it."""
        return (at > self.until) - (at < self.since)

    def outside(self, at: datetime) -> timedelta:
        """Return the distance of an instant from the range; zero within."""
        return max(self.since - at, at - self.until, timedelta(0))


@dataclass(slots=True)
class HitRate:
    """Share of the requested ids that are articles."""

    numbers: int = 0
    articles: int = 0

    def add(self, requested: Sequence[int], answers: Mapping[int, KnownId]) -> None:
        """Count the *requested* ids and the articles among the answers. An id without an article may have no answer."""
        self.numbers += len(requested)
        self.articles += sum(seen.article for seen in answers.values())

    @property
    def most_misses(self) -> float:
        """Ids in a row without an article that chance does not explain; infinite before the first article."""
        if not self.articles:
            return float("inf")
        return max(_MISSES, _MISSES_IN_ARTICLES * self.numbers / self.articles)


@dataclass(slots=True)
class Probe:
    """State of the probing in one direction."""

    step: int
    """1 towards higher ids, -1 towards lower ones."""
    position: int
    """Id to request next."""
    bound: int
    """The calibration table expects no article of the range beyond this id."""
    wanted: DateRange
    done: bool = False
    _out: int = 0
    """Consecutive dated articles beyond the exit side."""
    _far: int = 0
    """Of those, the last ones more than 12 h out."""
    _opposite: int = 0
    """Consecutive dated articles beyond the opposite side."""
    _misses: int = 0
    """Consecutive ids that are no article."""
    _goal: int | None = None
    """An id further out that is known to lie within the range."""
    _first: tuple[int, datetime] | None = None
    _last: tuple[int, datetime] | None = None
    """First and last article seen within the range: id and UTC instant."""
    recent: list[tuple[int, datetime]] = field(default_factory=list)
    """The last dated articles seen."""

    @property
    def is_wrong_direction(self) -> bool:
        """True if this direction leads into the range rather than out of it: the start was wrong."""
        return self._opposite >= ENOUGH_OUTSIDE

    def next_ids(self) -> list[int]:
        """Return the next batch of ids; empty when done, small near the end of the range."""
        if self.done:
            return []
        end = self.position + self.step * self._batch_size()
        numbers = [n for n in range(self.position, end, self.step) if LEAST_NUMBER <= n < 10**12]
        self.done = not numbers
        return numbers

    def _batch_size(self) -> int:
        if self._goal is not None:
            return BATCH
        if self._out or self._first is None or self._last is None or self._first[0] == self._last[0]:
            return min(max(self._misses, ENOUGH_OUTSIDE), BATCH)
        gone = abs(self._last[1] - self._first[1]) or timedelta(seconds=1)
        left = self.wanted.until - self._last[1] if self.step > 0 else self._last[1] - self.wanted.since
        expected = abs(self._last[0] - self._first[0]) * (left / gone)
        return min(max(int(expected / 2), ENOUGH_OUTSIDE), BATCH)

    def record(self, numbers: Iterable[int], answers: Mapping[int, KnownId]) -> None:
        """Record the answers for a batch of ids."""
        for number in numbers:
            self.position = number + self.step
            seen = answers.get(number, KnownId(article=False))
            self._misses = 0 if seen.article else self._misses + 1
            if seen.at is not None:
                self._record_date(number, seen.at)

    def _record_date(self, number: int, at: datetime) -> None:
        self.recent = [*self.recent[1 - 2 * ENOUGH_OUTSIDE :], (number, at)]
        side = self.wanted.side(at)
        if side == 0:
            self._out = self._far = self._opposite = 0
            self._first = self._first or (number, at)
            self._last = (number, at)
        elif side == self.step:
            self._out += 1
            self._far = self._far + 1 if self.wanted.outside(at) > _FAR else 0
            self._opposite = 0
        else:
            self._opposite += 1

    def has_left_range(self, rate: HitRate) -> bool:
        """Return True if the date range seems to have been left."""
        if self._goal is not None and (self._goal - self.position) * self.step >= 0:
            return False
        self._goal = None
        if self._out >= ENOUGH_OUTSIDE or self._far >= _ENOUGH_FAR or self._misses >= rate.most_misses:
            return True
        beyond = (self.position - self.bound) * self.step > 0
        return beyond and (not rate.articles or self._misses >= ENOUGH_OUTSIDE or self._out > 0 or not self.recent)

    def lookahead_ids(self) -> list[int]:
        """Return ids further out, up to the bound, that would show that the range goes on."""
        numbers = (self.position + self.step * distance for distance in _LOOKAHEAD)
        return [n for n in numbers if (self.bound - n) * self.step >= 0 and n >= LEAST_NUMBER]

    def ids_in_range(self, answers: Mapping[int, KnownId]) -> list[int]:
        """Return the ids of articles within the range, the furthest first."""
        dated = {n: seen.at for n, seen in answers.items() if seen.at is not None}
        return sorted((n for n, at in dated.items() if self.wanted.side(at) == 0), key=lambda n: -n * self.step)

    def neighbours_of(self, number: int) -> list[int]:
        """Return the neighbours of an id, to check that they agree."""
        return [n for n in range(number - _NEIGHBOURS, number + _NEIGHBOURS + 1) if n != number]

    def continue_to(self, number: int) -> None:
        """Note that the range goes on at least to this id."""
        self._goal = number
        self._out = self._far = self._misses = 0
