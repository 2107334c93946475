"""What can testify to an article's date, and what each witness says.

printed and footer are the site's wall clock; the wire ID and the image path name a day; a feed's time of day is not to
be trusted, its day is; the ids of neighbours bound the instant from both sides; the header is shown and never believed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.calibration import Interval
from menafn_crawler.normalise.printed_dates import read_printed_date
from menafn_crawler.normalise.wire_id import WireId, read_wire_id

SOURCES: tuple[str, ...] = ("printed", "footer", "wire_id", "feed", "image", "neighbours", "header")
"""Every witness; of equally exact ones the first named decides."""

FROM_PAGE = frozenset({"printed", "footer", "wire_id"})
"""Witnesses by which the page itself says its date in words."""

ONE_DAY = timedelta(days=1)
_OTHER_ZONE = re.compile(r"(?<=\d)\s+\(?(?!AM|PM)[A-Z]{2,5}\)?$")
"""A zone's letters (EST, UT) behind a feed's time: it is not to be trusted, so it need not be known."""
_IMAGE_DAY = re.compile(r"/updates/pr/(\d{4})-(\d{1,2})/(\d{1,2})/")


class Witness(NamedTuple):
    """One testimony. What is not said is None; ``first_day`` to ``last_day`` are days in the site's zone."""

    source: str
    raw: str
    instant: datetime | None = None
    """UTC, where a trustworthy time of day is known."""
    first_day: date | None = None
    last_day: date | None = None
    month_day: tuple[int, int] | None = None
    """Month and day where the year is not printed."""
    precision: str = "day"
    """second, minute, day, or span where several days are possible."""
    other_instant: datetime | None = None
    """The second instant (UTC) that the same wall clock shows in the night when clocks go back."""
    window: tuple[datetime, datetime] | None = None
    """First and last instant (UTC) that neighbours leave possible."""
    rough: bool = False
    """Whether it is only an estimate that a good witness can contradict."""
    stale: bool = False
    note: str | None = None

    @property
    def readable(self) -> bool:
        """Whether it says anything about a day."""
        return self.first_day is not None or self.month_day is not None

    @property
    def value(self) -> str | None:
        """What it says: an instant in UTC, a day, a month and day (``--10-26``), or first and last day."""
        if self.instant is not None:
            return utc_text(self.instant)
        if self.month_day is not None:
            return "--{:02}-{:02}".format(*self.month_day)
        if self.first_day is None or self.last_day is None:
            return None
        first = self.first_day.isoformat()
        return first if self.first_day == self.last_day else f"{first}/{self.last_day.isoformat()}"


def utc_text(instant: datetime) -> str:
    """An aware instant as the record writes it.

    >>> utc_text(datetime(2025, 5, 14, 4, 44, 27, tzinfo=ZoneInfo("America/New_York")))
    '2025-05-14T08:44:27Z'
    """
    return instant.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def clock_witness(source: str, raw: str, zone: ZoneInfo) -> Witness:
    """A date as printed on the page, in the wall clock of *zone* unless it names an offset."""
    read = read_printed_date(raw)
    if read is None:
        return Witness(source, raw)
    if read.year is None:
        return Witness(source, raw, month_day=(read.month, read.day))
    if read.wall_clock is None:
        return Witness(source, raw, first_day=read.on, last_day=read.on)
    try:
        instant, other, note = _instants(read.wall_clock, read.offset, zone)
        day = instant.astimezone(zone).date()
    except OverflowError:  # the first and the last day that a calendar has
        return Witness(source, raw)
    return Witness(source, raw, instant, day, day, precision=read.precision, other_instant=other, note=note)


def _instants(clock: datetime, offset: timezone | None, zone: ZoneInfo) -> tuple[datetime, datetime | None, str | None]:
    """The instant (UTC) of a wall clock, the second one where it shows it twice, and a note where it does or never did.

    A time that does not exist, since clocks went forward over it, is read by the clock that was not put forward.
    """
    if offset is not None:
        return clock.replace(tzinfo=offset).astimezone(UTC), None, None
    first = clock.replace(tzinfo=zone).astimezone(UTC)
    second = clock.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return first, None, None
    if first > second:
        return first, None, "no such time: the clocks went forward over it"
    return first, second, "the clocks went back: the earlier of two instants"


def feed_witness(raw: str, zone: ZoneInfo) -> Witness:
    """The day of a feed's date, which may say GMT and mean the site's clock; two days where that makes a difference.

    >>> feed_witness("Wed, 14 May 2025 04:44:27 GMT", ZoneInfo("America/New_York")).value
    '2025-05-14'
    >>> feed_witness("Thu, 15 May 2025 01:30:00 GMT", ZoneInfo("America/New_York")).value
    '2025-05-14/2025-05-15'
    """
    text = raw if read_printed_date(raw) is not None else _OTHER_ZONE.sub("", raw)
    as_labelled, as_written = clock_witness("feed", text, zone), read_printed_date(text)
    if as_labelled.first_day is None or as_written is None or as_written.on is None:
        return Witness("feed", raw, month_day=as_labelled.month_day)
    first, last = sorted((as_labelled.first_day, as_written.on))
    several = first != last
    return Witness("feed", raw, first_day=first, last_day=last, precision="span" if several else "day", rough=several)


def wire_witness(wire: WireId) -> Witness:
    """The day in the wire ID."""
    return Witness("wire_id", wire.text, first_day=wire.day, last_day=wire.day)


def image_witness(address: str) -> Witness | None:
    """The day in the path of the story's picture; None where the path has none."""
    found = _IMAGE_DAY.search(address)
    if found is None:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        day = None
    return Witness("image", address, first_day=day, last_day=day)


def header_witness(raw: str) -> Witness:
    """The date in the page's head: kept as evidence, never believed (``menafn-facts.md``, fact 3)."""
    return Witness("header", raw, stale=True)


def neighbours_witness(interval: Interval, zone: ZoneInfo) -> Witness:
    """What the ids around say; a day where they leave only one, else a span."""
    first, last = interval.first.astimezone(zone).date(), interval.last.astimezone(zone).date()
    return Witness(
        "neighbours",
        interval.reason,
        first_day=first,
        last_day=last,
        precision="day" if first == last else "span",
        window=(interval.first, interval.last),
        rough=interval.rough,
    )


def witness_from_evidence(source: str, raw: str, zone: ZoneInfo) -> Witness | None:
    """A page's witness as its raw text says it; None for one that needs more than its text (neighbours)."""
    if source in ("printed", "footer"):
        return clock_witness(source, raw, zone)
    if source == "feed":
        return feed_witness(raw, zone)
    if source == "wire_id":
        wire = read_wire_id(raw)
        return wire_witness(wire) if wire is not None else Witness(source, raw)
    if source == "image":
        return image_witness(raw)
    return header_witness(raw) if source == "header" else None


def within_a_day(one: Witness, other: Witness) -> bool:
    """Whether two readable witnesses can mean the same day, to within one day."""
    if one.first_day and one.last_day and other.first_day and other.last_day:  # nearly all; asked many times a page
        return other.first_day - one.last_day <= ONE_DAY and one.first_day - other.last_day <= ONE_DAY
    return distance(one, other) <= ONE_DAY


def distance(one: Witness, other: Witness) -> timedelta:
    """Time between the days that two witnesses name: zero where they overlap, ``max`` if one is unreadable."""
    if one.first_day is None and other.first_day is None:
        return timedelta(0) if one.month_day == other.month_day else timedelta.max
    if one.first_day is None:
        one, other = other, one
    assert one.first_day is not None
    assert one.last_day is not None
    if other.first_day is None or other.last_day is None:
        if other.month_day is None:
            return timedelta.max
        years = range(max(1, one.first_day.year - 1), min(9999, one.last_day.year + 1) + 1)
        days = [day for year in years if (day := day_in_year(year, *other.month_day)) is not None]
        return min((_apart(one.first_day, one.last_day, day, day) for day in days), default=timedelta.max)
    return _apart(one.first_day, one.last_day, other.first_day, other.last_day)


def day_in_year(year: int, month: int, day: int) -> date | None:
    """The day; None for a 29 February that the year does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _apart(first: date, last: date, other_first: date, other_last: date) -> timedelta:
    return max(timedelta(0), other_first - last, first - other_last)
