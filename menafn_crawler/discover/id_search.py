"""The archive by date: which numbers to ask for, so that all articles of a span of time are found and little else.

Numbers rise with time and nearly every one is an article, so a span of time is a stretch of numbers, and asking for
every number of it misses nothing. Where the stretch begins and ends is known to a day or two only. So a number within
the span is looked for first, with few requests, and from there the walk goes both ways, number by number, until it has
left the span for certain. Neither 1.5 million numbers of a year nor what became of them is held.

A search is a conversation: the generator yields the numbers that it wants to know about and is sent what is known of
them, which is nothing where a vacant number may yet be given out. Whether that comes from the store or from the site is
not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from menafn_crawler.discover.id_probe import LEAST_NUMBER, STRETCH, DateRange, HitRate, KnownId, Probe
from menafn_crawler.normalise import in_order

_MOST_AIMS = 24
"""Guesses at a number within the span; each divides what is left, so that few are needed."""
_MOST_STARTS = 3
"""Times that the walk may begin; further evidence that it began at a wrong place is the articles' own disorder."""
_RING = 12
"""Powers of two: a guess that hits no article is followed by others at distances of 2, 4, 8, ... on both sides."""
_GRID = 64
"""Ids spread over the whole stretch, tried where those hit nothing."""
_TIGHT = 8
"""Numbers between an article before the span and one behind it, few enough to begin the walk among them."""

Place = tuple[int, datetime]
"""An article's number and the instant of its publication (UTC)."""
T = TypeVar("T")
Search = Generator[Sequence[int], Mapping[int, KnownId], T]


def search_ids(ranges: Iterable[range]) -> Search[None]:
    """Ask for every number of the *ranges*, a stretch at a time."""
    for numbers in ranges:
        for start in range(0, len(numbers), STRETCH):
            yield numbers[start : start + STRETCH]


def search_span(
    wanted: DateRange, numbers: range, number_at: Callable[[datetime], int], known: Iterable[Place] = ()
) -> Search[None]:
    """Ask for the numbers of all articles published in the *wanted* span.

    *numbers* are those that such an article can have by the table of the site, *number_at* says which one was reached
    at an instant; *known* are certain articles there or thereabouts, from which the search can begin.
    """
    survey = _Survey(wanted, numbers, number_at, list(known))
    for start in range(_MOST_STARTS):
        foothold = yield from survey.foothold()
        if (yield from survey.walk_from(foothold, to_the_end=start == _MOST_STARTS - 1)):
            return


@dataclass(slots=True)
class _Survey:
    wanted: DateRange
    numbers: range
    number_at: Callable[[datetime], int]
    places: list[Place]
    """Dated articles by which an id within the range is found."""
    tally: HitRate = field(default_factory=HitRate)

    @property
    def middle(self) -> datetime:
        return self.wanted.since + (self.wanted.until - self.wanted.since) / 2

    # --- a number to begin at ----------------------------------------------------------------------------------------

    def foothold(self) -> Search[int]:
        """Return an id within the range; if no article is known there, the id at which one would be expected."""
        aim = self.number_at(self.middle)
        for attempt in range(_MOST_AIMS):
            below, above, inside = self._surroundings()
            if inside:
                return inside[len(inside) // 2]
            if below is not None and above is not None and above[0] - below[0] <= _TIGHT:
                return below[0]
            low = below[0] + 1 if below is not None else LEAST_NUMBER
            high = above[0] - 1 if above is not None else 10**12 - 1
            aim = min(max(self._aim(below, above, attempt), low), high)
            if not (yield from self._listen(aim, low, high)):
                break
        return aim

    def _surroundings(self) -> tuple[Place | None, Place | None, list[int]]:
        """Return the nearest article before the range, the nearest after it, and those within, in order of id."""
        ordered = in_order(sorted(set(self.places)))
        sides = [(place, self.wanted.side(place[1])) for place in ordered]
        below = [place for place, side in sides if side < 0]
        above = [place for place, side in sides if side > 0]
        inside = [number for (number, _), side in sides if side == 0]
        return below[-1] if below else None, above[0] if above else None, inside

    def _aim(self, below: Place | None, above: Place | None, attempt: int) -> int:
        """Return the id to try next: interpolated between the nearest articles; every third time halfway."""
        if below is not None and above is not None:
            share = (self.middle - below[1]) / (above[1] - below[1]) if attempt % 3 < 2 else 0.5
            return below[0] + round(share * (above[0] - below[0]))
        guess = self.number_at(self.middle)
        near = below or above
        if near is None:
            return guess
        shift = near[0] - self.number_at(near[1])
        stride = 1 << attempt  # where the table misleads, it is left behind fast enough
        return guess + shift + (stride if below else -stride)

    def _listen(self, aim: int, low: int, high: int) -> Search[bool]:
        """Ask for ids around *aim* until a dated article answers. Return True if one did."""
        ring = [aim + side * 2**power for power in range(1, _RING) for side in (1, -1)]
        spread = self.numbers[:: max(1, len(self.numbers) // _GRID)]
        for some in ([aim, aim - 1, aim + 1], ring, spread):
            asked = [n for n in some if low <= n <= high]
            if asked and (yield from self._learn(asked)):
                return True
        return False

    def _learn(self, numbers: Sequence[int]) -> Search[bool]:
        answers = yield numbers
        self.tally.add(numbers, answers)
        dated = [(n, seen.at) for n, seen in answers.items() if seen.at is not None]
        self.places.extend(dated)
        return bool(dated)

    # --- both ways from there ----------------------------------------------------------------------------------------

    def walk_from(self, foothold: int, *, to_the_end: bool) -> Search[bool]:
        """Probe both ends of the range from *foothold*. Return False if *foothold* turned out not to lie in the range.

        To start again costs nothing: answers are remembered.
        """
        down = Probe(-1, foothold, self.numbers.start, self.wanted)
        up = Probe(1, foothold + 1, self.numbers.stop - 1, self.wanted)
        while not (down.done and up.done):
            stretches = [(edge, edge.stretch()) for edge in (down, up)]
            asked = [number for _, numbers in stretches for number in numbers]
            if not asked:
                break
            answers = yield asked
            self.tally.add(asked, answers)
            for edge, numbers in stretches:
                edge.turn(numbers, answers)
                if edge.astray and not to_the_end:
                    self.places.extend(edge.recent)
                    return False
            for edge, numbers in stretches:
                if numbers and edge.left(self.tally):
                    edge.done = not (yield from self._goes_on(edge))
        return True

    def _goes_on(self, edge: Probe) -> Search[bool]:
        """Return True if ids further out belong to the range: half of the neighbours of such an id must agree."""
        leaps = edge.leaps()
        if not leaps:
            return False
        answers = yield leaps
        for number in edge.within(answers):
            beside = yield edge.around(number)
            dated = [seen for seen in beside.values() if seen.at is not None]
            if 2 * len(edge.within(beside)) >= len(dated):
                edge.go_on_to(number)
                return True
        return False
