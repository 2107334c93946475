"""Profile of one run: what its lists, articles and answers looked like. ``anomalies`` compares it with earlier runs.

The profile is kept with the run's counters, as plain JSON, so that any later run can read it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from menafn_crawler.items import Article
from menafn_crawler.normalise import PrintedTime, printed_time

PROFILE = "menafn/profile"
"""Key of the profile among a run's counters."""
MOST_CLOCKS = 200
"""Answers whose ``Date`` header is compared with this machine's clock; more would say the same."""
MOST_TIMES = 1_000
"""Printed times that are compared with ids: a day has four times as many."""
LENGTHS = (25, 50, 100, 200, 400)
"""Bounds, in words, between which the articles of a run are counted by length."""
MOST_LINKS = 500
"""Links of a first page by which lists are compared with each other."""


@dataclass(frozen=True, slots=True)
class ListProfile:
    """First page of one list."""

    links: int
    """Articles that the page shows."""
    new: int
    """Articles that this list never showed before, on all pages read."""
    has_next: bool
    """True if the page links a second page."""
    twin: str | None = None
    """The other list whose first page shares most articles with this one; None if none shares any."""
    shared: float = 0.0
    """Share of this page's articles that the twin shows too, 0 to 1."""


@dataclass(frozen=True, slots=True)
class RunProfile:
    """Measurements of one run. A value is None if the run could not measure it."""

    lists: Mapping[str, ListProfile] = field(default_factory=dict)
    """By list key (``en/asia``)."""
    menu: tuple[str, ...] = ()
    """Labels of the site's menu, as printed."""
    articles: int = 0
    """Articles that were read."""
    words: float | None = None
    """Median length of their bodies, in words."""
    lengths: tuple[int, ...] = ()
    """Articles by length: how many have fewer words than each of ``LENGTHS``, and how many have more."""
    provider: str | None = None
    """The commonest provider among them."""
    provider_share: float = 0.0
    """Share of the articles that it wrote, 0 to 1."""
    clock: float | None = None
    """Seconds by which this machine's clock is ahead of the site's; negative if behind."""
    cookie_wall: bool = False
    """True if the site answered with a cookie alone and had to be asked again with it."""

    def as_json(self) -> dict[str, Any]:
        """Return the profile as values that JSON holds."""
        return {
            "lists": {
                key: {
                    "links": one.links,
                    "new": one.new,
                    "has_next": one.has_next,
                    "twin": one.twin,
                    "shared": round(one.shared, 3),
                }
                for key, one in self.lists.items()
            },
            "menu": list(self.menu),
            "articles": self.articles,
            "words": self.words,
            "lengths": list(self.lengths),
            "provider": self.provider,
            "provider_share": round(self.provider_share, 3),
            "clock": self.clock,
            "cookie_wall": self.cookie_wall,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> RunProfile:
        """Return the profile that ``as_json`` wrote; an empty one where the run kept none."""
        values = {name: kept[name] for name in cls.__slots__ if name in kept}
        values["lists"] = {key: ListProfile(**one) for key, one in kept.get("lists", {}).items()}
        values["lengths"] = tuple(kept.get("lengths", ()))
        values["menu"] = tuple(kept.get("menu", ()))
        return cls(**values)


class ProfileCollector:
    """Collects the profile while a run goes on."""

    def __init__(self) -> None:
        self._first_pages: dict[str, tuple[frozenset[int], int, bool]] = {}
        self._new: Counter[str] = Counter()
        self._menu: tuple[str, ...] = ()
        self._words: list[int] = []
        self._providers: Counter[str] = Counter()
        self._clocks: list[float] = []
        self._cookie_wall = False
        self.printed_times: list[PrintedTime] = []
        """Times that pages print, of the first ``MOST_TIMES`` articles."""

    def add_list_page(self, list_key: str, page: int, ids: Sequence[int], new: int, has_next: bool) -> None:
        """Add page number *page* (from 1) of a list, which shows *ids*, *new* of them for the first time."""
        self._new[list_key] += new
        if page == 1:
            self._first_pages[list_key] = (frozenset(ids[:MOST_LINKS]), len(ids), has_next)

    def add_menu(self, labels: Iterable[str]) -> None:
        """Add the labels of the site's menu."""
        self._menu = tuple(dict.fromkeys(labels))

    def add_article(self, article: Article) -> None:
        """Add an article that was read."""
        self._words.append(article.word_count)
        if article.provider is not None:
            self._providers[article.provider] += 1
        if len(self.printed_times) < MOST_TIMES and (printed := printed_time(article)) is not None:
            self.printed_times.append(printed)

    def add_clock(self, ahead: float) -> None:
        """Add one answer: this machine's clock was *ahead* of its ``Date`` header by so many seconds."""
        if len(self._clocks) < MOST_CLOCKS:
            self._clocks.append(ahead)

    def add_cookie_wall(self) -> None:
        """Note that the site wanted its cookie back before it answered."""
        self._cookie_wall = True

    def profile(self) -> RunProfile:
        """Return what was collected so far."""
        provider, count = self._providers.most_common(1)[0] if self._providers else (None, 0)
        return RunProfile(
            lists={key: self._list(key) for key in sorted(self._first_pages)},
            menu=self._menu,
            articles=len(self._words),
            words=median(self._words) if self._words else None,
            lengths=_histogram(self._words),
            provider=provider,
            provider_share=count / len(self._words) if self._words else 0.0,
            clock=median(self._clocks) if self._clocks else None,
            cookie_wall=self._cookie_wall,
        )

    def _list(self, key: str) -> ListProfile:
        ids, links, has_next = self._first_pages[key]
        shares = {
            other: len(ids & others) / len(ids)
            for other, (others, _, _) in self._first_pages.items()
            if other != key and ids
        }
        twin = max(sorted(shares), key=lambda other: shares[other], default=None)
        shared = shares[twin] if twin is not None else 0.0
        return ListProfile(links, self._new[key], has_next, twin if shared else None, shared)


def _histogram(words: Sequence[int]) -> tuple[int, ...]:
    """Count lengths between the bounds.

    >>> _histogram([10, 60, 70, 900])
    (1, 0, 2, 0, 0, 1)
    """
    counts = Counter(bisect_right(LENGTHS, length) for length in words)
    return tuple(counts[place] for place in range(len(LENGTHS) + 1))
