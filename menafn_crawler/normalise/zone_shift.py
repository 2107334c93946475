"""Notice that printed times have moved to another zone: they contradict ids, wire IDs and the time of first sight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from menafn_crawler.items import Article
from menafn_crawler.normalise.calibration import in_order
from menafn_crawler.normalise.wire_id import read_wire_id
from menafn_crawler.normalise.witnesses import TIMED

LEAST = timedelta(minutes=45)
"""A smaller distance is none: no two zones in use lie closer together."""
MOST = timedelta(hours=20)
"""A larger one is a wrong day, not a wrong zone."""
FEWEST = 5
"""Printed times that have to be compared before anything is said."""
_LATE = timedelta(minutes=15)
"""By how much a time has to lie after the article was first seen to be impossible: clocks differ by minutes."""
_SHARE = 0.1
"""Share of the times that have to be impossible by first sight or by the wire ID."""
_NEAREST = 20
"""New articles next to the known ones by id: the further away, the less an id says of the time."""
_KNOWN = 200
"""Known articles from which the pace of ids is taken."""


class PrintedTime(NamedTuple):
    """A time that a page prints, as it is read today, and what else is known of when the article appeared."""

    article_id: int
    instant: datetime
    """UTC, also where the date was not believed."""
    first_seen_at: datetime | None
    wire_day: date | None


@dataclass(frozen=True, slots=True)
class TimeOffset:
    """How far printed times lie from the truth."""

    hours: float
    """Positive where they are too late; to the half hour."""
    articles: int
    """Times that were compared."""
    after_first_sight: int
    """Times after the article had been seen already."""
    after_wire_day: int
    """Times on a later day than the wire ID's."""

    @property
    def sentence(self) -> str:
        """The finding in words, for logs and reports."""
        side = "later" if self.hours > 0 else "earlier"
        witnesses = "ids" + (" and first sight" if self.after_first_sight else "")
        witnesses += " and wire IDs" if self.after_wire_day and not self.after_first_sight else ""
        return f"printed times lie {abs(self.hours):g} h {side} than {witnesses} say"


def printed_time(article: Article) -> PrintedTime | None:
    """Return the time that the page of an article prints, whether or not it was believed; None if it prints none."""
    said = (e for e in article.date_evidence if e["source"] in TIMED and e["verdict"] not in ("stale", "updated"))
    value = next((e["value"] for e in said if e["value"] and "T" in e["value"]), None)
    if value is None:
        return None
    seen = datetime.fromisoformat(article.first_seen_at) if article.first_seen_at else None
    wire = read_wire_id(article.wire_id) if article.wire_id else None
    return PrintedTime(article.article_id, datetime.fromisoformat(value), seen, wire.day if wire else None)


def printed_time_offset(
    times: Iterable[PrintedTime], known: Iterable[tuple[int, datetime]], zone: ZoneInfo
) -> TimeOffset | None:
    """Return how far the printed *times* of a run lie from what else is known; None if they agree or too few are known.

    *known* are ids and instants (UTC) of articles that earlier runs dated for certain. Ids say how far; that times are
    too late has to be confirmed by first sight or by the wire IDs, since an id says nothing of a pause.
    """
    compared = sorted(times)
    if len(compared) < FEWEST:
        return None
    trusted = in_order(sorted(set(known))[-_KNOWN:])
    distance = _by_ids(compared, trusted)
    seen = sum(one.first_seen_at is not None and one.instant - one.first_seen_at > _LATE for one in compared)
    wires = sum(one.wire_day is not None and one.instant.astimezone(zone).date() > one.wire_day for one in compared)
    if distance is None or not LEAST <= abs(distance) <= MOST:
        return None
    if distance > timedelta(0) and max(seen, wires) < max(3, _SHARE * len(compared)):
        return None
    hours = round(_estimate(compared, trusted, distance) / timedelta(hours=0.5)) / 2
    return TimeOffset(hours, len(compared), seen, wires) if hours else None


def _by_ids(times: Sequence[PrintedTime], known: Sequence[tuple[int, datetime]]) -> timedelta | None:
    """Return the median distance of the times from what the ids of known articles allow; None if they say nothing."""
    if len(known) < FEWEST:
        return None
    ids = [number for number, _ in known]
    pace = (known[-1][1] - known[0][1]) / max(1, ids[-1] - ids[0])
    beyond = [one for one in times if one.article_id > ids[-1]][:_NEAREST]
    between = [one for one in times if ids[0] < one.article_id < ids[-1] and one.article_id not in set(ids)]
    distances = [one.instant - (known[-1][1] + pace * (one.article_id - ids[-1])) for one in beyond]
    distances += [_outside(one.instant, *_around(one.article_id, ids, known)) for one in between[-_NEAREST:]]
    if len(distances) < FEWEST:
        return None
    return timedelta(seconds=median(distance.total_seconds() for distance in distances))


def _estimate(times: Sequence[PrintedTime], known: Sequence[tuple[int, datetime]], least: timedelta) -> timedelta:
    """Return the median distance of the times from the line between their neighbours, at *least* what is certain.

    A time that lies outside of its neighbours' interval says less than its whole distance where ids are sparse.
    """
    ids = [number for number, _ in known]
    lines = []
    for one in times:
        place = bisect_left(ids, one.article_id)
        if 0 < place < len(ids) and ids[place] != one.article_id:
            (below, first), (above, last) = known[place - 1], known[place]
            lines.append(one.instant - first - (last - first) * ((one.article_id - below) / (above - below)))
    if len(lines) < FEWEST:
        return least
    line = timedelta(seconds=median(distance.total_seconds() for distance in lines))
    return line if abs(line) > abs(least) and (line > timedelta(0)) == (least > timedelta(0)) else least


def _around(article_id: int, ids: Sequence[int], known: Sequence[tuple[int, datetime]]) -> tuple[datetime, datetime]:
    return known[bisect_left(ids, article_id) - 1][1], known[bisect_right(ids, article_id)][1]


def _outside(instant: datetime, first: datetime, last: datetime) -> timedelta:
    """Return how far an instant lies outside of an interval; negative if before it, zero within it."""
    return max(instant - last, timedelta(0)) or min(instant - first, timedelta(0))
