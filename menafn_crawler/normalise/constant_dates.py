"""Recognise page dates that say nothing about their article: constants, clocks, and midnight in place of a time.

The site's header has shown 2 January 2024 for years; the next constant may stand where the article's date should be.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from menafn_crawler.items import Article
from menafn_crawler.normalise.calibration import in_order
from menafn_crawler.normalise.printed_dates import read_printed_date
from menafn_crawler.normalise.witnesses import CLOCK_NOTE, TIMED

PAGES = 3
"""Pages on which the same second has to be printed before it is suspected."""
_A_DAY_OF_IDS = 7_000
"""Ids that the site gives in a day at most: pages of one second lie closer together than this."""
_REMEMBERED = 5_000
"""Texts that are remembered; one that is on every page comes again long before it is forgotten."""
_MOST_PAGES = 1_000


class ConstantDates:
    """Watches the times that pages of a run print. ``stale`` grows as texts turn out to be the same on every page."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.stale: set[str] = set(known)
        self._pages: OrderedDict[str, list[int]] = OrderedDict()
        self._seen = 0
        self._last: int | None = None

    def saw(self, raw: str, article_id: int) -> list[int]:
        """Note that a page prints *raw*; return the articles that print it, once it turns out to be stale.

        Only times of day are watched: many articles share a day.
        """
        if raw in self.stale:
            return []
        read = read_printed_date(raw.rpartition(": ")[2])
        if read is None or read.time is None:
            return []
        self._seen += article_id != self._last  # a page can give several times
        self._last = article_id
        pages = self._pages.setdefault(raw, [])
        self._pages.move_to_end(raw)
        if article_id not in pages and len(pages) < _MOST_PAGES:
            pages.append(article_id)
        if len(self._pages) > _REMEMBERED:
            self._pages.popitem(last=False)
        return self._expose(raw) if self._on_every_page(pages) else []

    def _on_every_page(self, pages: list[int]) -> bool:
        if len(pages) < PAGES:
            return False
        return max(pages) - min(pages) > _A_DAY_OF_IDS or len(pages) == self._seen

    def _expose(self, raw: str) -> list[int]:
        self.stale.add(raw)
        return self._pages.pop(raw)


# --- clocks ----------------------------------------------------------------------------------------------------------

_TRUSTED = 10
"""Pages with a time of their own for each page with the time of fetching, before that time is believed."""
_MOVING = 4
"""Pages whose times keep the same distance from the fetch before they are taken for a clock."""
_STEADY = timedelta(seconds=3)
"""By how much the distance may vary."""
_APART = timedelta(minutes=1)
"""Articles are published within less time of one another by chance."""


class _Shown(NamedTuple):
    article_id: int
    instant: datetime
    fetched_at: datetime


class PageClocks:
    """Watches how page times of a run lie to the time of fetching: a clock keeps the same distance on every page."""

    def __init__(self) -> None:
        self.suspected: set[int] = set()
        """Articles of the run whose time equals that of fetching."""
        self._own_times = 0
        self._by_distance: OrderedDict[int, list[_Shown]] = OrderedDict()

    @property
    def are_ruled_out(self) -> bool:
        """Return True if so many pages have times of their own that a time close to the fetch is chance."""
        return self._own_times >= _TRUSTED * max(1, len(self.suspected))

    def saw(self, article: Article) -> list[int]:
        """Note the times of a page; return the articles whose time moves with the fetch, once there are enough."""
        if any(e.get("note") == CLOCK_NOTE for e in article.date_evidence):
            self.suspected.add(article.article_id)
            return []
        if article.published_at is None or article.date_source not in TIMED:
            return []
        self._own_times += 1
        instants = (datetime.fromisoformat(text) for text in (article.published_at, article.fetched_at))
        return self._moving(_Shown(article.article_id, *instants))

    def _moving(self, shown: _Shown) -> list[int]:
        distance = shown.fetched_at - shown.instant
        place = distance // _STEADY
        self._by_distance.setdefault(place, []).append(shown)
        if len(self._by_distance) > _REMEMBERED:
            self._by_distance.popitem(last=False)
        near = [one for n in (place - 1, place, place + 1) for one in self._by_distance.get(n, ())][:_MOST_PAGES]
        steady = [one for one in near if abs(one.fetched_at - one.instant - distance) <= _STEADY]
        return [one.article_id for one in steady] if self._is_clock(steady) else []

    def _is_clock(self, steady: Sequence[_Shown]) -> bool:
        """Return True for enough pages whose times rise with the fetch, far apart or against the order of ids."""
        instants = {one.instant for one in steady}
        if len(instants) < _MOVING or 2 * len(steady) < self._own_times:
            return False
        against_ids = len(in_order(sorted((one.article_id, one.instant) for one in steady))) * 2 <= len(steady) + 1
        return max(instants) - min(instants) >= _APART or against_ids


# --- midnight --------------------------------------------------------------------------------------------------------


def at_midnight(published_at: str | None, zone: ZoneInfo) -> bool:
    """Return True if an instant (UTC text) is midnight to the second on the clock of *zone*."""
    if published_at is None or not published_at.endswith("0:00Z"):
        return False
    return datetime.fromisoformat(published_at).replace(tzinfo=UTC).astimezone(zone).time() == time(0)


def midnight_is_a_day(others: Sequence[tuple[str | None, bool]], zone: ZoneInfo) -> bool:
    """Return True if a provider's articles print midnight in place of a time.

    *others* are its other articles: their instants (UTC texts), and whether midnight was taken for a day before. It
    takes two of other days, and no fewer than those with a time of their own.
    """
    known = sum(was_midnight for _, was_midnight in others)
    midnights = {at for at, _ in others if at_midnight(at, zone)}
    timed = sum(at is not None and not at_midnight(at, zone) for at, _ in others)
    return known + len(midnights) >= PAGES - 1 and known + len(midnights) >= timed
