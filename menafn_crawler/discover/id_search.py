"""Find the article ids of a date range: request every id of the range, and few outside it.

Ids rise with time and nearly every one is an article, so a date range is a range of ids. Its ends are known to a day or
two only. So a few requests first find an id within the range, and from there every id is requested in both directions
until the range has been left for certain. Memory does not grow with the range.

Searches are generators: each yields the ids that it needs and is sent what is known of them, from the store or from
the site. An id that the site may still assign has no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from menafn_crawler.discover.id_probe import BATCH, LEAST_NUMBER, DateRange, HitRate, KnownId, Probe
from menafn_crawler.normalise import in_order

_MOST_GUESSES = 24
"""Guesses at an id within the range; each narrows what is left, so few are needed."""
_MOST_STARTS = 3
"""Starting ids to try. After that, articles out of order no longer count as a wrong start."""
_RING = 12
"""Powers of two: if a guess hits no article, ids at distances of 2, 4, 8, ... on both sides are tried."""
_GRID = 64
"""Ids spread over the whole range, tried if those hit nothing."""
_TIGHT = 8
"""Distance in ids between an article before the range and one after it that is small enough to start there."""

Place = tuple[int, datetime]
"""Id and UTC instant of publication of an article."""
T = TypeVar("T")
Search = Generator[Sequence[int], Mapping[int, KnownId], T]


def search_ids(ranges: Iterable[range]) -> Search[None]:
    """Request every id of the *ranges*, a batch at a time."""
    for numbers in ranges:
        for start in range(0, len(numbers), BATCH):
            yield numbers[start : start + BATCH]


def search_span(
    wanted: DateRange, numbers: range, number_at: Callable[[datetime], int], known: Iterable[Place] = ()
) -> Search[None]:
    """Request the ids of all articles published in the *wanted* range.

    *numbers* are the ids that the calibration table allows. *number_at* returns the id that the site had reached at an
    instant. *known* are articles with certain dates near the range, from which the search may start.
    """
    search = _SpanSearch(wanted, numbers, number_at, list(known))
    for start in range(_MOST_STARTS):
        starting_id = yield from search.starting_id()
        if (yield from search.probe_from(starting_id, to_the_end=start == _MOST_STARTS - 1)):
            return


@dataclass(slots=True)
class _SpanSearch:
    wanted: DateRange
    numbers: range
    number_at: Callable[[datetime], int]
    places: list[Place]
    """Dated articles by which an id within the range is found."""
    rate: HitRate = field(default_factory=HitRate)

    @property
    def middle(self) -> datetime:
        return self.wanted.since + (self.wanted.until - self.wanted.since) / 2

    # --- find an id within the range ----------------------------------------------------------------------------------

    def starting_id(self) -> Search[int]:
        """Return an id within the range; if no article is known there, the id at which one would be expected."""
        guess = self.number_at(self.middle)
        for attempt in range(_MOST_GUESSES):
            below, above, inside = self._surroundings()
            if inside:
                return inside[len(inside) // 2]
            if below is not None and above is not None and above[0] - below[0] <= _TIGHT:
                return below[0]
            low = below[0] + 1 if below is not None else LEAST_NUMBER
            high = above[0] - 1 if above is not None else 10**12 - 1
            guess = min(max(self._guess(below, above, attempt), low), high)
            if not (yield from self._ask_around(guess, low, high)):
                break
        return guess

    def _surroundings(self) -> tuple[Place | None, Place | None, list[int]]:
        """Return the nearest article before the range, the nearest after it, and those within, in order of id."""
        ordered = in_order(sorted(set(self.places)))
        sides = [(place, self.wanted.side(place[1])) for place in ordered]
        below = [place for place, side in sides if side < 0]
        above = [place for place, side in sides if side > 0]
        inside = [number for (number, _), side in sides if side == 0]
        return below[-1] if below else None, above[0] if above else None, inside

    def _guess(self, below: Place | None, above: Place | None, attempt: int) -> int:
        """Return the id to try next: interpolated between the nearest articles; every third time halfway."""
        if below is not None and above is not None:
            share = (self.middle - below[1]) / (above[1] - below[1]) if attempt % 3 < 2 else 0.5
            return below[0] + round(share * (above[0] - below[0]))
        expected = self.number_at(self.middle)
        near = below or above
        if near is None:
            return expected
        shift = near[0] - self.number_at(near[1])
        stride = 1 << attempt  # doubled each time, since the table may be far off
        return expected + shift + (stride if below else -stride)

    def _ask_around(self, guess: int, low: int, high: int) -> Search[bool]:
        """Request ids around *guess* until one is a dated article. Return True if one is."""
        ring = [guess + side * 2**power for power in range(1, _RING) for side in (1, -1)]
        spread = self.numbers[:: max(1, len(self.numbers) // _GRID)]
        for some in ([guess, guess - 1, guess + 1], ring, spread):
            requested = [n for n in some if low <= n <= high]
            if requested and (yield from self._ask(requested)):
                return True
        return False

    def _ask(self, numbers: Sequence[int]) -> Search[bool]:
        answers = yield numbers
        self.rate.add(numbers, answers)
        dated = [(n, seen.at) for n, seen in answers.items() if seen.at is not None]
        self.places.extend(dated)
        return bool(dated)

    # --- probe in both directions -------------------------------------------------------------------------------------

    def probe_from(self, starting_id: int, *, to_the_end: bool) -> Search[bool]:
        """Probe both ends of the range. Return False if *starting_id* turned out to lie outside of it.

        Starting again costs no requests: answers are remembered.
        """
        down = Probe(-1, starting_id, self.numbers.start, self.wanted)
        up = Probe(1, starting_id + 1, self.numbers.stop - 1, self.wanted)
        while not (down.done and up.done):
            batches = [(probe, probe.next_ids()) for probe in (down, up)]
            requested = [number for _, numbers in batches for number in numbers]
            if not requested:
                break
            answers = yield requested
            self.rate.add(requested, answers)
            for probe, numbers in batches:
                probe.record(numbers, answers)
                if probe.is_wrong_direction and not to_the_end:
                    self.places.extend(probe.recent)
                    return False
            for probe, numbers in batches:
                if numbers and probe.has_left_range(self.rate):
                    probe.done = not (yield from self._continues(probe))
        return True

    def _continues(self, probe: Probe) -> Search[bool]:
        """Return True if ids further out belong to the range: half of the neighbours of such an id must agree."""
        further = probe.lookahead_ids()
        if not further:
            return False
        answers = yield further
        for number in probe.ids_in_range(answers):
            around = yield probe.neighbours_of(number)
            dated = [seen for seen in around.values() if seen.at is not None]
            if 2 * len(probe.ids_in_range(around)) >= len(dated):
                probe.continue_to(number)
                return True
        return False
