"""Read dates as pages print them, in English and Arabic. Every form is read explicitly; nothing is guessed.

Known from the site: ``2025-05-14 04:44:27`` (since May 2025), ``10/26/2024 2:24:13 PM`` (2023 to 2025) and, rarely,
``Oct 26``. A line is cut into words and numbers; ``date_words`` says what each word means, so a date may have its
label, its weekday, its time and its zone in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import lru_cache

from menafn_crawler.normalise.date_parts import (
    ARABIC,
    DAY_TOKENS,
    YEARS,
    days,
    has_slashes,
    one_time,
    take_offset,
    take_times,
    zones,
)
from menafn_crawler.normalise.date_tokens import Statement, Token, parts, segments, statements, tokenize
from menafn_crawler.normalise.date_words import Kind, Role

LONGEST_LINE = 200
"""Characters of a line that can hold a printed date; a longer one is text."""


_SITE_FORMS = re.compile(
    r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)"
    r"|(?P<us_month>\d{1,2})/(?P<us_day>\d{1,2})/(?P<us_year>\d{4}) (?P<hour>\d{1,2}):(\d\d):(\d\d) (?P<half>AM|PM)",
    re.ASCII,
)
"""The site's own two forms. They are read on nearly every page, and tokens take ten times as long."""
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """What a printed date says, on the site's wall clock unless ``zones`` is set.

    ``year`` is None if none is printed; ``time`` is None if no time of day is known.
    """

    month: int
    day: int
    year: int | None = None
    time: time | None = None
    precision: str = "day"
    zones: tuple[tzinfo, ...] = ()
    """The printed time zone; several if its letters have several meanings, empty if none is printed."""
    role: Role = Role.UNKNOWN
    """What its label says."""
    other_day: date | None = None
    """The day by the other order of day and month (or of a two-digit year), where both are possible."""
    month_first: bool = True
    """False where neither order of ``05/06/2025`` is the likelier one: in Arabic."""
    note: str | None = None
    """What is odd about it."""

    @property
    def on(self) -> date | None:
        """The printed day; None without a year."""
        return date(self.year, self.month, self.day) if self.year is not None else None

    @property
    def wall_clock(self) -> datetime | None:
        """Naive date and time as printed; None without a year or a time."""
        return datetime.combine(self.on, self.time) if self.on is not None and self.time is not None else None

    @property
    def offset(self) -> tzinfo | None:
        """The printed zone if it is one for certain."""
        return self.zones[0] if len(self.zones) == 1 else None


def find_printed_dates(line: str) -> list[str]:
    """Return the dates that a line prints, as written, each with its label and its zone.

    A date counts if it fills the line, or a part of it between separators, or shows a time of day in digits among a
    few other words. The time of the page's own clock ("Today ...") does not count.

    >>> find_printed_dates("Updated: 2025-05-14 09:10:00 | Published: 2025-05-14 04:44:27")
    ['Updated: 2025-05-14 09:10:00', 'Published: 2025-05-14 04:44:27']
    >>> find_printed_dates("Exports rose 14 percent in May 2025")
    []
    """
    return list(_found(line))


@lru_cache(maxsize=256)  # a page's lines are asked several times
def _found(line: str) -> tuple[str, ...]:
    if _site_form(line) is not None:
        return (line,)
    if len(line) > LONGEST_LINE or not _HAS_DIGIT.search(line):
        return ()
    tokens, offsets = tokenize(line)
    found: list[str] = []
    for run, whole in segments(tokens):
        dated = _dated(run, line, whole=whole)
        if not dated:
            dated = [one for part, ends in parts(run, whole=whole) for one in _dated(part, line, whole=ends)]
        found += [_printed(statement, line, offsets) for statement in dated]
    return tuple(found)


def _dated(run: Sequence[Token], line: str, *, whole: bool) -> list[Statement]:
    """Return the statements of a run that say a date; *whole* tells that nothing unknown stands beside them."""
    if any(token.kind == Kind.CURRENT.name for token in run):
        return []
    return [
        statement
        for statement in statements(run)
        if statement.dated
        and (whole or {"date", "time"} <= {token.kind for token in statement.tokens})
        and _evaluate(statement, line) is not None
    ]


def find_printed_date(line: str) -> str | None:
    """Return the date printed on a line of its own, as written; None if the line is something else.

    >>> find_printed_date("Date 2025-05-14 04:44:27")
    '2025-05-14 04:44:27'
    >>> find_printed_date("On 2025-05-14 04:44:27 the minister spoke")
    """
    if len(line) > LONGEST_LINE or not _HAS_DIGIT.search(line):
        return None
    if any(token.kind in ("unknown", Kind.CURRENT.name) for token in tokenize(line)[0]):
        return None
    return next(iter(find_printed_dates(line)), None)


@lru_cache(maxsize=256)  # the same labels stand on page after page
def date_label(line: str) -> Role | None:
    """Return the role that a line without a date gives to the date on the next line; None if it gives none.

    >>> date_label("Last updated"), date_label("Harbour widened")
    (<Role.UPDATED: 'updated'>, None)
    """
    if len(line) > LONGEST_LINE // 4:
        return None
    tokens = tokenize(line)[0]
    if not tokens or not all(token.kind in _LABEL_TOKENS for token in tokens):
        return None
    roles = [token.value for token in tokens if isinstance(token.value, Role)]
    return (Role.UPDATED if Role.UPDATED in roles else roles[0]) if roles else None


_LABEL_TOKENS = frozenset({Kind.LABEL.name, Kind.NEUTRAL.name, "separator", "strong"})
_EDGES = frozenset({"separator", "strong", Kind.NEUTRAL.name})


def _printed(statement: Statement, line: str, offsets: Sequence[int]) -> str:
    """Return the text of a statement in its line, without what says nothing at its edges."""
    kept = [n for n, token in enumerate(statement.tokens) if token.kind not in _EDGES]
    first, last = statement.tokens[kept[0]], statement.tokens[kept[-1]]
    closing = statement.tokens[kept[-1] + 1 :][:1]
    if closing and closing[0].text == ")" and any(t.text == "(" for t in statement.tokens[kept[0] : kept[-1]]):
        last = closing[0]
    return line[offsets[first.start] : offsets[last.end]].strip()


@lru_cache(maxsize=256)  # the footer repeats what is printed above
def read_printed_date(raw: str) -> PrintedDate | None:
    """Read a date as a page prints it; None if it cannot be read for certain.

    >>> read_printed_date("10/26/2024 2:24:13 PM").wall_clock
    datetime.datetime(2024, 10, 26, 14, 24, 13)
    >>> read_printed_date("Oct 26").year is None
    True
    >>> read_printed_date("05/06/2025").on, read_printed_date("05/06/2025").other_day
    (datetime.date(2025, 5, 6), datetime.date(2025, 6, 5))
    """
    if (known := _site_form(raw)) is not None:
        return known
    if len(raw) > LONGEST_LINE or not _HAS_DIGIT.search(raw):
        return None
    tokens = tokenize(raw)[0]
    if any(token.kind in ("unknown", Kind.CURRENT.name) for token in tokens):
        return None
    read = [_evaluate(statement, raw) for statement in statements(tokens) if statement.dated]
    published = [one for one in read if one is not None and one.role is not Role.UPDATED]
    return next(iter(published or read), None)


@lru_cache(maxsize=256)  # a page's dates are found, read and compared
def _site_form(text: str) -> PrintedDate | None:
    """Return a date in one of the site's own forms; None for any other, and for an hour or a day that is none."""
    found = _SITE_FORMS.fullmatch(text)
    if found is None:
        return None
    if found["half"]:
        hour = int(found["hour"])
        clock = (hour % 12 + 12 * (found["half"] == "PM") if 1 <= hour <= 12 else -1, int(found[11]), int(found[12]))
        day = (int(found["us_year"]), int(found["us_month"]), int(found["us_day"]))
    else:
        day, clock = (int(found[1]), int(found[2]), int(found[3])), (int(found[4]), int(found[5]), int(found[6]))
    if day[0] not in YEARS:
        return None
    try:
        date(*day)
        return PrintedDate(day[1], day[2], day[0], time(*clock), "second")
    except ValueError:
        return None


def _evaluate(statement: Statement, line: str) -> PrintedDate | None:
    tokens = [token for token in statement.tokens if token.kind not in ("separator", "strong", Kind.NEUTRAL.name)]
    offset, tokens = take_offset(tokens)
    times, tokens = take_times(tokens)
    if times is None:
        return None
    weekday = next((token.value for token in tokens if token.kind == Kind.WEEKDAY.name), None)
    american = bool(times) and times[0].twelve_hours
    possible = days([token for token in tokens if token.kind in DAY_TOKENS], weekday, has_time=bool(times))
    if not possible:
        return None
    arabic = ARABIC.search(line) is not None
    first = possible[0]
    certain = len(possible) == 1 or (american and not arabic and has_slashes(tokens))
    clock, note = one_time(times)
    other = possible[1] if not certain else None
    return PrintedDate(
        first.month,
        first.day,
        first.year,
        clock.time if clock is not None else None,
        clock.precision if clock is not None else "day",
        offset or zones(tokens),
        statement.role or Role.UNKNOWN,
        date(other.year, other.month, other.day) if other is not None and other.year is not None else None,
        not arabic,
        note,
    )
