"""Quality gate: compare the shares of a run (articles with a date, a provider, ...) with earlier runs.

Shares are compared, not numbers. A share deviates where it is worse than the usual one both by a margin that
matters and by more than chance allows; of a few pages neither can be said, so they are taken together with those of the
runs before until there are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

PAGES = 20
"""Pages below which a share says nothing."""
CHANCE = 0.001
"""Greatest accepted probability of a false alarm: about one in a year of three runs a day."""
LISTED = 5
"""Entries that a list usually has before its having none is worth a word."""
RUNS = 30
"""Earlier runs that are compared."""

Counters = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EndedRun:
    """A run that has ended."""

    good: bool
    """True if it ended with exit code 0 or 3: such runs define what is usual."""
    accepted: bool
    """True if a user accepted it in spite of a breach (``MENAFN_GATES=0``): earlier runs are not compared any more."""
    counters: Counters


@dataclass(frozen=True, slots=True)
class Expectation:
    """One share of the pages. Names are of counters, without ``menafn/``."""

    words: str
    part: tuple[str, ...]
    """Counters of good pages, or with ``most`` of bad ones."""
    rest: tuple[str, ...]
    """Counters of the others."""
    whole: tuple[str, ...] = ()
    """Counters of all pages; without them, the part and the rest added up."""
    margin: float = 0.2
    """Difference of shares that matters."""
    newest: bool = True
    """True if it holds only for runs that read lists, since old pages and guessed ids have other shares."""
    most: bool = False
    """True if the share must not rise; else it must not fall."""
    first: float = 0.0
    """Least share in a first run, without earlier ones."""


READ = tuple(f"article/{what}" for what in ("stored", "corrected", "redated", "returned", "unchanged", "outside_span"))
"""Counters of articles that were read."""
_REOPENED = "article/put_back/unreadable"
"""Counter of pages that could not be read and are asked for again by the next run."""
_UNREAD = ("article/set_aside", _REOPENED)
_MISSING = ("article/gone_at_first_look", "article/vanished")
_ALL = ("page/all",)

EXPECTATIONS = (
    Expectation("pages could be read", READ, _UNREAD, margin=0.1, newest=False, first=0.25),
    Expectation("articles are gone", _MISSING, (*READ, *_UNREAD), most=True),
    Expectation("articles name their provider", ("page/provider",), (), _ALL),
    Expectation("articles have a time of day", ("page/published_at",), (), _ALL),
    Expectation("articles have a wire ID", ("page/wire_id",), (), _ALL),
    Expectation("articles have a text of some length", ("page/text",), (), _ALL),
    Expectation("pages were read without a known layout (anchors)", ("page/anchors",), (), _ALL, most=True),
    Expectation("articles have witnesses that disagree on the date", ("page/date_conflict",), (), _ALL, most=True),
)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.part / self.whole

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)


def breaches(run: Counters, past: Sequence[EndedRun]) -> Iterator[str]:
    """Yield a sentence for each share of *run* (its counters) that deviates from *past* runs, latest first."""
    known = _since_accepted(past)
    for expectation in EXPECTATIONS:
        yield from _broken(expectation, run, known)
    yield from _empty_lists(run, [before.counters for before in known if before.good])


def _since_accepted(past: Sequence[EndedRun]) -> list[EndedRun]:
    known: list[EndedRun] = []
    for before in past[:RUNS]:
        known.append(before)
        if before.accepted:
            break
    return known


def _broken(expectation: Expectation, run: Counters, past: Sequence[EndedRun]) -> Iterator[str]:
    """Yield the breach of one expectation, if it is one."""
    own = now = _share(expectation, run)
    taken = 0
    readable = own.part >= (1 - expectation.margin) * own.whole > 0
    answered = {f"menafn/{_REOPENED}": 0} if readable else {}  # this run has asked for them again, and could read them
    while now.whole < PAGES and taken < len(past) and not past[taken].accepted:
        now += _share(expectation, {**past[taken].counters, **answered})
        taken += 1
    if now.whole < PAGES or not (own.whole or any(not before.good for before in past[:taken])):
        return
    usual = _usual([_share(expectation, before.counters) for before in past[taken:] if before.good])
    if usual is not None and _is_anomalous(expectation, now, usual):
        compared = f"usually {usual:.0%}"
    elif usual is None and now.value < expectation.first:
        compared = f"at least {expectation.first:.0%} are expected"
    else:
        return
    together = "" if now == own else f" (this run and {taken} before it, together)"
    yield f"{now.value:.0%} of {now.whole} {expectation.words}, {compared}{together}"


def _share(expectation: Expectation, counters: Counters) -> Share:
    if expectation.newest and not counters.get("menafn/list/entries"):
        return Share(0, 0)
    part = _sum(counters, expectation.part)
    if expectation.whole:
        return Share(part, _sum(counters, expectation.whole))
    return Share(part, part + _sum(counters, expectation.rest))


def _sum(counters: Counters, names: Sequence[str]) -> int:
    return sum(_number(counters.get(f"menafn/{name}")) for name in names)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _usual(shares: Sequence[Share]) -> float | None:
    """Return the median of the runs with enough pages, else the share of all together; None if those are too few."""
    large = [share.value for share in shares if share.whole >= PAGES]
    if large:
        return median(large)
    together = sum(shares, Share(0, 0))
    return together.value if together.whole >= PAGES else None


def _is_anomalous(expectation: Expectation, now: Share, expected: float) -> bool:
    worse = (now.value - expected) * (1 if expectation.most else -1)
    return worse > expectation.margin and surprise(now, expected) > -log(CHANCE)


def surprise(share: Share, expected: float) -> float:
    """Return how surprising a share is: *s* if chance gives one as far off with probability ``exp(-s)`` at most.

    By Chernoff's bound.

    >>> surprise(Share(10, 20), 0.5), surprise(Share(10, 20), 0.95) > surprise(Share(18, 20), 0.95)
    (0.0, True)
    """
    usual = min(max(expected, 0.01), 0.99)  # nothing is certain: one page in a hundred may be odd
    pairs = ((share.value, usual), (1 - share.value, 1 - usual))
    return share.whole * sum(seen * log(seen / known) for seen, known in pairs if seen)


_ENTRIES = "menafn/list/entries/"


def _empty_lists(run: Counters, past: Sequence[Counters]) -> Iterator[str]:
    """Lists that were read, show no article, and have shown some in every run before."""
    for name in sorted(name for name, shown in run.items() if name.startswith(_ENTRIES) and shown == 0):
        before = [_number(counters[name]) for counters in past if name in counters]
        if before and min(before) > 0 and (usual := median(before)) >= LISTED:
            yield f"the list {name.removeprefix(_ENTRIES)} shows no article, usually {usual:.0f}"
