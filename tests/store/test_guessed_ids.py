"""Guessed numbers in the queue, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from menafn_crawler.discover import KnownId
from menafn_crawler.items import Candidate
from menafn_crawler.store import Database, crawl_state, guessed_ids, open_database, queue, writer
from tests.store.made import NOW, article, listed

FIRST, SECOND, THIRD = 1109547045, 1109547046, 1109547047


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    yield opened
    opened.close()


def guess(database: Database, *ids: int) -> None:
    with database.write() as connection:
        guessed_ids.guess(connection, ids, NOW)


def seen(database: Database, *ids: int) -> dict[int, KnownId]:
    with database.read() as connection:
        return guessed_ids.seen(connection, ids)


def test_a_guess_is_taken_once_under_its_bare_address_and_told_from_what_lists_show(database: Database) -> None:
    listed(database, SECOND)
    guess(database, FIRST, SECOND)
    with database.write() as connection:
        tasks = queue.take(connection, 1, 10, NOW)
        assert not queue.take(connection, 1, 10, NOW)
    assert [(task.article_id, task.url, task.guessed) for task in tasks] == [
        (FIRST, f"https://menafn.com/{FIRST}/", True),
        (SECOND, f"https://menafn.com/{SECOND}/Slug", False),
    ]


def test_what_is_seen_of_numbers(database: Database) -> None:
    listed(database, FIRST)
    guess(database, SECOND, THIRD)
    with database.write() as connection:
        writer.save(connection, article(FIRST), 7)
        crawl_state.leave_unwanted(connection, SECOND, "2025-05-13T08:00:00Z", "2025-05-13T08:00:00Z")
        guessed_ids.close_vacant(connection, THIRD, "no such article", for_good=True)
    assert seen(database, FIRST, SECOND, THIRD, THIRD + 1) == {
        FIRST: KnownId(article=True, at=datetime(2025, 5, 14, 8, 44, 27, tzinfo=UTC)),
        SECOND: KnownId(article=True, at=datetime(2025, 5, 13, 8, 0, tzinfo=UTC)),
        THIRD: KnownId(article=False),
    }


def test_an_article_dated_by_the_day_testifies_to_no_instant(database: Database) -> None:
    guess(database, FIRST)
    with database.write() as connection:
        crawl_state.leave_unwanted(connection, FIRST, "2025-05-13T04:00:00Z", "2025-05-14T03:59:59Z")
    assert seen(database, FIRST) == {FIRST: KnownId(article=True)}


@pytest.mark.parametrize("for_good", [True, False])
def test_a_vacant_number_is_remembered_if_no_article_can_get_it(database: Database, for_good: bool) -> None:
    guess(database, FIRST)
    with database.write() as connection:
        guessed_ids.close_vacant(connection, FIRST, "no such article", for_good=for_good)
        counted = crawl_state.census(connection)
    assert (FIRST in seen(database, FIRST)) is for_good
    assert (counted["vacant"], counted["gone"], counted["open"]) == (int(for_good), 0, 0)


@pytest.mark.parametrize("vacant", [True, False])
def test_a_list_that_shows_a_guessed_number_makes_it_a_new_article(database: Database, vacant: bool) -> None:
    guess(database, FIRST)
    if vacant:
        with database.write() as connection:
            guessed_ids.close_vacant(connection, FIRST, "no such article", for_good=True)
    with database.write() as connection:
        shown = Candidate(FIRST, f"https://menafn.com/{FIRST}/Slug", "asia")
        assert queue.remember(connection, [shown], NOW).new == 1
        assert queue.remember(connection, [shown], NOW).new == 0
        (task,) = queue.take(connection, 1, 10, NOW)
    assert (task.url, task.guessed) == (shown.url, False)


def test_a_guess_that_is_stored_is_known_to_lists(database: Database) -> None:
    guess(database, FIRST)
    with database.write() as connection:
        writer.save(connection, article(FIRST), 7)
        shown = [Candidate(FIRST, f"https://menafn.com/{FIRST}/Slug", "asia")]
        brought = queue.remember(connection, shown, NOW)
        assert not queue.take(connection, 1, 10, NOW)
    assert (brought.new, brought.stored, brought.newly_in_section) == (0, 1, 1)


def test_only_guesses_that_were_never_asked_for_are_forgotten(database: Database) -> None:
    listed(database, FIRST)
    guess(database, THIRD)
    with database.write() as connection:
        queue.take(connection, 1, 9, NOW)
    guess(database, SECOND)
    with database.write() as connection:
        crawl_state.put_back(connection, THIRD, "no answer")
        guessed_ids.forget_unasked(connection)
    assert seen(database, FIRST, SECOND, THIRD).keys() == {FIRST, THIRD}


def test_whether_the_site_is_known_to_work(database: Database) -> None:
    with database.write() as connection:
        assert (guessed_ids.any_stored(connection), guessed_ids.highest_stored(connection)) == (False, 0)
        guessed_ids.guess(connection, [FIRST], NOW)
        writer.save(connection, article(FIRST), 7)
        assert (guessed_ids.any_stored(connection), guessed_ids.highest_stored(connection)) == (True, FIRST)
