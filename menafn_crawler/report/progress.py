"""Progress of a crawl in one line: counts, pace, estimated time left."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from menafn_crawler.report.formatting import format_duration

WINDOW = 60.0
"""Seconds over which the pace is measured."""
_QUIET = 10.0
"""Seconds without a newly found article after which the waiting ones count as all."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a crawl has counted so far."""

    new: int
    copies: int
    """Of the new ones."""
    aside: int
    put_back: int
    answered: int
    """Articles whose request was answered, in any way."""
    found: int
    """Articles that lists showed for the first time."""
    waiting: int
    """Articles that are still to be fetched by this run."""
    discovering: bool = False
    """True if lists may still bring more."""


class Pace:
    """Measures how fast articles are answered. Instants are seconds of a clock that only goes forward."""

    def __init__(self, now: float) -> None:
        self._answered: deque[tuple[float, int]] = deque([(now, 0)])
        self._found = 0
        self._found_at = now
        self._discovering = False

    def note(self, now: float, progress: Progress) -> None:
        """Take note of where the crawl stands."""
        if progress.found != self._found:
            self._found, self._found_at = progress.found, now
        self._discovering = progress.discovering
        self._answered.append((now, progress.answered))
        while len(self._answered) > 2 and self._answered[1][0] <= now - WINDOW:
            self._answered.popleft()

    @property
    def a_minute(self) -> float:
        """Articles answered a minute, of late."""
        (began, before), (now, answered) = self._answered[0], self._answered[-1]
        return (answered - before) * 60 / (now - began) if now > began else 0.0

    def left(self, waiting: int) -> float | None:
        """Return seconds until nothing is waiting; None where lists still bring more, or nothing moves."""
        growing = self._discovering or self._answered[-1][0] - self._found_at < _QUIET
        return None if growing or not self.a_minute else waiting * 60 / self.a_minute


def line(progress: Progress, pace: Pace, now: datetime) -> str:
    """Return the line, for a terminal or a log. *now* has the zone in which the end is told.

    >>> progress = Progress(new=9, copies=2, aside=0, put_back=1, answered=11, found=50, waiting=39)
    >>> line(progress, Pace(0), datetime(2025, 5, 14))
    '9 new articles (2 copies), 1 not to be had, 11 asked, 39 waiting, 0 pages a minute'
    """
    copies = f" ({progress.copies:,} {'copy' if progress.copies == 1 else 'copies'})" if progress.copies else ""
    parts = [f"{progress.new:,} new articles{copies}"]
    parts += [f"{progress.aside:,} set aside"] if progress.aside else []
    parts += [f"{progress.put_back:,} not to be had"] if progress.put_back else []
    parts += [f"{progress.answered:,} asked", f"{progress.waiting:,} waiting", f"{pace.a_minute:,.0f} pages a minute"]
    if progress.waiting and (left := pace.left(progress.waiting)) is not None:
        parts.append(f"about {format_duration(left)} left, until {now + timedelta(seconds=left):%H:%M}")
    return ", ".join(parts)
