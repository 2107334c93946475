"""What feeds said, kept: their validators, the dates they gave, and what those change of a stored article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select

from menafn_crawler.items import Article
from menafn_crawler.store import (
    Database,
    FeedAnswer,
    apply_feed_dates,
    articles,
    begin_run,
    date_queries,
    feed_dates,
    feed_validators,
    open_database,
    queue,
    writer,
)
from menafn_crawler.store.schema import feed_dates as dates_table
from tests.store.made import NOW, article, listed

ZONE = ZoneInfo("America/New_York")
KNOWN = 1109547045
SAID = "Wed, 14 May 2025 04:44:27 GMT"
LATER = "2025-05-16T00:00:00Z"
ANSWER = FeedAnswer("/rss/menafn_Kuwait.xml", "https://menafn.com", 'W/"a"', "Wed, 14 May 2025 00:00:00 GMT", 3)


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    yield opened
    opened.close()


def add_dates(database: Database, dates: dict[int, str], now: str = NOW) -> None:
    with database.write() as connection:
        feed_dates.add(connection, dates, now)


def let_testify(database: Database, *ids: int) -> int:
    with database.write() as connection:
        return apply_feed_dates(connection, ids, ZONE, duplicate_days=7)


def store(database: Database, *made: Article) -> None:
    for one in made:
        listed(database, one.article_id)
        with database.write() as connection:
            writer.save(connection, one, duplicate_days=7)


def stored(database: Database, number: int = KNOWN) -> Article:
    with database.read() as connection:
        found = articles.get(connection, number)
    assert found is not None
    return found


def said_by_feeds(found: Article) -> list[tuple[str | None, str | None]]:
    return [(said["raw"], said["verdict"]) for said in found.date_evidence if said["source"] == "feed"]


@pytest.mark.parametrize("text", ["新" * 990, "x" * 100_000], ids=["990 characters of three bytes", "100 kB"])
def test_a_key_of_any_length_from_the_network_ends_no_run(database: Database, text: str) -> None:
    long = replace(ANSWER, path=f"/rss/{text}")
    listed(database, KNOWN)
    with database.write() as connection:
        feed_validators.remember_answer(connection, long, NOW)
        feed_dates.add(connection, {KNOWN: text}, NOW)
        date_queries.remember_stale(connection, [text], NOW)
        assert feed_validators.last_answer(connection, long.path) == long
        assert feed_validators.last_answer(connection, f"{long.path}x") is None


# --- answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [ANSWER, replace(ANSWER, etag=None, last_modified=None)], ids=["both", "none"])
def test_an_answer_is_read_back_as_it_was(database: Database, answer: FeedAnswer) -> None:
    with database.write() as connection:
        assert feed_validators.last_answer(connection, answer.path) is None
        feed_validators.remember_answer(connection, answer, NOW)
    with database.read() as connection:
        assert feed_validators.last_answer(connection, answer.path) == answer
        assert feed_validators.last_answer(connection, "/rss/menafn_Qatar.xml") is None


@pytest.mark.parametrize(
    "later", [ANSWER, replace(ANSWER, etag='"b"', site="http://127.0.0.1:8000")], ids=["the same", "another"]
)
def test_a_later_answer_takes_the_place_and_has_its_own_instant(database: Database, later: FeedAnswer) -> None:
    for answer, now in ((ANSWER, NOW), (later, LATER)):
        with database.write() as connection:
            feed_validators.remember_answer(connection, answer, now)
            known = feed_validators.last_answer(connection, ANSWER.path)
        assert known == answer
        assert known is not None
        assert known.whole_at == now


class Killed(Exception):  # noqa: N818
    """The process ended here."""


def test_validators_are_not_remembered_without_the_entries_of_their_answer(database: Database) -> None:
    with pytest.raises(Killed), database.write() as connection:
        feed_validators.remember_answer(connection, ANSWER, NOW)
        raise Killed
    with database.read() as connection:
        assert feed_validators.last_answer(connection, ANSWER.path) is None


# --- dates -----------------------------------------------------------------------------------------------------------


def rows(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(dates_table)).scalar_one())


def test_a_date_is_kept_once_and_several_in_the_order_in_which_they_were_heard(database: Database) -> None:
    listed(database, KNOWN, KNOWN + 1)
    add_dates(database, {KNOWN: SAID})
    add_dates(database, {KNOWN: SAID, KNOWN + 1: "z"}, LATER)
    add_dates(database, {KNOWN: "another"}, LATER)
    with database.read() as connection:
        assert feed_dates.of_articles(connection, [KNOWN, KNOWN + 1, 5]) == {
            KNOWN: (SAID, "another"),
            KNOWN + 1: ("z",),
        }
        assert rows(connection) == 3


def test_a_feed_that_dates_an_article_anew_each_time_does_not_add_for_ever(database: Database) -> None:
    listed(database, KNOWN)
    for minute in range(10):
        add_dates(database, {KNOWN: f"Wed, 14 May 2025 04:{minute:02} GMT"})
    with database.read() as connection:
        assert rows(connection) == feed_dates.MOST_TEXTS


def test_whoever_takes_the_article_is_told_what_feeds_said(database: Database) -> None:
    listed(database, KNOWN, KNOWN + 1)
    add_dates(database, {KNOWN: SAID})
    with database.write() as connection:
        run = begin_run(connection, "menafn_urls", {}, NOW)
        taken = queue.take(connection, run, 10, LATER)
    assert [(task.article_id, task.feed_dates) for task in taken] == [(KNOWN, (SAID,)), (KNOWN + 1, ())]


def test_so_is_whoever_looks_at_it_again(database: Database) -> None:
    store(database, article())
    add_dates(database, {KNOWN: SAID})
    with database.write() as connection:
        run = begin_run(connection, "menafn", {}, NOW)
        (task,) = queue.take_known(connection, run, 10, LATER, "2025-05-01", LATER)
    assert (task.known, task.feed_dates) == (True, (SAID,))


# --- what they change ------------------------------------------------------------------------------------------------


def test_a_stored_article_gains_the_feed_as_a_witness_once(database: Database) -> None:
    store(database, article())
    add_dates(database, {KNOWN: SAID})
    assert let_testify(database, KNOWN, KNOWN + 1) == 1
    found = stored(database)
    assert said_by_feeds(found) == [(SAID, "agrees")]
    assert (found.published_at, found.date_source) == ("2025-05-14T08:44:27Z", "printed")
    assert let_testify(database, KNOWN) == 0
    assert stored(database) == found


def test_it_dates_an_article_whose_page_has_no_date(database: Database) -> None:
    undated = article(published_at=None, published_on=None, date_precision=None, date_source=None, date_evidence=())
    store(database, undated)
    add_dates(database, {KNOWN: SAID})
    assert let_testify(database, KNOWN) == 1
    found = stored(database)
    assert (found.published_on, found.published_at, found.date_source) == ("2025-05-14", None, "feed")


def test_a_feed_that_says_another_day_makes_a_conflict_and_no_certain_neighbour(database: Database) -> None:
    store(database, article())
    with database.read() as connection:
        assert date_queries.certain_neighbours(connection, KNOWN + 1) != []
    add_dates(database, {KNOWN: "Thu, 01 May 2025 04:44:27 GMT"})
    let_testify(database, KNOWN)
    assert stored(database).date_conflict
    with database.read() as connection:
        assert date_queries.certain_neighbours(connection, KNOWN + 1) == []


def test_a_printed_date_that_is_known_to_be_stale_stays_so(database: Database) -> None:
    store(database, article())
    with database.write() as connection:
        date_queries.remember_stale(connection, ["2025-05-14 04:44:27"], NOW)
    add_dates(database, {KNOWN: SAID})
    let_testify(database, KNOWN)
    assert (stored(database).published_at, stored(database).date_source) == (None, "feed")


def test_a_copy_is_one_no_longer_where_the_feed_dates_it_weeks_later(database: Database) -> None:
    first = article(KNOWN)
    undated = article(
        KNOWN + 1,
        provider="Zawya",
        provider_code=None,
        published_at=None,
        published_on=None,
        date_precision=None,
        date_source=None,
        date_evidence=(),
        fetched_at="2025-07-01T00:00:00Z",
    )
    store(database, first, undated)
    before = stored(database, KNOWN + 1).duplicate_of
    add_dates(database, {KNOWN + 1: "Fri, 20 Jun 2025 04:44:27 GMT"})
    assert let_testify(database, KNOWN + 1) == 1
    assert (before, stored(database, KNOWN + 1).duplicate_of) == (KNOWN, None)
