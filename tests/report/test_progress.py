"""The line of a crawl under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from menafn_crawler.report.progress import WINDOW, Pace, Progress, line

NOTHING = Progress(new=0, copies=0, aside=0, put_back=0, answered=0, found=0, waiting=0)


def pace(*states: tuple[float, int, int]) -> Pace:
    """A pace that has seen so many answered and found at these seconds."""
    made = Pace(0)
    for now, answered, found in states:
        made.note(now, replace(NOTHING, answered=answered, found=found))
    return made


@pytest.mark.parametrize(
    ("measured", "a_minute"),
    [
        (pace(), 0),
        (pace((30, 30, 0)), 60),
        (pace((60, 60, 0), (120, 180, 0)), 120),
        (pace((WINDOW, 600, 0), (2 * WINDOW, 600, 0)), 0),
    ],
    ids=["nothing yet", "half a minute", "only the last minute", "it has stopped"],
)
def test_the_pace_is_that_of_the_last_minute(measured: Pace, a_minute: float) -> None:
    assert measured.a_minute == a_minute


@pytest.mark.parametrize(
    ("measured", "left"),
    [
        (pace((30, 30, 100)), None),
        (pace((1, 1, 100), (30, 30, 100)), 90.0),
        (pace((1, 0, 100), (30, 0, 100)), None),
    ],
    ids=["lists bring more", "all is known", "nothing moves"],
)
def test_the_time_left_is_told_where_it_is_known(measured: Pace, left: float | None) -> None:
    assert measured.left(90) == left


def test_no_end_is_told_while_lists_are_read() -> None:
    measured = pace((1, 1, 100))
    measured.note(30, replace(NOTHING, answered=30, found=100, discovering=True))
    assert measured.left(90) is None


def test_the_line_leaves_out_what_did_not_happen() -> None:
    moving = pace((1, 1, 100), (30, 30, 100))
    now = datetime(2025, 5, 14, 23, 30)
    assert line(NOTHING, Pace(0), now) == "0 new articles, 0 asked, 0 waiting, 0 pages a minute"
    full = Progress(new=1240, copies=31, aside=12, put_back=2, answered=30, found=100, waiting=5460)
    assert line(full, moving, now) == (
        "1,240 new articles (31 copies), 12 set aside, 2 not to be had, 30 asked, 5,460 waiting,"
        " 60 pages a minute, about 1 h 31 min left, until 01:01"
    )
