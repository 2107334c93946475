"""Articles by period, provider and section: what the report's filter shows.

Counted while the articles are read once, by ascending id, then joined with their sections in the same order.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from menafn_crawler.report.time_bins import BEGINNINGS, unit_for

PROVIDERS = 30
"""Providers that can be chosen; the others are one choice."""
UNDATED = -1
NO_LIST = ""
"""Key of the articles that no list has shown."""


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """Dated articles, copies among them, by period of publication."""

    unit: str = "day"
    """day, week, month or year."""
    periods: tuple[str, ...] = ()
    """First day of each period (site's zone), without gaps; a week begins on Monday."""
    providers: tuple[str, ...] = ()
    """By falling number of articles; the last two may stand for the others, and for articles that name nobody."""
    sections: tuple[str, ...] = ()
    """Keys of the lists, sorted; ``NO_LIST`` for articles that none has shown."""
    whole: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """By place of the provider: articles of each period, each article once."""
    listed: Mapping[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    """By places of provider and section: an article counts in every section that showed it."""

    def as_json(self) -> str:
        """Return the counts for a script inside a page: short, and nothing in it can end the element."""
        series = {str(key): _packed(values) for key, values in self.whole.items()}
        pairs = {f"{one},{two}": _packed(values) for (one, two), values in self.listed.items()}
        data = {
            "unit": self.unit,
            "periods": self.periods,
            "providers": self.providers,
            "sections": self.sections,
            "whole": series,
            "listed": pairs,
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _packed(values: tuple[int, ...]) -> str:
    """Return numbers with commas, zeros left out.

    >>> _packed((3, 0, 0, 12, 0))
    '3,,,12'
    """
    return ",".join(str(value) if value else "" for value in values).rstrip(",")


class ArticleCounter:
    """Collects one small row for each article: 14 bytes, so half a million need 7 MB."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._days = array("l")
        self._providers = array("l")
        self._names: dict[str | None, int] = {}
        self._ordinals: dict[str | None, int] = {None: UNDATED}

    def add(self, article_id: int, published_on: str | None, provider: str | None) -> None:
        """Add an article; ids have to rise."""
        day = self._ordinals.get(published_on)
        if day is None and published_on is not None:
            day = self._ordinals[published_on] = date.fromisoformat(published_on).toordinal()
        self._ids.append(article_id)
        self._days.append(UNDATED if day is None else day)
        self._providers.append(self._names.setdefault(provider, len(self._names)))

    def counts(self, listings: Iterable[tuple[int, str]]) -> ArticleCounts:
        """Return the counts. *listings* are (id, section) by rising id, of these articles and of others."""
        days = sorted({day for day in self._days if day != UNDATED})
        if not days:
            return ArticleCounts()
        unit = unit_for(date.fromordinal(days[0]), date.fromordinal(days[-1]))
        periods = list(_periods(date.fromordinal(days[0]), date.fromordinal(days[-1]), unit))
        place = {first: number for number, first in enumerate(periods)}
        period_of = {day: place[BEGINNINGS[unit](date.fromordinal(day))] for day in days}
        names, choice = self._choices()
        whole: Counter[tuple[int, int]] = Counter()
        listed: Counter[tuple[int, str, int]] = Counter()
        for day, provider, sections in self._with_sections(listings):
            if day == UNDATED:
                continue
            period, chosen = period_of[day], choice[provider]
            whole[chosen, period] += 1
            for section in sections or (NO_LIST,):
                listed[chosen, section, period] += 1
        keys = tuple(sorted({section for _, section, _ in listed}))
        number = {key: at for at, key in enumerate(keys)}
        return ArticleCounts(
            unit,
            tuple(first.isoformat() for first in periods),
            names,
            keys,
            _series(((one, period), count) for (one, period), count in whole.items()),
            _series((((one, number[key]), period), count) for (one, key, period), count in listed.items()),
        )

    def _choices(self) -> tuple[tuple[str, ...], dict[int, int]]:
        """Return the names that can be chosen, and the choice that each provider belongs to."""
        sizes = Counter(self._providers)
        every = {number: name for name, number in self._names.items()}
        named = sorted((number for number, name in every.items() if name is not None), key=lambda one: -sizes[one])
        names = [every[number] or "" for number in named[:PROVIDERS]]
        choice = {number: place for place, number in enumerate(named[:PROVIDERS])}
        if others := named[PROVIDERS:]:
            choice |= dict.fromkeys(others, len(names))
            names.append(f"{len(others):,} others")
        if None in self._names:
            choice[self._names[None]] = len(names)
            names.append("none named")
        return tuple(names), choice

    def _with_sections(self, listings: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield day, provider and sections of each article."""
        groups = groupby(listings, key=itemgetter(0))
        at, shown = next(groups, (None, iter(())))
        for article_id, day, provider in zip(self._ids, self._days, self._providers, strict=True):
            while at is not None and at < article_id:
                at, shown = next(groups, (None, iter(())))
            yield day, provider, tuple(section for _, section in shown) if at == article_id else ()


def _periods(first: date, last: date, unit: str) -> Iterator[date]:
    """Yield the first days of all periods from *first* to *last*."""
    start = BEGINNINGS[unit](first)
    while start <= last:
        yield start
        start = BEGINNINGS[unit](start + timedelta(days={"day": 1, "week": 7, "month": 31, "year": 366}[unit]))


_Key = TypeVar("_Key")


def _series(counted: Iterable[tuple[tuple[_Key, int], int]]) -> dict[_Key, tuple[int, ...]]:
    """Return the counts of each key by period, up to the last period that has some."""
    rows: dict[_Key, dict[int, int]] = {}
    for (key, period), count in counted:
        rows.setdefault(key, {})[period] = count
    return {key: tuple(row.get(at, 0) for at in range(max(row) + 1)) for key, row in rows.items()}
