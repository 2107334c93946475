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
"""Smallest id that is asked for. Article URLs have ids of at least eight digits."""
STRETCH = 64
"""Ids that are asked for at a time."""
PROOF = 8
"""Dated articles in a row outside the range that show that it was left. Also the ids asked at a time near its end."""
_FAR = timedelta(hours=12)
_FAR_PROOF = 3
"""Articles in a row that are enough if all lie ``_FAR`` outside. Ids were never seen that far out of order."""
_SILENCE = 24
_SILENCE_IN_ARTICLES = 12
"""The range may have ended after ``_SILENCE`` ids in a row without an article, if usually as many ids hold
``_SILENCE_IN_ARTICLES`` articles."""
_LEAPS = tuple(16 * 4**power for power in range(8))
"""Distances of the ids further out that are asked for before the probe ends."""
_AROUND = 3


@dataclass(frozen=True, slots=True)
class KnownId:
    """What is known of an id."""

    article: bool
    """True if it is an article; False if the site says that there is none, or nothing could be learned."""
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
    """Share of the ids asked for that are articles."""

    numbers: int = 0
    articles: int = 0

    def add(self, asked: Sequence[int], answers: Mapping[int, KnownId]) -> None:
        """Count the ids *asked* and the articles among the answers. An id that is no article may have no answer."""
        self.numbers += len(asked)
        self.articles += sum(seen.article for seen in answers.values())

    @property
    def silence(self) -> float:
        """Ids in a row without an article that are more than chance; infinite before the first article."""
        if not self.articles:
            return float("inf")
        return max(_SILENCE, _SILENCE_IN_ARTICLES * self.numbers / self.articles)


@dataclass(slots=True)
class Probe:
    """State of the probing in one direction."""

    step: int
    """1 towards higher ids, -1 towards lower ones."""
    position: int
    """Id to ask for next."""
    bound: int
    """The calibration table expects no article of the range beyond this id."""
    wanted: DateRange
    done: bool = False
    _out: int = 0
    """Consecutive dated articles beyond the exit side."""
    _far: int = 0
    """Of those, the last ones more than 12 h out."""
    _astray: int = 0
    """Consecutive dated articles beyond the opposite side."""
    _silent: int = 0
    """Consecutive ids that are no article."""
    _goal: int | None = None
    """An id further out that is known to lie within the range."""
    _first: tuple[int, datetime] | None = None
    _last: tuple[int, datetime] | None = None
    """First and last article seen within the range: id and UTC instant."""
    recent: list[tuple[int, datetime]] = field(default_factory=list)
    """The last dated articles seen."""

    @property
    def astray(self) -> bool:
        """True if this direction leads into the range rather than out of it: the start was wrong."""
        return self._astray >= PROOF

    def stretch(self) -> list[int]:
        """Return the ids to ask for next; none when done, few near the end of the range."""
        if self.done:
            return []
        end = self.position + self.step * self._size()
        numbers = [n for n in range(self.position, end, self.step) if LEAST_NUMBER <= n < 10**12]
        self.done = not numbers
        return numbers

    def _size(self) -> int:
        if self._goal is not None:
            return STRETCH
        if self._out or self._first is None or self._last is None or self._first[0] == self._last[0]:
            return min(max(self._silent, PROOF), STRETCH)
        gone = abs(self._last[1] - self._first[1]) or timedelta(seconds=1)
        left = self.wanted.until - self._last[1] if self.step > 0 else self._last[1] - self.wanted.since
        expected = abs(self._last[0] - self._first[0]) * (left / gone)
        return min(max(int(expected / 2), PROOF), STRETCH)

    def turn(self, numbers: Iterable[int], answers: Mapping[int, KnownId]) -> None:
        """Record the answers for a stretch of ids."""
        for number in numbers:
            self.position = number + self.step
            seen = answers.get(number, KnownId(article=False))
            self._silent = 0 if seen.article else self._silent + 1
            if seen.at is not None:
                self._note(number, seen.at)

    def _note(self, number: int, at: datetime) -> None:
        self.recent = [*self.recent[1 - 2 * PROOF :], (number, at)]
        side = self.wanted.side(at)
        if side == 0:
            self._out = self._far = self._astray = 0
            self._first = self._first or (number, at)
            self._last = (number, at)
        elif side == self.step:
            self._out += 1
            self._far = self._far + 1 if self.wanted.outside(at) > _FAR else 0
            self._astray = 0
        else:
            self._astray += 1

    def left(self, tally: HitRate) -> bool:
        """Return True if the date range seems to have been left."""
        if self._goal is not None and (self._goal - self.position) * self.step >= 0:
            return False
        self._goal = None
        if self._out >= PROOF or self._far >= _FAR_PROOF or self._silent >= tally.silence:
            return True
        beyond = (self.position - self.bound) * self.step > 0
        return beyond and (not tally.articles or self._silent >= PROOF or self._out > 0 or not self.recent)

    def leaps(self) -> list[int]:
        """Return ids further out, up to the bound, that would show that the range goes on."""
        numbers = (self.position + self.step * leap for leap in _LEAPS)
        return [n for n in numbers if (self.bound - n) * self.step >= 0 and n >= LEAST_NUMBER]

    def within(self, answers: Mapping[int, KnownId]) -> list[int]:
        """Return the ids of articles within the range, the furthest first."""
        dated = {n: seen.at for n, seen in answers.items() if seen.at is not None}
        return sorted((n for n, at in dated.items() if self.wanted.side(at) == 0), key=lambda n: -n * self.step)

    def around(self, number: int) -> list[int]:
        """Return the neighbours of an id, to check that they agree."""
        return [n for n in range(number - _AROUND, number + _AROUND + 1) if n != number]

    def go_on_to(self, number: int) -> None:
        """Note that the range goes on at least to this id."""
        self._goal = number
        self._out = self._far = self._silent = 0
