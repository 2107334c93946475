"""Choosing dates again with what the store knows: neighbours, constant dates, clocks, midnights, doubled hours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select, text

from menafn_crawler.items import Article
from menafn_crawler.normalise import choose_date, clock_witness, read_wire_id, utc_text, wire_witness
from menafn_crawler.store import (
    Database,
    Redating,
    apply_feed_dates,
    articles,
    date_queries,
    feed_dates,
    open_database,
    writer,
)
from menafn_crawler.store import redating as redating_module
from menafn_crawler.store.schema import articles as articles_table
from menafn_crawler.store.schema import stale_dates
from tests.servers import PostgreSQL
from tests.store.made import NOW, article, listed
from tests.store.meanwhile import Meanwhile

ZONE = ZoneInfo("America/New_York")
FIRST = 1109547000
DAYS = 7


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    yield opened
    opened.close()


def page(
    number: int,
    printed: str | None,
    wire: str | None = None,
    fetched: str = "2025-06-01T00:00:00Z",
    footer: str | None = None,
    **values: Any,
) -> Article:
    """An article as its page dates it: times printed above and below the text, and the day in a wire ID."""
    times = (("printed", printed), ("footer", footer))
    witnesses = [clock_witness(source, text, ZONE) for source, text in times if text is not None]
    if wire is not None:
        read = read_wire_id(f"MENAFN{wire}000045015687ID{number}")
        assert read is not None
        witnesses.append(wire_witness(read))
    chosen = choose_date(witnesses, datetime.fromisoformat(fetched), ZONE)
    return article(
        number,
        fetched_at=fetched,
        body=f"Story number {number} says something that no other story says: {number * 7919}.",
        published_at=chosen.published_at,
        published_on=chosen.published_on,
        date_precision=chosen.date_precision,
        date_source=chosen.date_source,
        date_conflict=chosen.date_conflict,
        date_evidence=chosen.date_evidence,
        quality=chosen.flags,
        **values,
    )


def crawl(database: Database, *pages: Article) -> dict[int, Article]:
    """Date and store pages in this order, as a run does, and choose again at its end; the stored articles."""
    with database.read() as connection:
        redating = Redating(connection, ZONE)
    for one in pages:
        listed(database, one.article_id)
        with database.write() as connection:
            decided = redating.decide(connection, one) if redating.doubts(one) else one
            writer.save(connection, decided, DAYS)
    redating.decide_again(database, DAYS, NOW)
    with database.read() as connection:
        ids = list(connection.execute(select(articles_table.c.article_id)).scalars())
        return {one.article_id: one for one in articles.iterate_some(connection, ids, copies=True)}


def verdicts(found: Article, raw: str) -> set[str | None]:
    return {e["verdict"] for e in found.date_evidence if e["raw"] == raw}


# --- clocks ----------------------------------------------------------------------------------------------------------


def minute(number: int) -> str:
    return f"2025-05-14 {9 + number // 60:02}:{number % 60:02}:30"


def fetch(number: int, hours: int = 0, seconds: int = 0) -> str:
    """The instant of a fetch some hours and seconds after what ``minute`` prints."""
    shown = datetime.fromisoformat(minute(number)).replace(tzinfo=ZONE)
    return utc_text(shown + timedelta(hours=hours, seconds=seconds))


def test_a_clock_on_every_page_dates_no_article(database: Database) -> None:
    found = crawl(database, *(page(FIRST + n, minute(n), "14052025", fetch(n)) for n in range(5)))
    assert {(one.published_at, one.published_on, one.date_source) for one in found.values()} == {
        (None, "2025-05-14", "wire_id")
    }
    assert verdicts(found[FIRST], minute(0)) == {"stale"}


def test_one_fresh_article_among_many_keeps_its_time(database: Database) -> None:
    others = [page(FIRST + n, minute(n), "14052025") for n in range(1, 11)]
    found = crawl(database, page(FIRST, minute(0), "14052025", fetch(0)), *others)
    assert found[FIRST].published_at == "2025-05-14T13:00:30Z"


def test_too_few_others_prove_nothing(database: Database) -> None:
    others = [page(FIRST + n, minute(n), "14052025") for n in range(1, 10)]
    found = crawl(database, page(FIRST, minute(0), "14052025", fetch(0)), *others)
    assert found[FIRST].published_at is None


def test_close_neighbours_prove_a_fresh_time(database: Database) -> None:
    others = [page(FIRST + n, minute(n), "14052025") for n in (4, 6)]
    found = crawl(database, page(FIRST + 5, minute(5), "14052025", fetch(5)), *others)
    assert found[FIRST + 5].published_at == "2025-05-14T13:05:30Z"


def test_a_clock_of_an_earlier_run_stays_one(database: Database) -> None:
    crawl(database, *(page(FIRST + n, minute(n), "14052025", fetch(n)) for n in range(3)))
    found = crawl(database, *(page(FIRST + 100 + n, minute(n), "14052025") for n in range(40)))
    assert [found[FIRST + n].published_at for n in range(3)] == [None] * 3


def test_a_fresh_time_stays_when_a_feed_is_heard_later(database: Database) -> None:
    others = [page(FIRST + n, minute(n), "14052025") for n in range(1, 11)]
    crawl(database, page(FIRST, minute(0), "14052025", fetch(0)), *others)
    with database.write() as connection:
        feed_dates.add(connection, {FIRST: "Wed, 14 May 2025 09:00:30 GMT"}, NOW)
        assert apply_feed_dates(connection, [FIRST], ZONE, DAYS) == 1
        found = articles.get(connection, FIRST)
    assert found is not None
    assert found.published_at == "2025-05-14T13:00:30Z"


def test_a_clock_of_another_zone_moves_with_the_fetch(database: Database) -> None:
    """Newest first: the ids fall while the clock rises."""
    pages = [page(FIRST - n, minute(n), "14052025", fetch(n, hours=3, seconds=n % 2)) for n in range(6)]
    found = crawl(database, *pages)
    assert {(one.published_at, one.published_on) for one in found.values()} == {(None, "2025-05-14")}


def test_a_burst_of_releases_is_no_clock(database: Database) -> None:
    """Fetched a second apart, newest first."""
    shown = [f"2025-05-14 07:00:{n:02}" for n in range(8)]
    pages = [page(FIRST + n, shown[n], "14052025", f"2025-05-14T13:00:{9 - n:02}Z") for n in reversed(range(8))]
    found = crawl(database, *pages)
    assert all(one.published_at is not None for one in found.values())


# --- constants -------------------------------------------------------------------------------------------------------

CONSTANT = "2025-05-10 09:00:00"


def test_a_constant_date_is_stale_on_every_page_and_in_the_next_run(database: Database) -> None:
    found = crawl(database, *(page(FIRST + n, CONSTANT, "10052025") for n in range(3)))
    assert {one.published_at for one in found.values()} == {None}
    with database.read() as connection:
        assert connection.execute(select(stale_dates.c.raw)).scalars().all() == [CONSTANT]
    found = crawl(database, page(FIRST + 9, CONSTANT, "10052025"))
    assert (found[FIRST + 9].published_at, found[FIRST + 9].date_source) == (None, "wire_id")


def test_what_was_stale_in_one_run_is_never_read_again(database: Database) -> None:
    """Not even where the list of constant dates is lost."""
    crawl(database, *(page(FIRST + n, CONSTANT) for n in range(3)))
    with database.write() as connection:
        connection.execute(stale_dates.delete())
    found = crawl(database, *(page(FIRST + 10 + n, minute(n)) for n in range(5)))
    assert {found[FIRST + n].published_at for n in range(3)} == {None}


# --- midnight --------------------------------------------------------------------------------------------------------


def midnight(day: int) -> str:
    return f"5/{day}/2025 12:00:00 AM"


def test_midnight_on_page_after_page_of_a_provider_is_a_day(database: Database) -> None:
    pages = [page(FIRST + 4000 * day, midnight(day), f"{day:02}052025") for day in (13, 14, 15)]
    found = crawl(database, *pages)
    assert [(one.published_at, one.published_on, one.date_precision) for one in found.values()] == [
        (None, f"2025-05-{day}", "day") for day in (13, 14, 15)
    ]
    later = crawl(database, page(FIRST + 4000 * 16, midnight(16), "16052025"))
    assert later[FIRST + 4000 * 16].published_at is None


def test_two_midnights_are_times(database: Database) -> None:
    found = crawl(database, *(page(FIRST + 4000 * day, midnight(day), f"{day}052025") for day in (13, 14)))
    assert [one.published_at for one in found.values()] == [f"2025-05-{day}T04:00:00Z" for day in (13, 14)]


def test_a_burst_at_one_midnight_is_published_at_midnight(database: Database) -> None:
    burst = [page(FIRST + n, midnight(14), "14052025") for n in range(1, 6)]
    found = crawl(database, page(FIRST, minute(0), "14052025", provider="Other"), *burst)
    assert {found[one.article_id].published_at for one in burst} == {"2025-05-14T04:00:00Z"}


def test_midnights_among_times_of_one_provider_are_times(database: Database) -> None:
    timed = [page(FIRST + n, minute(n), "14052025") for n in range(5)]
    pages = [page(FIRST + 4000 * (day - 12), midnight(day), f"{day:02}052025") for day in (13, 14, 15)]
    found = crawl(database, *timed, *pages)
    assert [found[one.article_id].published_at for one in pages] == [f"2025-05-{day}T04:00:00Z" for day in (13, 14, 15)]


def test_midnights_of_other_providers_prove_nothing(database: Database) -> None:
    pages = [page(FIRST + 4000 * day, midnight(day), f"{day:02}052025", provider=f"Wire {day}") for day in (13, 14, 15)]
    assert all(one.published_at is not None for one in crawl(database, *pages).values())


# --- the hour that comes twice ---------------------------------------------------------------------------------------

NIGHT = "11/3/2024 "
FIRST_HOUR = ["1:05:00 AM", "1:20:00 AM", "1:40:00 AM", "1:58:00 AM"]
SECOND_HOUR = ["1:02:00 AM", "1:21:00 AM", "1:55:00 AM"]


@pytest.mark.parametrize("order", [1, -1], ids=["as published", "newest first"])
def test_the_order_of_ids_tells_the_doubled_hours_apart(database: Database, order: int) -> None:
    shown = ["12:50:00 AM", *FIRST_HOUR, *SECOND_HOUR, "2:04:00 AM"]
    pages = [page(1108846300 + n, NIGHT + at, "03112024") for n, at in enumerate(shown)]
    found = crawl(database, *pages[::order])
    hours = [found[one.article_id].published_at for one in pages]
    assert [at[11:16] for at in hours if at] == [
        *("04:50", "05:05", "05:20", "05:40", "05:58", "06:02", "06:21", "06:55", "07:04"),
    ]
    assert {one.date_precision for one in found.values()} == {"second"}
    assert {one.quality for one in found.values()} == {()}


def test_without_the_fall_of_the_clock_the_hour_is_ambiguous(database: Database) -> None:
    found = crawl(database, *(page(1108846300 + n, NIGHT + at, "03112024") for n, at in enumerate(FIRST_HOUR)))
    assert {(one.date_precision, one.quality) for one in found.values()} == {("minute", ("ambiguous_time",))}


def test_a_flag_goes_when_the_hour_is_known(database: Database) -> None:
    first = [page(1108846300 + n, NIGHT + at, "03112024") for n, at in enumerate(FIRST_HOUR)]
    second = [page(1108846310 + n, NIGHT + at, "03112024") for n, at in enumerate(SECOND_HOUR)]
    crawl(database, *first)
    found = crawl(database, *second)
    assert {one.quality for one in found.values()} == {()}
    with database.read() as connection:
        stored = connection.execute(select(articles_table.c.quality)).scalars().all()
    assert set(stored) == {"[]"}


# --- neighbours ------------------------------------------------------------------------------------------------------


def test_neighbours_are_the_nearest_certain_articles_of_both_sides(database: Database) -> None:
    """Twelve on each side; those next to the article are asked, an uncertain one is not."""
    pages = [page(FIRST + n, minute(n), "14052025") for n in range(25) if n != 12]
    pages[11] = page(FIRST + 11, minute(11), "01052025")
    crawl(database, *pages)
    with database.read() as connection:
        found = date_queries.certain_neighbours(connection, FIRST + 12)
    assert sorted(number - FIRST for number, _ in found) == [*range(3, 11), *range(13, 21)]


def test_a_certain_date_is_stored_as_certain_when_it_is_chosen_again(database: Database) -> None:
    unclear = page(FIRST, minute(0), "01052025")
    crawl(database, unclear)
    with database.write() as connection:
        date_queries.save_date(connection, page(FIRST, minute(0), "14052025"))
        assert [number for number, _ in date_queries.certain_neighbours(connection, FIRST + 1)] == [FIRST]
        assert date_queries.doubtful_ids(connection, FIRST, FIRST) == []
        date_queries.save_date(connection, unclear)
        assert date_queries.certain_neighbours(connection, FIRST + 1) == []
        assert date_queries.doubtful_ids(connection, FIRST, FIRST) == [FIRST]


@pytest.mark.parametrize(("distance", "found"), [(20_000, [FIRST]), (20_001, [])])
@pytest.mark.parametrize("side", [1, -1])
def test_dates_in_doubt_are_chosen_again_near_the_ids_of_a_run(
    database: Database, side: int, distance: int, found: list[int]
) -> None:
    crawl(database, page(FIRST, None, "14052025"))
    met = FIRST + side * distance
    with database.read() as connection:
        assert date_queries.doubtful_ids(connection, met, met) == found


def test_a_run_that_met_nothing_changes_nothing(database: Database) -> None:
    with database.read() as connection:
        redating = Redating(connection, ZONE)
    assert not redating.met_any
    assert redating.decide_again(database, DAYS, NOW) == 0


# --- one writer at a time --------------------------------------------------------------------------------------------


def test_of_two_workers_that_choose_again_at_once_one_changes_the_date(postgresql_server: PostgreSQL) -> None:
    url = postgresql_server.new_database()
    mine, other = open_database(url), open_database(url)
    save_pages(mine, page(FIRST + 5, minute(5), "14052025", fetch(5)))
    save_pages(mine, *(page(FIRST + n, minute(n), "14052025") for n in (4, 6)))
    slow = Meanwhile(mine, "pg_advisory_xact_lock", decide_again)
    slow.reach()
    assert decide_again(other) == 1
    slow.go()
    assert slow.result == 0, "what it had found before the lock is read again"
    mine.close()
    other.close()


def save_pages(database: Database, *pages: Article) -> None:
    for one in pages:
        listed(database, one.article_id)
        with database.write() as connection:
            writer.save(connection, one, DAYS)


def decide_again(database: Database) -> int:
    with database.read() as connection:
        redating = Redating(connection, ZONE)
        for number in (FIRST + 5, FIRST + 4, FIRST + 6):
            found = articles.get(connection, number)
            assert found is not None
            redating.doubts(found)
    return redating.decide_again(database, DAYS, NOW)


def test_feed_dates_are_applied_by_one_worker_at_a_time(postgresql_server: PostgreSQL) -> None:
    """The lock is taken before anything is read."""
    database = open_database(postgresql_server.new_database())
    listed(database, FIRST)
    slow = Meanwhile(database, "feed_dates", apply_feed_date)
    slow.reach()
    with database.read() as connection:
        assert connection.execute(_ADVISORY_LOCKS).scalar() == 1
    slow.go()
    database.close()


def apply_feed_date(database: Database) -> None:
    with database.write() as connection:
        apply_feed_dates(connection, [FIRST], ZONE, DAYS)


_ADVISORY_LOCKS = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")


@dataclass
class Counted:
    """A database that counts its transactions."""

    database: Database
    transactions: int = 0

    def write(self) -> AbstractContextManager[Connection]:
        self.transactions += 1
        return self.database.write()


def test_dates_are_chosen_again_some_at_a_time_so_that_no_other_worker_waits_for_all(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redating_module, "_STEP", 2)
    pages = [page(FIRST + n, None, "14052025") for n in range(5)]
    save_pages(database, *pages)
    with database.read() as connection:
        redating = Redating(connection, ZONE)
    assert all(redating.doubts(one) for one in pages)
    counted = Counted(database)
    redating.decide_again(counted, DAYS, NOW)
    assert counted.transactions == 1 + 3, "which they are, then two, two and one"


def test_what_the_neighbours_say_does_not_depend_on_the_order_of_crawling(database: Database) -> None:
    stale = "2025-05-14 04:44:27"
    with database.write() as connection:
        date_queries.remember_stale(connection, [stale], NOW)
    dated = [page(FIRST + n, f"2025-05-14 {9 + n // 60:02}:{n % 60:02}:30", "14052025") for n in (0, 10, 30, 40)]
    constant = page(FIRST + 20, stale, "14052025", footer="2025-05-14 09:20:30")
    found = crawl(database, dated[0], constant, dated[3], dated[1], dated[2])
    assert found[FIRST + 20].date_source == "footer"
    assert [e["raw"] for e in found[FIRST + 20].date_evidence if e["source"] == "neighbours"] == [
        f"{FIRST + 10} < id < {FIRST + 30}"
    ]
