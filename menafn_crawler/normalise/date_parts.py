"""Read day, time of day and time zone from the tokens of one printed date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from menafn_crawler.normalise.date_tokens import ISLAMIC_YEARS, Token, is_hijri
from menafn_crawler.normalise.date_words import ANY_ZONE, UTC_NAMES, Half, Kind

ARABIC = re.compile("[\u0620-\u064a]")


YEARS = range(1900, 2200)
_PIVOT = 69
"""Two-digit years below this are of the 2000s, as in RFC 5322 and POSIX."""


class Day(NamedTuple):
    """A day as printed; ``year`` is None if none is."""

    year: int | None
    month: int
    day: int


DAY_TOKENS = frozenset(
    {"date", "number", Kind.MONTH.name, Kind.HIJRI_MONTH.name, Kind.HIJRI_ERA.name, Kind.COMMON_ERA.name}
)


def has_slashes(tokens: Iterable[Token]) -> bool:
    """Return True for a date in the site's own American form, with slashes and a year of four digits."""
    return any(token.kind == "date" and "/" in token.text and len(token.text.split("/")[-1]) == 4 for token in tokens)


def exists(day: Day) -> bool:
    """Return True if the calendar has the day, in any year if none is printed."""
    try:
        date(day.year or 2000, day.month, day.day)  # 2000 has a 29 February
    except ValueError:
        return False
    return True


def days(tokens: list[Token], weekday: object, *, has_time: bool) -> list[Day]:
    """Return the days that the tokens can mean, the likeliest first; empty if they are no day."""
    tokens = _without_islamic(tokens)
    tokens = [token for token in tokens if token.kind not in (Kind.COMMON_ERA.name, Kind.HIJRI_ERA.name)]
    dates = list(dict.fromkeys(token.text.replace(" ", "") for token in tokens if token.kind == "date"))
    months = {token.value for token in tokens if token.kind == Kind.MONTH.name}
    numbers = [token for token in tokens if token.kind == "number"]
    possible: list[Day] = []
    if len(dates) == 1 and not months and not numbers:
        possible = _numeric(dates[0])
    elif not dates and len(months) == 1:
        possible = [day for day in _named(tokens, has_time=has_time) if exists(day)]
    matching = [day for day in possible if day.year is not None and date(day.year, *day[1:]).weekday() == weekday]
    return matching or possible


def _without_islamic(tokens: list[Token]) -> list[Token]:
    """Leave out a date of the Islamic calendar: its month with the numbers beside it, or its numbers."""
    left = [token for token in tokens if not (token.kind == "date" and is_hijri(token))]
    if not any(token.kind in (Kind.HIJRI_MONTH.name, Kind.HIJRI_ERA.name) for token in left):
        return left
    islamic: set[int] = set()
    for n, token in enumerate(left):
        if token.kind == Kind.HIJRI_MONTH.name:
            islamic |= {n, n - 1} if n and left[n - 1].kind == "number" else {n}
        elif token.kind == "number" and int(token.text[:9]) in ISLAMIC_YEARS:
            islamic.add(n)
    return [token for n, token in enumerate(left) if n not in islamic]


def _numeric(text: str) -> list[Day]:
    """Return the days that three numbers can mean: year first, month first, day first."""
    parts = [text[:4], text[4:6], text[6:]] if text.isdigit() else re.split(r"[/.-]", text)
    one, two, three = map(int, parts)
    if len(parts[0]) == 4:
        return [day for day in (Day(one, two, three),) if exists(day) and one in YEARS]
    if len(parts[0]) > 2:
        return []
    if len(parts[2]) == 4:
        orders = [Day(three, one, two), Day(three, two, one)]
    elif len(parts[2]) == 2:
        orders = [Day(_century(three), one, two), Day(_century(three), two, one), Day(_century(one), two, three)]
    else:
        return []
    if "." in text:  # day first wherever points are written
        orders[:2] = reversed(orders[:2])
    return list(dict.fromkeys(day for day in orders if exists(day) and day.year in YEARS))


def _century(year: int) -> int:
    return year + (2000 if year < _PIVOT else 1900)


def _named(tokens: Sequence[Token], *, has_time: bool) -> list[Day]:
    """Return the day of a month's name and the numbers around it, in any order; empty if they are no day."""
    place = next(n for n, token in enumerate(tokens) if token.kind == Kind.MONTH.name)
    month = tokens[place].value
    numbers = [token.text for token in tokens if token.kind == "number"]
    assert isinstance(month, int)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) + len(days) < len(numbers):
        return []
    if len(years) == 1 and len(days) == 1:
        year = int(years[0])
        return [Day(year, month, int(days[0]))] if year in YEARS else []
    if years:
        return []
    if len(days) == 1:
        return [Day(None, month, int(days[0]))]
    day_first = place > 0 and tokens[place - 1].kind == "number"
    if len(days) == 2 and day_first and has_time:  # RFC 822: 14 May 25 09:44:27 GMT
        return [Day(_century(int(days[1])), month, int(days[0]))]
    return []


class Clock(NamedTuple):
    """A time of day as printed."""

    time: time | None
    """None where its half of the day contradicts it."""
    precision: str
    twelve_hours: bool


def take_times(tokens: list[Token]) -> tuple[list[Clock] | None, list[Token]]:
    """Return the times of day and the other tokens; None if one is no time that a clock shows."""
    times: list[Clock] = []
    left: list[Token] = []
    halves = {n: token for n, token in enumerate(tokens) if token.kind == Kind.HALF.name}
    for n, token in enumerate(tokens):
        half = halves.get(n + 1) or (halves.get(n - 1) if token.kind == "time" else None)
        if token.kind == "time" or (token.kind == "number" and half is not None and len(token.text) <= 2):
            clock = _clock(token.text, half)
            if clock is None:
                return None, left
            times.append(clock)
        elif token.kind != Kind.HALF.name:
            left.append(token)
    return times, left


def _clock(text: str, half: Token | None) -> Clock | None:
    """Return a time of day; None if no clock shows it."""
    digits = text.rstrip("hours ")
    parts = re.findall(r"\d\d", digits) if digits.isdigit() and len(digits) > 2 else re.split(r"[:.,h]", text)
    hour, minute, second = (int(part) for part in [*parts[:3], "0", "0"][:3])
    if hour > 23 or minute > 59 or second > 59:
        return None
    precision = "second" if len(parts) > 2 else "minute"
    if half is None:
        return Clock(time(hour, minute, second), precision, twelve_hours=False)
    assert isinstance(half.value, Half)
    in_arabic = ARABIC.search(half.text) is not None
    read = _on_twelve_hours(hour, half.value, in_arabic=in_arabic)
    return Clock(time(read, minute, second) if read is not None else None, precision, twelve_hours=True)


def _on_twelve_hours(hour: int, half: Half, *, in_arabic: bool) -> int | None:
    """Return the hour of 24; None where hour and half contradict each other or leave the day open.

    An hour above twelve with PM is a clock of 24 hours with a needless PM. In Arabic it is not: م may stand for the
    Gregorian year as well.
    """
    if half is Half.AM:
        return hour % 12 if hour <= 12 else None
    if half is Half.PM:
        if hour > 12:
            return None if in_arabic else hour
        return hour % 12 + 12 if hour else None
    if half is Half.AROUND_NOON:
        return hour if hour in (11, 12) else hour + 12 if 1 <= hour <= 3 else None
    if half is Half.NIGHT:
        return hour + 12 if 6 <= hour <= 11 else hour if 1 <= hour <= 5 else None
    return None


def one_time(times: Sequence[Clock]) -> tuple[Clock | None, str | None]:
    """Return the one time of day, and a note where there is none although some is printed."""
    if len({clock.time for clock in times}) > 1:
        return None, "several times of day are printed"
    if times and times[0].time is None:
        return None, "no clock shows this time of day"
    return (times[0], None) if times else (None, None)


def take_offset(tokens: list[Token]) -> tuple[tuple[tzinfo, ...], list[Token]]:
    """Return the zone of an offset in digits and the other tokens; an empty zone if no offset is printed."""
    for n, token in enumerate(tokens):
        if token.kind != "sign" or n == 0 or n + 1 >= len(tokens):
            continue
        before, digits = tokens[n - 1], tokens[n + 1]
        named = before.kind == Kind.ZONE.name and before.text.replace(".", "") in UTC_NAMES
        full = len(digits.text) in (4, 5)
        if digits.kind not in ("time", "number") or digits.start != token.end or not (named or full):
            continue
        if not named and before.kind not in ("time", Kind.HALF.name):
            continue
        return _zone_of(token.text, digits.text), [*tokens[: n - named], *tokens[n + 2 :]]
    return (), [token for token in tokens if token.kind != "sign"]


def _zone_of(sign: str, digits: str) -> tuple[tzinfo, ...]:
    """Return the zone of an offset: ``+3``, ``+03``, ``+0300``, ``+03:00``; any zone for one that no place has."""
    plain = digits.replace(":", "")
    hours, minutes = (int(plain), 0) if len(plain) <= 2 else (int(plain[:-2]), int(plain[-2:]))
    if hours > 14 or minutes > 59:
        return ANY_ZONE
    offset = timedelta(hours=hours, minutes=minutes)
    return (timezone(offset if sign == "+" else -offset),)


def zones(tokens: Iterable[Token]) -> tuple[tzinfo, ...]:
    """Return the zone that the words name, all meanings of ambiguous letters; empty if none is named."""
    named = [token.value for token in tokens if token.kind == Kind.ZONE.name]
    certain = [zones for zones in named if isinstance(zones, tuple) and len(zones) == 1]
    if len(set(certain)) == 1:
        return certain[0]
    if certain:
        return ANY_ZONE
    return next((zones for zones in named if isinstance(zones, tuple)), ())
