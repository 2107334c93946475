"""Compare a run's profile with earlier runs of the same arguments; one sentence for each deviation.

A deviation that would publish wrong values holds the exports back; one that means something is missing is told.
Thresholds leave room for holidays, bursts and small lists: a list needs a past of ``ENOUGH_RUNS`` runs, and counts are
compared only where chance cannot explain the difference.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from statistics import median

from menafn_crawler.report.quality_gate import CHANCE, Share, surprise
from menafn_crawler.report.run_profile import LENGTHS, ListProfile, RunProfile

ENOUGH_RUNS = 3
"""Earlier runs that a usual value is taken from."""
FEW_LINKS = 0.6
"""A first page with less than this share of its usual links has lost some; lists keep their length on holidays."""
SMALLEST_LIST = 5
"""Links that a first page usually has before its number says anything."""
FLOOD = 10
"""Times the usual number of links that is a flood."""
SAME_PAGE = 0.8
"""Share of a page's articles that another list shows too when both answer with the same page."""
DIFFERENT_PAGES = 0.6
"""Share that two lists may have in common on ordinary days."""
FROZEN = 9.0
"""New articles that the list should have shown since its last one, by its own rate and today's news: chance explains
none at all in one of 8,000 cases."""
SHORT_TEXTS = 0.6
"""A text shorter than this share of the usual median counts as short."""
MORE_SHORT = 0.3
"""Rise of the share of short texts that matters."""
ENOUGH_ARTICLES = 12
"""Articles of a run whose median or commonest provider says something."""
ONE_PROVIDER = 0.9
"""Share of one provider above which the provider is not read from the page any more."""
USUAL_PROVIDER = 0.5
"""A provider that usually has more than this may have all of a quiet night."""
CLOCK_SECONDS = 300.0
"""Seconds by which the machine's clock may differ from the site's: a cache may answer with an older date."""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One deviation, as a sentence with today's figure and the usual one."""

    text: str
    hold: bool = False
    """True if exports are held back: the values published would be wrong."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """An earlier run with the same arguments that ended well."""

    started_at: datetime
    profile: RunProfile


def anomalies(run: RunProfile, past: Sequence[PastRun], now: datetime, *, every_list: bool = True) -> Iterator[Anomaly]:
    """Yield the deviations of *run*, ended at *now* (aware), from *past* runs, latest first.

    A run that was not meant to read *every_list* (it had a limit) may leave some unread.
    """
    yield from _clock(run)
    if run.cookie_wall and past and not any(one.profile.cookie_wall for one in past):
        yield Anomaly("the site sets a cookie and asks again; earlier runs needed none")
    if len(past) < ENOUGH_RUNS:
        return
    for key in sorted({key for one in past for key in one.profile.lists} | run.lists.keys()):
        seen = [(one.started_at, one.profile.lists[key]) for one in past if key in one.profile.lists]
        if len(seen) >= ENOUGH_RUNS and (every_list or key in run.lists):
            yield from _list(key, run, seen, past, now)
    yield from _texts(run, past)
    yield from _providers(run, past)


def _list(
    key: str, run: RunProfile, seen: Sequence[tuple[datetime, ListProfile]], past: Sequence[PastRun], now: datetime
) -> Iterator[Anomaly]:
    page = run.lists.get(key)
    if page is None:
        yield from _unread(key, run, seen, past)
        return
    lists = [one for _, one in seen]
    usual = median(one.links for one in lists)
    if usual >= SMALLEST_LIST and page.links < min(FEW_LINKS * usual, min(one.links for one in lists)):
        yield Anomaly(f"list {key} shows {page.links:,} articles, usually {usual:.0f} a page")
    if usual and page.links > FLOOD * max(usual, SMALLEST_LIST, *(one.links for one in lists)):
        yield Anomaly(f"one page of list {key} showed {page.links:,} links, usually {usual:.0f}")
    if not page.has_next and page.links and all(one.has_next for one in lists):
        yield Anomaly(f"list {key} has no way to page 2, usually there is one")
    if page.links >= SMALLEST_LIST and page.shared >= SAME_PAGE and max(o.shared for o in lists) < DIFFERENT_PAGES:
        yield Anomaly(f"list {key} shows what {page.twin} shows ({page.shared:.0%} of its articles)", hold=True)
    yield from _frozen(key, run, seen, past, now)


def _unread(
    key: str, run: RunProfile, seen: Sequence[tuple[datetime, ListProfile]], past: Sequence[PastRun]
) -> Iterator[Anomaly]:
    """Yield a list that was read until lately and was not read in this run."""
    recent = {key for one in past[:ENOUGH_RUNS] for key in one.profile.lists}
    if not run.lists or (key not in recent and seen[0][0] < past[0].started_at - timedelta(days=30)):
        return
    known = {label for one in past for label in one.profile.menu}
    new = [f"{label!r}" for label in run.menu if label not in known] if known else []
    menu = f"; the menu has a new {', '.join(new[:3])}" if new else ""
    yield Anomaly(f"list {key} unread since {seen[0][0]:%d %B}{menu}")


def _frozen(
    key: str, run: RunProfile, seen: Sequence[tuple[datetime, ListProfile]], past: Sequence[PastRun], now: datetime
) -> Iterator[Anomaly]:
    """Yield a list without new articles, if its usual rate, scaled by today's other lists, expects some."""
    if run.lists[key].new or not run.lists[key].links:
        return
    lively = [(at, one) for at, one in seen if one.new]
    if len(lively) < ENOUGH_RUNS:
        return
    last, first = lively[0][0], seen[-1][0]
    days = (last - first) / timedelta(days=1)
    quiet = (now - last) / timedelta(days=1)
    if days <= 0 or quiet <= 0:
        return
    rate = sum(one.new for at, one in lively if at > first) / days
    if rate * quiet * min(1.0, _liveliness(key, run, past, last, now)) >= FROZEN:
        yield Anomaly(f"list {key}: nothing new for {_span(quiet)}, usually {rate:.0f} a day")


def _liveliness(key: str, run: RunProfile, past: Sequence[PastRun], last: datetime, now: datetime) -> float:
    """Return how much the other lists show since *last*, as a share of their usual rate."""
    own = sum(one.new for name, one in run.lists.items() if name != key)
    since = own + sum(_others(one, key) for one in past if one.started_at > last)
    before = [one for one in past if one.started_at <= last]
    days = (before[0].started_at - before[-1].started_at) / timedelta(days=1) if before else 0.0
    usual = sum(_others(one, key) for one in before[:-1])
    quiet = (now - last) / timedelta(days=1)
    return (since / quiet) / (usual / days) if days > 0 and usual else 0.0


def _others(one: PastRun, key: str) -> int:
    return sum(page.new for name, page in one.profile.lists.items() if name != key)


def _span(days: float) -> str:
    """Return a number of days for people.

    >>> _span(0.5), _span(1.2), _span(2.4)
    ('12 hours', '1 day', '2 days')
    """
    if days < 1:
        return f"{days * 24:.0f} hours"
    return f"{days:.0f} day{'s' * (round(days) != 1)}"


def _texts(run: RunProfile, past: Sequence[PastRun]) -> Iterator[Anomaly]:
    """Texts are cut where far more of them than usual are shorter than half of the usual median."""
    known = [one.profile for one in past if one.profile.words and one.profile.lengths]
    if run.words is None or run.articles < ENOUGH_ARTICLES or len(known) < ENOUGH_RUNS:
        return
    usual = median(one.words for one in known if one.words)
    bound = bisect_right(LENGTHS, SHORT_TEXTS * usual)
    before = sum((Share(sum(one.lengths[:bound]), sum(one.lengths)) for one in known), Share(0, 0))
    now = Share(sum(run.lengths[:bound]), sum(run.lengths))
    if now.value - before.value > MORE_SHORT and surprise(now, before.value) > -log(CHANCE):
        yield Anomaly(f"texts are {run.words:.0f} words long in the middle, usually {usual:.0f}", hold=True)


def _providers(run: RunProfile, past: Sequence[PastRun]) -> Iterator[Anomaly]:
    shares = [one.profile.provider_share for one in past if one.profile.articles >= SMALLEST_LIST]
    if run.articles < ENOUGH_ARTICLES or len(shares) < ENOUGH_RUNS or run.provider_share < ONE_PROVIDER:
        return
    if max(shares) < ONE_PROVIDER and median(shares) <= USUAL_PROVIDER:
        text = f"one provider ({run.provider}) has {run.provider_share:.0%} of the new articles"
        yield Anomaly(f"{text}, usually at most {median(shares):.0%}", hold=True)


def _clock(run: RunProfile) -> Iterator[Anomaly]:
    if run.clock is not None and abs(run.clock) > CLOCK_SECONDS:
        side = "ahead of" if run.clock > 0 else "behind"
        yield Anomaly(f"this machine is {_distance(abs(run.clock))} {side} the site's clock: set its clock (NTP)")


def _distance(seconds: float) -> str:
    return f"{seconds / 3600:.0f} h" if seconds >= 3600 else f"{seconds / 60:.0f} min"
