"""The forms in which the site prints a date, each read explicitly and none guessed.

Known from pages: ``2025-05-14 04:44:27`` (since May 2025), ``10/26/2024 2:24:13 PM`` (2023 to 2025) and, rarely,
``Oct 26``. The others are what an editor or a new generation of the page may print. A slashed date is month first,
as the site writes it, and is read without AM or PM only where the day cannot be a month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """What a printed date says, in the site's own wall clock unless ``offset`` tells a zone.

    ``year`` is None where none is printed; ``time`` is None where no time of day is.
    """

    month: int
    day: int
    year: int | None = None
    time: time | None = None
    precision: str = "day"
    offset: timezone | None = None

    @property
    def on(self) -> date | None:
        """The day printed; None without a year."""
        return date(self.year, self.month, self.day) if self.year is not None else None

    @property
    def wall_clock(self) -> datetime | None:
        """Naive date and time as printed; None without a year or a time."""
        return datetime.combine(self.on, self.time) if self.on is not None and self.time is not None else None


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،\u00a0\u200e\u200f\u061c", "01234567890123456789,    ")
_LEVANTINE = {
    "كانون الثاني": "يناير",
    "شباط": "فبراير",
    "آذار": "مارس",
    "اذار": "مارس",
    "نيسان": "أبريل",
    "أيار": "مايو",
    "ايار": "مايو",
    "حزيران": "يونيو",
    "تموز": "يوليو",
    "آب": "أغسطس",
    "اب": "أغسطس",
    "أيلول": "سبتمبر",
    "ايلول": "سبتمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الاول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
    "كانون الاول": "ديسمبر",
}
"""Month names of the Levant, which dateparser does not know, by the Egyptian ones, which it does."""
_EGYPTIAN = (
    "يناير فبراير مارس أبريل ابريل إبريل مايو يونيو يونيه يوليو يوليه أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر"
)
_ENGLISH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_MONTH = "|".join((_ENGLISH, *sorted(_LEVANTINE, key=len, reverse=True), *_EGYPTIAN.split()))
_HALF = r"[AP]\.?M\.?|صباحًا|صباحا|مساءً|مساء|ص|م"
_TIME = rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:\.\d+)?)?(?:\s*(?P<half>{_HALF}))?"
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})(?![A-Za-z\d]))?"
_WITH_TIME = rf"(?:(?:\s*T\s*|\s*,?\s+(?:-\s+|at\s+|الساعة\s+|في\s+)?){_TIME}{_ZONE})?"

_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<![\d/:-]){form}(?![\d/])", re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_WITH_TIME}",
        rf"(?P<us_month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}){_WITH_TIME}",
        rf"(?P<named>(?P<day>\d{{1,2}})\s+(?:{_MONTH})\b\.?,?(?:\s+(?P<year>\d{{4}}))?){_WITH_TIME}",
        rf"(?P<named>(?:{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?){_WITH_TIME}",
    )
)
_AROUND = re.compile(
    r"(?:\s|[|·•,:()-]|(?:date|published|posted|updated|on|at|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[A-Z][a-z]{2},"
    r"|السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|التاريخ|تاريخ|نُ?شر(?:ت)?|النشر|[آا]خر|(?:ال)?تحديث|الموافق|الساعة|في)(?!\w))*",
    re.IGNORECASE,
)
"""What may stand beside a date on its line: the author's placeholder "Date", a weekday, a label."""
_MONTH_FORMATS = ["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"]
_LEAP_YEAR = "2000"


def find_printed_date(line: str) -> str | None:
    """The date printed on a line of its own, as written, without its label; None if the line is something else.

    >>> find_printed_date("2025-05-14 04:44:27 Date")
    '2025-05-14 04:44:27'
    >>> find_printed_date("Tuesday, 02 January 2024 12:17 GMT - Currency")
    >>> find_printed_date("Exports rose 14 percent in May 2025")
    """
    text = line.translate(_DIGITS)
    for form in _FORMS:
        if found := form.search(text):
            before, after = text[: found.start()], text[found.end() :]
            if _AROUND.fullmatch(before) and _AROUND.fullmatch(after):
                return line[found.start() : found.end()].strip()
    return None


@lru_cache(maxsize=256)  # the footer repeats what is printed above
def read_printed_date(raw: str) -> PrintedDate | None:
    """Read a date as the site prints it; None where it cannot be read for certain.

    >>> read_printed_date("10/26/2024 2:24:13 PM").wall_clock
    datetime.datetime(2024, 10, 26, 14, 24, 13)
    >>> read_printed_date("Oct 26").year is None
    True
    >>> read_printed_date("14/05/2025") is None and read_printed_date("05/06/2025") is None
    True
    """
    text = " ".join(raw.translate(_DIGITS).split())
    for form in _FORMS:
        found = form.search(text)
        if found and _AROUND.fullmatch(text[: found.start()]) and _AROUND.fullmatch(text[found.end() :]):
            return _read(found.groupdict())
    return None


def _read(parts: dict[str, str | None]) -> PrintedDate | None:
    year = int(parts["year"]) if parts["year"] else None
    day = int(parts["day"] or 0)
    if "named" in parts:
        month = _month_of(parts["named"] or "", has_year=year is not None)
    elif "us_month" in parts:
        month = int(parts["us_month"] or 0)
        if not parts["half"] and day <= 12:  # could as well be day first
            return None
    else:
        month = int(parts["month"] or 0)
    try:
        date(year or int(_LEAP_YEAR), month or 0, day)
        clock = _clock(parts)
    except ValueError:
        return None
    if clock is None:
        return PrintedDate(month or 0, day, year)
    precision = "second" if parts["second"] else "minute"
    return PrintedDate(month or 0, day, year, clock, precision, _offset(parts["zone"]))


def _clock(parts: dict[str, str | None]) -> time | None:
    """Time of day, None if none is printed. Raises ValueError for one that no clock shows."""
    if not parts["hour"]:
        return None
    hour, half = int(parts["hour"]), (parts["half"] or "").upper()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"no twelve hour clock shows {hour}")
        hour = hour % 12 + (12 if half.startswith(("P", "م")) else 0)
    return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if not zone.startswith(("+", "-")):
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        return None
    return timezone((-1 if zone[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _month_of(named: str, *, has_year: bool) -> int | None:
    """Month of a date with the month's name, read by dateparser with these languages and formats only."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", " ", named, flags=re.IGNORECASE)
    for levantine, egyptian in _LEVANTINE.items():
        text = re.sub(rf"(?<!\w){levantine}(?!\w)", egyptian, text)
    text = " ".join(text.split()) + ("" if has_year else f" {_LEAP_YEAR}")
    read = _month_parser().get_date_data(text, date_formats=_MONTH_FORMATS).date_obj
    return read.month if read else None


@cache
def _month_parser() -> DateDataParser:
    # Imported on first use: it costs 160 ms, and most pages print numbers only.
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["en", "ar"],
        try_previous_locales=False,
        settings={"PARSERS": ["custom-formats"], "RETURN_AS_TIMEZONE_AWARE": False},
    )
