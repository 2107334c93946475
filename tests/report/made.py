"""A small store whose figures are known, and figures of any size for the page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from menafn_crawler.items import ProviderFigures
from menafn_crawler.normalise import utc_text
from menafn_crawler.report.article_counts import ArticleCounter, ArticleCounts
from menafn_crawler.report.coverage import Coverage, Period
from menafn_crawler.report.figures import Conflict, Copying, DateSourceCount, Figures, Provider, Run
from menafn_crawler.store import Database, articles, crawl_state, runs, writer
from menafn_crawler.store.schema import articles as articles_table
from tests.store.made import NOW, article, listed

ZONE = ZoneInfo("America/New_York")
KUNA, TREND = "Kuwait News Agency (KUNA)", "Trend News Agency"
HOSTILE = "<script>alert('1')</script> & \"Söhne\" </style>"
FIRST = 1109547000


def told(number: int, minute: int, **values: Any) -> Any:
    """An article of so many minutes after 2025-05-14 00:00 Eastern, dated for certain unless *values* say else."""
    instant = datetime(2025, 5, 14, tzinfo=ZONE) + timedelta(minutes=minute)
    dated = {"published_at": utc_text(instant), "published_on": instant.date().isoformat(), "body": f"Text {number}."}
    return article(FIRST + number, **(dated | values))


UNDATED = dict.fromkeys(("published_at", "published_on", "date_precision", "date_source"))
BY_WIRE = {"published_at": None, "date_precision": "day", "date_source": "wire_id"}

ARTICLES = (
    told(0, 60, provider=KUNA),
    told(2, 180, provider=KUNA, quality=("mojibake", "glued_words")),
    told(4, 300, provider=TREND, duplicate_of=FIRST, duplicate_kind="same_text"),
    told(5, 360, provider=None, quality=("mojibake",), **UNDATED),
    told(9, 1380, provider=TREND, language="ar", extraction="anchors"),
    told(12, 1500, provider=KUNA),
    told(13, 1510, provider=TREND, title=HOSTILE, date_conflict=True, **BY_WIRE),
    told(14, 1520, provider=KUNA, duplicate_of=FIRST, duplicate_kind="near_text"),
)
"""Five of 14 May, three of the day after; one of them conflicts, one has no date."""


def fill(database: Database) -> None:
    """Put the articles into an empty store, beside an open number, a gone one and one set aside; and two runs."""
    numbers = [one.article_id for one in ARTICLES]
    listed(database, *numbers[:6])
    listed(database, numbers[0], numbers[6], section="economy")
    listed(database, numbers[7], FIRST + 3, FIRST + 6, FIRST + 7, FIRST + 30, section=None)
    with database.write() as connection:
        connection.execute(insert(articles_table), [articles.row_of(one) for one in ARTICLES])
        for number in numbers:
            crawl_state.close(connection, [number], crawl_state.State.STORED)
        crawl_state.close(connection, [FIRST + 6], crawl_state.State.GONE)
        crawl_state.close(connection, [FIRST + 7], crawl_state.State.ASIDE, "empty shell")
        writer.note_vanished(connection, ARTICLES[0].article_id, NOW)
        done = runs.begin_run(connection, "menafn", {"sections": "asia"}, "2025-05-15T08:00:00Z")
        runs.end_run(connection, done, 0, {"menafn/article/stored": 8}, "2025-05-15T08:10:00Z", "done")
        runs.begin_run(connection, "menafn_urls", {}, "2025-05-15T09:00:00Z")


def figures(days: int, a_day: int = 4_000) -> Figures:
    """Figures of so many days, none, one or thousands, with names that the network could have made up."""
    random = Random(days)
    periods = tuple(_period(date(2014, 1, 1) + timedelta(days=count), a_day, random) for count in range(days))
    coverage = Coverage(periods, outside=3 if days else 0)
    whole = coverage.whole
    stories, copies = (whole.stories, whole.copies) if whole else (0, 0)
    count = stories + copies
    providers = tuple(
        Provider(f"{HOSTILE} {place}" if place % 7 else None, count // 60, 1, 2, 3, 4) for place in range(40)
    )
    return Figures(
        stories=stories,
        copies=copies,
        first_day=whole.first.isoformat() if whole else None,
        last_day=whole.last.isoformat() if whole else None,
        undated=count // 100,
        conflicts=count // 200,
        damaged=count // 10,
        languages=(("en", count),) if count else (),
        providers=providers if count else (),
        sections=(("asia", count), (None, 1)) if count else (),
        dates=(DateSourceCount("printed", "second", count, 0), DateSourceCount(None, None, 1, 1)) if count else (),
        examples=(Conflict(FIRST, "2025-05-14", "wire_id", HOSTILE, HOSTILE + "w" * 200),) if count else (),
        damage=(("mojibake", count // 10),) if count else (),
        layouts=(("story-2025", count),) if count else (),
        flows=tuple(_flow(place) for place in range(count // 100)),
        copying=(Copying(HOSTILE, None, "same_text", copies),) if count else (),
        events=(("corrected", 2),) if count else (),
        states={"open": 5, "gone": 7, "aside": 1} if days else {},
        runs=tuple(_run(number) for number in range(3 if days else 0, 0, -1)),
        coverage=coverage,
        counts=counts_of(providers, periods) if count else ArticleCounts(),
    )


def counts_of(providers: Sequence[Provider], periods: Sequence[Period]) -> ArticleCounts:
    """Count one article of each provider a day, on one list for every second day."""
    counter, listings = ArticleCounter(), []
    ids = itertools.count(FIRST)
    for period in periods:
        for provider in providers:
            article_id = next(ids)
            counter.add(article_id, period.first.isoformat(), provider.name)
            listings += [(article_id, "asia"), (article_id, HOSTILE)] if period.first.day % 2 else []
    return counter.counts(listings)


def _flow(place: int) -> ProviderFigures:
    most = HOSTILE if place % 2 else None
    delay = 61 * place if place % 2 else None
    return ProviderFigures(
        f"{HOSTILE} {place}", 9, 5, 1, 3, 0.625, delay, most, place % 2, 4, "2025-05-14", "2025-05-15"
    )


def _period(day: date, issued: int, random: Random) -> Period:
    stories = 0 if day.day in (3, 4) else random.randrange(issued // 2)
    return Period(
        day, day, issued, sure=issued if day.day % 5 else 0, stories=stories, copies=stories // 20, gone=issued // 10
    )


def _run(number: int) -> Run:
    code = (0, 3, None)[number % 3]
    began = datetime(2025, 5, 14, number, tzinfo=UTC)
    ended = utc_text(began + timedelta(minutes=7 * number)) if code is not None else None
    counters = {"menafn/article/stored": 1_234} if code is not None else {}
    return Run(
        number, "menafn", {"sections": "a" * 90}, utc_text(began), ended, code, HOSTILE if code else None, counters
    )
