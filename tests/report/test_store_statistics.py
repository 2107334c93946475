"""Counted on a small store whose truth is known, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from menafn_crawler.report.article_counts import ArticleCounts
from menafn_crawler.report.coverage import Period
from menafn_crawler.report.figures import Conflict, Copying, DateSourceCount, Figures, Provider, Run
from menafn_crawler.report.store_statistics import RUNS, count
from menafn_crawler.store import open_database, runs
from tests.report.made import FIRST, HOSTILE, KUNA, TREND, ZONE, fill


@pytest.fixture
def counted(store_url: str) -> Iterator[Figures]:
    database = open_database(store_url)
    fill(database)
    with database.read() as connection:
        yield count(connection, ZONE)
    database.close()


def test_who_tells_first_and_who_follows(counted: Figures) -> None:
    first, follower = counted.flows
    assert (first.provider, first.originals, first.updates, first.copied_by_others) == (KUNA, 3, 1, 1)
    assert (follower.provider, follower.copies, follower.median_delay) == (TREND, 1, 4 * 3600)
    assert follower.copies_most == KUNA


def test_every_figure(counted: Figures) -> None:
    expected: dict[str, Any] = {
        "stories": 6,
        "copies": 2,
        "articles": 8,
        "first_day": "2025-05-14",
        "last_day": "2025-05-15",
        "undated": 1,
        "conflicts": 1,
        "damaged": 2,
        "languages": (("en", 7), ("ar", 1)),
        "providers": (
            Provider(KUNA, stories=3, copies=1, damaged=1),
            Provider(TREND, stories=2, copies=1, conflicts=1),
            Provider(None, stories=1, undated=1, damaged=1),
        ),
        "sections": (("asia", 6), ("economy", 2), (None, 1)),
        "dates": (
            DateSourceCount("printed", "second", 6, 0),
            DateSourceCount(None, None, 1, 0),
            DateSourceCount("wire_id", "day", 1, 1),
        ),
        "examples": (Conflict(FIRST + 13, "2025-05-15", "wire_id", TREND, HOSTILE),),
        "counts": ArticleCounts(
            "day",
            ("2025-05-14", "2025-05-15"),
            (KUNA, TREND, "none named"),
            ("", "asia", "economy"),
            {0: (2, 2), 1: (2, 1)},
            {(0, 0): (0, 1), (0, 1): (2, 1), (0, 2): (1,), (1, 1): (2,), (1, 2): (0, 1)},
        ),
        "damage": (("mojibake", 2), ("glued_words", 1)),
        "layouts": (("story-2025", 7), ("anchors", 1)),
        "copying": (Copying(KUNA, KUNA, "near_text", 1), Copying(KUNA, TREND, "same_text", 1)),
        "events": (("vanished", 1),),
        "states": {"open": 2, "gone": 1, "aside": 1},
        "runs": (
            Run(2, "menafn_urls", {}, "2025-05-15T09:00:00Z", None, None, None, {}),
            Run(
                1,
                "menafn",
                {"sections": "asia"},
                "2025-05-15T08:00:00Z",
                "2025-05-15T08:10:00Z",
                0,
                "done",
                {"menafn/article/stored": 8},
            ),
        ),
    }
    assert {name: getattr(counted, name) for name in expected} == expected


def test_coverage_counts_what_became_of_each_number(counted: Figures) -> None:
    """Numbers 0 to 9 are 14 May for certain, 12 to 14 the day after; the midnight of 10 and 11 is interpolated."""
    assert counted.coverage.days == (
        Period(date(2025, 5, 14), date(2025, 5, 14), 11, 10, stories=4, copies=1, gone=1, aside=1, open=1),
        Period(date(2025, 5, 15), date(2025, 5, 15), 4, 3, stories=2, copies=1),
    )
    assert counted.coverage.outside == 1


def test_an_empty_store_has_figures_too(store_url: str) -> None:
    database = open_database(store_url)
    with database.read() as connection:
        counted = count(connection, ZONE)
    database.close()
    assert (counted.articles, counted.coverage.days, counted.first_day, counted.runs) == (0, (), None, ())


def test_only_the_latest_runs_are_told(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        for number in range(RUNS + 3):
            runs.begin_run(connection, "menafn", {}, f"2025-05-14T{number:02}:00:00Z")
    with database.read() as connection:
        told = [run.run_id for run in count(connection, ZONE).runs]
    database.close()
    assert told == list(range(RUNS + 3, 3, -1))
