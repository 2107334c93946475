"""Article ids and times: the site's time zone, and the id that an article gets at an instant."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
"""The zone of every printed time."""


def eastern(text: str, fold: int = 0) -> datetime:
    """Return the instant (UTC) of a printed Eastern time; `fold=1` is the later of a doubled hour.

    >>> eastern("2025-05-14 04:44:27").isoformat()
    '2025-05-14T08:44:27+00:00'
    >>> eastern("2024-11-03 01:30:00").isoformat()
    '2024-11-03T05:30:00+00:00'
    """
    local = datetime.fromisoformat(text).replace(tzinfo=EASTERN, fold=fold)
    return local.astimezone(UTC)


_ANCHORS: tuple[tuple[int, datetime], ...] = (
    (1107333539, eastern("2023-10-30 12:00:00")),
    (1107481355, eastern("2023-11-24 07:16:52")),
    (1107481653, eastern("2023-11-24 09:14:35")),
    (1107664212, eastern("2023-12-28 12:00:00")),
    (1107837273, eastern("2024-02-11 12:00:00")),
    (1108017170, eastern("2024-03-25 12:00:00")),
    (1108255760, eastern("2024-05-24 23:23:41")),
    (1108542434, eastern("2024-08-11 12:00:00")),
    (1108820693, eastern("2024-10-26 14:24:13")),
    (1109038104, eastern("2024-12-28 19:09:34")),
    (1109105812, eastern("2025-01-19 07:02:31")),
    (1109426725, eastern("2025-04-14 07:01:26")),
    (1109427139, eastern("2025-04-14 08:16:14")),
    (1109547045, eastern("2025-05-14 04:44:27")),
    (1109588722, eastern("2025-05-23 15:09:02")),
    (1109760290, eastern("2025-07-04 07:07:34")),
)
_INSTANTS = [instant for _, instant in _ANCHORS]


def id_at(moment: datetime) -> int:
    """Return the article number the site had reached at an instant, straight between two known pairs.

    Raises ValueError outside October 2023 to July 2025.

    >>> id_at(eastern("2025-05-14 04:44:27"))
    1109547045
    """
    right = bisect_right(_INSTANTS, moment)
    if moment == _INSTANTS[-1]:
        return _ANCHORS[-1][0]
    if not 0 < right < len(_ANCHORS):
        raise ValueError(f"no id is known for {moment.isoformat()}")
    (low, start), (high, end) = _ANCHORS[right - 1], _ANCHORS[right]
    return low + int((high - low) * ((moment - start) / (end - start)))
