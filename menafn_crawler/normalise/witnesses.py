"""Date witnesses: everything that says when an article was published, and what each can say.

Printed dates are on the site's wall clock unless they name a zone. Machine-readable dates (``time``, ``json_ld``,
``meta``, ``microdata``) carry their own. The wire ID and the image path name a day. A feed's zone is not to be trusted,
its day is. The ids of neighbouring articles bound the instant from both sides. The header is never a witness.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.calibration import Interval
from menafn_crawler.normalise.date_words import ANY_ZONE, Role
from menafn_crawler.normalise.printed_dates import PrintedDate, read_printed_date
from menafn_crawler.normalise.wire_id import WireId, read_wire_id

MACHINE_READABLE: tuple[str, ...] = ("time", "json_ld", "meta", "microdata")
"""Sources that a page gives for machines."""

TIMED: tuple[str, ...] = ("printed", "footer", *MACHINE_READABLE)
"""Sources on the page that can give a time of day."""

SOURCES: tuple[str, ...] = (*TIMED, "wire_id", "feed", "image", "neighbours", "header")
"""Every source; of equally precise witnesses the first source here decides."""

FROM_PAGE = frozenset({*TIMED, "wire_id"})
"""Witnesses by which the page itself says its date."""

AMBIGUOUS_TIME = "ambiguous_time"
AMBIGUOUS_DATE = "ambiguous_date"
DATE_FLAGS: dict[str, str] = {
    AMBIGUOUS_TIME: "The time can mean two instants (clocks went back), or another time on the page contradicts it.",
    AMBIGUOUS_DATE: "Day and month of the printed date can be read in either order, and nothing decides.",
}
"""Quality flags that belong to the date, and what they mean."""

CLOCK_NOTE = "within minutes of fetching: it may be the page's clock"
"""Note on a date that is not believed because it equals the time of fetching."""

MIDNIGHT_NOTE = "midnight on article after article of this provider: only the day counts"
"""Note on a printed midnight that stands for a day."""

ONE_DAY = timedelta(days=1)
_IMAGE_DAY = re.compile(r"/updates/pr/(\d{4})-(\d{1,2})/(\d{1,2})/")
_UPDATE_PROPERTY = re.compile(r"modif|updat|lastmod|moddate", re.IGNORECASE)


class Witness(NamedTuple):
    """What one source says of the date. ``first_day`` to ``last_day`` are days in the site's zone; None is unsaid."""

    source: str
    raw: str
    instant: datetime | None = None
    """UTC, if a trustworthy time of day is known."""
    first_day: date | None = None
    last_day: date | None = None
    month_day: tuple[int, int] | None = None
    """Month and day if no year is printed."""
    precision: str = "day"
    """second, minute, day, or span if several days are possible."""
    window: tuple[datetime, datetime] | None = None
    """First and last instant (UTC) that neighbours allow."""
    rough: bool = False
    """True for an estimate that a good witness can contradict."""
    stale: bool = False
    """True for a date that is never believed: the header's, or one that is the same on every page."""
    role: Role = Role.UNKNOWN
    readings: tuple[Witness, ...] = ()
    """Everything the text can mean, if it can mean several things: other witnesses may leave one."""
    flag: str | None = None
    """Quality flag of an article that is dated by this witness."""
    note: str | None = None

    @property
    def readable(self) -> bool:
        """Return True if it says anything about a day."""
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
    """Return an aware instant as records write it.

    >>> utc_text(datetime(2025, 5, 14, 4, 44, 27, tzinfo=ZoneInfo("America/New_York")))
    '2025-05-14T08:44:27Z'
    """
    return instant.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


# --- dates on the page -----------------------------------------------------------------------------------------------


def clock_witness(source: str, raw: str, zone: ZoneInfo) -> Witness:
    """Return the witness of a date on the page: the wall clock of *zone* unless the text names another zone.

    *raw* is the whole text, with its label; a machine-readable one begins with its property (``dateModified: ...``).
    """
    name, _, text = raw.rpartition(": ") if source in MACHINE_READABLE else ("", "", raw)
    read = read_printed_date(text)
    role = _role(name, read)
    if read is None:
        return Witness(source, raw, role=role)
    if read.year is None:
        return Witness(source, raw, month_day=(read.month, read.day), role=role)
    try:
        readings = [_reading(source, raw, read, day, zone) for day in (read.on, read.other_day) if day is not None]
    except OverflowError:  # the first and the last day of the calendar
        return Witness(source, raw, role=role)
    return (_of_two_days(readings, likely=read.month_first) if len(readings) > 1 else readings[0])._replace(role=role)


def _role(name: str, read: PrintedDate | None) -> Role:
    if name:
        return Role.UPDATED if _UPDATE_PROPERTY.search(name) else Role.PUBLISHED
    return read.role if read is not None else Role.UNKNOWN


def _of_two_days(readings: list[Witness], *, likely: bool) -> Witness:
    """Return the month-first reading, flagged; no reading where that is not the *likely* one."""
    one, other = readings
    note = f"day and month can be read in either order: {one.value} or {other.value}"
    if likely:
        return one._replace(readings=tuple(readings), flag=AMBIGUOUS_DATE, note=note)
    return Witness(one.source, one.raw, readings=tuple(readings), note=note)


def _reading(source: str, raw: str, read: PrintedDate, day: date, zone: ZoneInfo) -> Witness:
    """Return what a date says if it means *day*."""
    midnight_of_a_day = source in MACHINE_READABLE and read.time == time(0)  # what a system writes without a time
    if read.time is None or midnight_of_a_day:
        return Witness(source, raw, first_day=day, last_day=day, note=read.note)
    clock = datetime.combine(day, read.time)
    if len(read.zones) > 1:
        return _of_several_zones(source, raw, clock, read, zone)
    printed = read.zones[0] if read.zones else zone
    clock = clock.replace(tzinfo=printed)
    first = _at(source, raw, clock, read.precision, zone)
    if clock.utcoffset() == clock.replace(fold=1).utcoffset():
        return first
    second = _at(source, raw, clock.replace(fold=1), read.precision, zone)
    assert first.instant is not None
    assert second.instant is not None
    if first.instant > second.instant:  # read by the clock that was not put forward
        return first._replace(note="no such time: the clocks went forward over it")
    earlier = first._replace(note="the clocks went back: the earlier of two instants")
    later = second._replace(note="the clocks went back: the later of two instants")
    return earlier._replace(precision="minute", readings=(earlier, later), flag=AMBIGUOUS_TIME)


def _at(source: str, raw: str, clock: datetime, precision: str, zone: ZoneInfo) -> Witness:
    instant = clock.astimezone(UTC)
    day = instant.astimezone(zone).date()
    return Witness(source, raw, instant, day, day, precision=precision)


def _of_several_zones(source: str, raw: str, clock: datetime, read: PrintedDate, zone: ZoneInfo) -> Witness:
    """Return the day or days of a time whose zone has several meanings, with the instants that it can mean."""
    readings = [_at(source, raw, clock.replace(tzinfo=one), read.precision, zone) for one in read.zones]
    if len({one.instant for one in readings}) == 1:
        return readings[0]
    days = [one.first_day for one in readings if one.first_day is not None]
    several = min(days) != max(days)
    return Witness(
        source,
        raw,
        first_day=min(days),
        last_day=max(days),
        precision="span" if several else "day",
        rough=several,
        readings=() if read.zones == ANY_ZONE else tuple(readings),
        note="the zone can be one of several: only the day counts",
    )


def header_witness(raw: str) -> Witness:
    """Return the header's date: evidence that is never believed, whatever it says (``menafn-facts.md``, fact 3)."""
    return Witness("header", raw, stale=True)


def same_clock(one: str, other: str) -> bool:
    """Return True if two printed dates show the same time in any wording and zone, both with or without seconds."""
    if one == other:
        return True
    read, read_other = read_printed_date(one), read_printed_date(other)
    if read is None or read_other is None or read.wall_clock is None:
        return False
    return (read.wall_clock, read.precision) == (read_other.wall_clock, read_other.precision)


# --- other witnesses -------------------------------------------------------------------------------------------------


def feed_witness(raw: str, zone: ZoneInfo) -> Witness:
    """Return the day of a feed's date, which may say GMT and mean the site's clock; two days if that matters.

    >>> feed_witness("Wed, 14 May 2025 04:44:27 GMT", ZoneInfo("America/New_York")).value
    '2025-05-14'
    >>> feed_witness("Thu, 15 May 2025 01:30:00 GMT", ZoneInfo("America/New_York")).value
    '2025-05-14/2025-05-15'
    """
    as_labelled, as_written = clock_witness("feed", raw, zone), read_printed_date(raw)
    if as_labelled.first_day is None or as_labelled.last_day is None or as_written is None or as_written.on is None:
        return Witness("feed", raw, month_day=as_labelled.month_day, role=as_labelled.role)
    days = (as_labelled.first_day, as_labelled.last_day, as_written.on, as_written.other_day or as_written.on)
    first, last = min(days), max(days)
    precision = "span" if first != last else "day"
    return Witness(
        "feed", raw, first_day=first, last_day=last, precision=precision, rough=first != last, role=as_labelled.role
    )


def wire_witness(wire: WireId) -> Witness:
    """Return the day in the wire ID."""
    return Witness("wire_id", wire.text, first_day=wire.day, last_day=wire.day)


def image_witness(address: str) -> Witness | None:
    """Return the day in the path of the story's picture; None if the path has none."""
    found = _IMAGE_DAY.search(address)
    if found is None:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        day = None
    return Witness("image", address, first_day=day, last_day=day)


def neighbours_witness(interval: Interval, zone: ZoneInfo) -> Witness:
    """Return what the ids of other articles say: a day if only one is possible, else a span."""
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


def witness_from_evidence(evidence: Mapping[str, str | None], zone: ZoneInfo) -> Witness | None:
    """Return the witness that stored evidence stands for; None for neighbours, whose text is not enough.

    What was stale stays stale, in every run: only a suspected clock is judged again.
    """
    source, raw = str(evidence["source"]), evidence["raw"] or ""
    if evidence.get("verdict") == "stale" and evidence.get("note") != CLOCK_NOTE:
        return Witness(source, raw, stale=True)
    if source in TIMED:
        return clock_witness(source, raw, zone)
    if source == "feed":
        return feed_witness(raw, zone)
    if source == "wire_id":
        wire = read_wire_id(raw)
        return wire_witness(wire) if wire is not None else Witness(source, raw)
    if source == "image":
        return image_witness(raw)
    return header_witness(raw) if source == "header" else None


# --- days ------------------------------------------------------------------------------------------------------------


def within_a_day(one: Witness, other: Witness) -> bool:
    """Return True if two readable witnesses can mean the same day, to within one day."""
    if one.first_day and one.last_day and other.first_day and other.last_day:  # nearly all; asked many times a page
        return other.first_day - one.last_day <= ONE_DAY and one.first_day - other.last_day <= ONE_DAY
    return distance(one, other) <= ONE_DAY


def distance(one: Witness, other: Witness) -> timedelta:
    """Return the time between the days of two witnesses: zero if they overlap, ``max`` if one is unreadable."""
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
        return min((_gap(one.first_day, one.last_day, day, day) for day in days), default=timedelta.max)
    return _gap(one.first_day, one.last_day, other.first_day, other.last_day)


def day_in_year(year: int, month: int, day: int) -> date | None:
    """Return the day; None for a 29 February that the year does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _gap(first: date, last: date, other_first: date, other_last: date) -> timedelta:
    return max(timedelta(0), other_first - last, first - other_last)
