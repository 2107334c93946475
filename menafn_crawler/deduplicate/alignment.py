"""Align two texts word by word: what stands in both, and what stands in the place of what.

Shingles that occur once in each text are the anchors, the longest run of them in the same order is kept, and the words
between two anchors are compared with each other. Time is linear in the words, but for sorting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WIDTH = 3
PASSAGE = 15
"""Words of a gap from which on another passage stands there, such as another quotation."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words between two anchors: *first* of one text stand where *second* of the other stand. Either may be empty."""

    first: range
    second: range


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts, aligned."""

    matches: tuple[tuple[int, int], ...]
    """Positions of equal words, rising in both texts."""
    gaps: tuple[Gap, ...]
    """What lies between two matches, and as much before the first and behind the last one as both texts have."""


def align(one: Sequence[str], other: Sequence[str]) -> Alignment:
    """Align two sequences of words.

    >>> align("the bank rose on monday at noon".split(), "the bank rose late on monday at noon".split()).gaps
    (Gap(first=range(3, 3), second=range(3, 4)),)
    """
    matches: list[tuple[int, int]] = []
    gaps: list[Gap] = []
    for i, j in sorted(_covered(_rising(_anchors(one, other)))):
        if matches and (i <= matches[-1][0] or j <= matches[-1][1]):  # anchors that overlap are shifted
            continue
        a, b = matches[-1] if matches else (-1, -1)
        between = Gap(range(a + 1, i), range(b + 1, j))
        middle, gap = _trimmed(one, other, between if matches else _tail_of(between))
        matches += [*middle, (i, j)]
        gaps.append(gap)
    if matches:
        a, b = matches[-1]
        middle, gap = _trimmed(one, other, _head_of(Gap(range(a + 1, len(one)), range(b + 1, len(other)))))
        matches += middle
        gaps.append(gap)
    return Alignment(tuple(sorted(matches)), tuple(gap for gap in gaps if gap.first or gap.second))


def covered(found: Alignment, one: int, other: int) -> float:
    """Return the share of the longer text that is not in passages of its own; other single words count as shared.

    *one* and *other* are the numbers of words.

    >>> covered(Alignment(((0, 0), (1, 1), (2, 2), (3, 3), (4, 4)), ()), 20, 5)
    0.25
    """
    places = [-1, *(match[0] if one >= other else match[1] for match in found.matches), max(one, other)]
    own = [after - before - 1 for before, after in pairwise(places)]
    return 1 - sum(words for words in own if words >= PASSAGE) / max(one, other, 1)


def _head_of(gap: Gap) -> Gap:
    """Return the beginning of a gap at the end of the texts, about as long in both."""
    length = min(len(gap.first), len(gap.second)) + _WIDTH
    return Gap(gap.first[:length], gap.second[:length]) if gap.first and gap.second else Gap(range(0), range(0))


def _tail_of(gap: Gap) -> Gap:
    """Return the end of a gap at the beginning of the texts, about as long in both."""
    length = min(len(gap.first), len(gap.second)) + _WIDTH
    return Gap(gap.first[-length:], gap.second[-length:]) if gap.first and gap.second else Gap(range(0), range(0))


def _unique(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the position of each shingle that occurs once."""
    found: dict[tuple[str, ...], int] = {}
    for place in range(len(words) - _WIDTH + 1):
        key = tuple(words[place : place + _WIDTH])
        found[key] = -1 if key in found else place
    return found


def _anchors(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    there = _unique(other)
    for key, place in _unique(one).items():
        match = there.get(key, -1)
        if place >= 0 and match >= 0:
            yield place, match


def _rising(anchors: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of anchors that rises in both texts (patience sorting)."""
    tops: list[int] = []
    piles: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for anchor in sorted(anchors):
        pile = bisect_left(tops, anchor[1])
        before[anchor] = piles[pile - 1] if pile else None
        tops[pile : pile + 1] = [anchor[1]]
        piles[pile : pile + 1] = [anchor]
    run: list[tuple[int, int]] = []
    last = piles[-1] if piles else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]


def _covered(anchors: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    return {(i + step, j + step) for i, j in anchors for step in range(_WIDTH)}


def _trimmed(one: Sequence[str], other: Sequence[str], gap: Gap) -> tuple[list[tuple[int, int]], Gap]:
    """Match equal words at both ends of a gap; return these matches and what is left."""
    matches, first, second = [], gap.first, gap.second
    while first and second and one[first[0]] == other[second[0]]:
        matches.append((first[0], second[0]))
        first, second = first[1:], second[1:]
    while first and second and one[first[-1]] == other[second[-1]]:
        matches.append((first[-1], second[-1]))
        first, second = first[:-1], second[:-1]
    return matches, Gap(first, second)
