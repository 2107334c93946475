"""Estimate dates from article ids, and ids from dates: ids rise with time, English and Arabic in one sequence.

The table of ``menafn-facts.md`` ("Id to date") is the start; stored articles with a certain date refine it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

SITE_ANCHORS: tuple[tuple[int, str], ...] = (
    (1093990370, "2014-11"),
    (1094827896, "2016-07"),
    (1095002404, "2016-10-12"),
    (1095277951, "2017-03-01"),
    (1096309905, "2018-01"),
    (1098886243, "2019-08"),
    (1100601885, "2020-08-07 22:05:55"),
    (1103691242, "2022-02-14"),
    (1104325564, "2022-06-05"),
    (1106138867, "2023-04-29"),
    (1107160238, "2023-09-28"),
    (1107333539, "2023-10-30"),
    (1107481355, "2023-11-24 07:16:52"),
    (1107481653, "2023-11-24 09:14:35"),
    (1107664212, "2023-12-28"),
    (1107837273, "2024-02-11"),
    (1108017170, "2024-03-25"),
    (1108255760, "2024-05-24 23:23:41"),
    (1108542434, "2024-08-11"),
    (1108820693, "2024-10-26 14:24:13"),
    (1109038104, "2024-12-28 19:09:34"),
    (1109105812, "2025-01-19 07:02:31"),
    (1109426725, "2025-04-14 07:01:26"),
    (1109427139, "2025-04-14 08:16:14"),
    (1109547045, "2025-05-14 04:44:27"),
    (1109588722, "2025-05-23 15:09:02"),
    (1109760290, "2025-07-04 07:07:34"),
    (1109890992, "2025-08-06"),
    (1110216737, "2025-10-19 08:05:47"),
    (1110375316, "2025-11-20"),
    (1110443291, "2025-12-05"),
    (1110774087, "2026-02-22"),
    (1111211156, "2026-06-04 08:08:15"),
    (1111467348, "2026-07-30"),
    (1111631142, "2026-09-07"),
)
"""Ids and their Eastern dates from ``menafn-facts.md``; the month where only that is known."""

SLACK = timedelta(days=1)
"""Least error of an interpolated instant: nights and weekends bring fewer articles than the mean."""
_SLACK_OF_GAP = 10
"""An interpolation may be wrong by the time between its anchors divided by this."""
_SLACK_BEYOND = 4
"""Beyond the last anchor it may be wrong by the time since then divided by this."""

_EXTRAPOLATED = timedelta(days=5 * 365)
"""Further beyond its anchors a calibration says nothing."""
_ANY_TIME = (datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Anchor:
    """An id that was published between two known instants (UTC)."""

    article_id: int
    earliest: datetime
    latest: datetime

    @property
    def middle(self) -> datetime:
        """Return the instant in the middle."""
        return self.earliest + self.width / 2

    @property
    def width(self) -> timedelta:
        """Return the time between the two instants."""
        return self.latest - self.earliest


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last possible instant (UTC) of a publication, and the ids below and above that say so."""

    first: datetime
    last: datetime
    below: int
    above: int
    rough: bool = False
    """True if it is interpolated from the table, not bounded by neighbouring articles."""

    @property
    def reason(self) -> str:
        """Return the evidence as text: ``1109547040 < id < 1109547050``."""
        return f"{self.below} < id < {self.above}"


class Calibration:
    """Interpolates between anchors. Raises ValueError for fewer than two."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._anchors = sorted(anchors, key=lambda anchor: anchor.article_id)
        if len(self._anchors) < 2:
            raise ValueError("a calibration needs two anchors")
        self._ids = [anchor.article_id for anchor in self._anchors]
        self._instants = [anchor.middle for anchor in self._anchors]
        self._gaps = [above - below for below, above in pairwise(self._instants)]
        self._slacks = [
            SLACK + gap / _SLACK_OF_GAP + max(below.width, above.width) / 2
            for gap, (below, above) in zip(self._gaps, pairwise(self._anchors), strict=True)
        ]

    def interval(self, article_id: int) -> Interval:
        """Return the instants between which the article with this id was published, generously."""
        upper = self._upper(bisect_right(self._ids, article_id))
        below, above = self._anchors[upper - 1], self._anchors[upper]
        start, gap = self._instants[upper - 1], self._gaps[upper - 1]
        share = (article_id - below.article_id) / (above.article_id - below.article_id)
        if abs(share) * gap > gap + _EXTRAPOLATED:
            return Interval(*_ANY_TIME, below.article_id, above.article_id, rough=True)
        instant, slack = start + share * gap, self._slacks[upper - 1]
        first, last = instant - slack, instant + slack
        if article_id >= below.article_id:
            first = max(first, below.earliest - SLACK)
        if article_id <= above.article_id:
            last = min(last, above.latest + SLACK)
        beyond = max(below.earliest - instant, instant - above.latest, timedelta(0)) / _SLACK_BEYOND
        return Interval(first - beyond, last + beyond, below.article_id, above.article_id, rough=True)

    def ids(self, first: datetime, last: datetime) -> range:
        """Return the ids that articles published between two instants can have, generously.

        >>> day = datetime(2025, 5, 14, tzinfo=UTC)
        >>> 1109547045 in site_calibration().ids(day, day + timedelta(days=1))
        True
        """
        return range(self.number_at(first - self._slack_at(first)), self.number_at(last + self._slack_at(last)) + 1)

    def _upper(self, place: int) -> int:
        """Return the index of the upper of the two anchors around a *place*."""
        return min(max(place, 1), len(self._anchors) - 1)

    def _slack_at(self, instant: datetime) -> timedelta:
        return self._slacks[self._upper(bisect_left(self._instants, instant)) - 1]

    def number_at(self, instant: datetime) -> int:
        """Return about the id that the site had reached at an instant."""
        upper = self._upper(bisect_left(self._instants, instant))
        below, above = self._anchors[upper - 1], self._anchors[upper]
        share = (instant - self._instants[upper - 1]) / self._gaps[upper - 1]
        return max(0, below.article_id + round(share * (above.article_id - below.article_id)))


@cache
def site_calibration() -> Calibration:
    """Return the calibration by the table of the site."""
    zone = ZoneInfo("America/New_York")  # of the table, whatever zone a run is configured for
    return Calibration(_anchor(article_id, text, zone) for article_id, text in SITE_ANCHORS)


def _anchor(article_id: int, text: str, zone: ZoneInfo) -> Anchor:
    of_month = len(text) == len("2014-11")
    first = datetime.fromisoformat(f"{text}-01" if of_month else text).replace(tzinfo=zone).astimezone(UTC)
    exact = timedelta(0) if ":" in text else timedelta(days=31 if of_month else 1)
    return Anchor(article_id, first, first + exact)


def best_interval(article_id: int, neighbours: Iterable[tuple[int, datetime]]) -> Interval | None:
    """Return the narrowest interval that ids give: by certain *neighbours* (id, UTC instant), else by the site's table.

    If most neighbours contradict the table, it does not apply to this site: then None, unless neighbours bound the
    article from both sides.
    """
    near_by = sorted(set(neighbours))
    near = between_neighbours(article_id, near_by)
    table = site_calibration().interval(article_id)
    if _contradicted(near_by):
        return near
    if near is None or near.last < table.first or near.first > table.last:
        return near or table
    return near if near.last - near.first <= table.last - table.first else table


def _contradicted(places: Sequence[tuple[int, datetime]]) -> bool:
    """Return True if most articles were published outside of the interval that the table gives them."""
    intervals = [(site_calibration().interval(number), instant) for number, instant in places]
    return 2 * sum(not table.first <= instant <= table.last for table, instant in intervals) > len(places)


def between_neighbours(article_id: int, neighbours: Iterable[tuple[int, datetime]]) -> Interval | None:
    """Return the interval between the nearest *neighbours* (id, UTC instant) below and above; None if a side has none.

    Neighbours out of order with the others are ignored, so a few wrong ones do no harm.
    """
    ordered = in_order(sorted(set(neighbours)))
    below = [place for place in ordered if place[0] < article_id]
    above = [place for place in ordered if place[0] > article_id]
    if not below or not above:
        return None
    return Interval(below[-1][1], above[0][1], below[-1][0], above[0][0])


def in_order(places: Sequence[tuple[int, datetime]]) -> list[tuple[int, datetime]]:
    """Return the longest part of *places* (by rising id) whose instants do not fall."""
    best: list[list[tuple[int, datetime]]] = []
    for place in places:
        before = [chain for chain in best if chain[-1][1] <= place[1]]
        best.append([*max(before, key=len, default=[]), place])
    return max(best, key=len, default=[])
