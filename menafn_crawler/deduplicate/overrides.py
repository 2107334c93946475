"""Pairs of articles for which an analyst overrules the rule, read from a small text file."""

from __future__ import annotations

from dataclasses import dataclass

from menafn_crawler.deduplicate.stories import Pair

_SAME = "same"
_MOST = 100_000
"""Lines that are read; more is no list of single decisions."""


class OverridesError(ValueError):
    """A line that cannot be read; the message names it and says what is allowed."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """An analyst's decisions. Articles that are not stored are left out."""

    apart: frozenset[Pair] = frozenset()
    """Never merged, the lower id first."""
    together: frozenset[Pair] = frozenset()
    """Always one story, the lower id first."""


def read_overrides(text: str) -> Overrides:
    """Read one pair of article ids a line: never merged, or with ``same`` behind them always merged.

    Empty lines and what follows ``#`` are comments. Raises OverridesError.

    >>> read_overrides("1109547045 1109547090  # two banks").apart
    frozenset({(1109547045, 1109547090)})
    """
    found: dict[Pair, bool] = {}
    lines = text.splitlines()
    if len(lines) > _MOST:
        raise OverridesError(f"{len(lines)} lines; allowed are {_MOST}")
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        pair, same = _pair(words, number), len(words) > 2
        if found.setdefault(pair, same) is not same:
            raise OverridesError(f"line {number} says the opposite of an earlier line about {pair[0]} and {pair[1]}")
    apart = frozenset(pair for pair, same in found.items() if not same)
    return Overrides(apart, frozenset(found) - apart)


def _pair(words: list[str], number: int) -> Pair:
    ids = words[:2]
    numeric = all(word.isascii() and word.isdigit() and len(word) < 16 for word in ids)
    if len(ids) < 2 or not numeric or words[2:] not in ([], [_SAME]) or int(ids[0]) == int(ids[1]):
        raise OverridesError(f"line {number} cannot be read; allowed are two article ids, and 'same' behind them")
    one, other = sorted(map(int, ids))
    return one, other
