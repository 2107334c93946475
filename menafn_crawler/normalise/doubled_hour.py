"""Tell apart the two hours that the clock shows twice when summer time ends, by the order of article ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

NOISE = timedelta(minutes=2)
"""A clock that falls by less from one id to the next says nothing: ids are not given to the second."""


def doubled_instants(instant: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Return both instants (UTC) that show the same wall clock as *instant*; None if only one does."""
    wall = instant.astimezone(zone).replace(tzinfo=None)
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return (first, second) if first < second else None


def resolve_doubled_hour(places: Iterable[tuple[int, datetime]], zone: ZoneInfo) -> list[tuple[int, datetime]]:
    """Return articles (id, UTC instant) of one doubled hour with the instants that their ids prove; empty if none.

    Ids rise with time, so the wall clock falls exactly once from one id to the next: where the second hour begins.
    Whether the given instants are of the first or the second hour does not matter.
    """
    pairs = [(number, both) for number, instant in sorted(places) if (both := doubled_instants(instant, zone))]
    falls = [n for n, (one, other) in enumerate(pairwise(pairs), 1) if one[1][0] - other[1][0] >= NOISE]
    if len(falls) != 1:
        return []
    return [(number, both[n >= falls[0]]) for n, (number, both) in enumerate(pairs)]
