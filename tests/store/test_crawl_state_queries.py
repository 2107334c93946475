"""Queries on crawl state: what is in progress, what a run still waits for, whether it stored anything."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from menafn_crawler.store import EVERYTHING, Database, crawl_state, guessed_ids, queue, writer
from menafn_crawler.store.article_filter import Span
from menafn_crawler.store.schema import candidates
from menafn_crawler.store.selection_sql import EVERY_LIST
from tests.store.made import LATER, NOW, OTHER_RUN, RUN, article, taken


def test_whether_a_run_stored_anything(four_listed: Database) -> None:
    taken(four_listed, RUN, 2)
    with four_listed.write() as connection:
        crawl_state.close(connection, [1], crawl_state.State.STORED)
        assert crawl_state.any_stored_by(connection, RUN)
        assert not crawl_state.any_stored_by(connection, OTHER_RUN)


def test_an_answer_to_an_earlier_run_is_none_to_this_one(four_listed: Database) -> None:
    taken(four_listed, RUN)
    with four_listed.write() as connection:
        crawl_state.put_back(connection, 1, "no answer")
    taken(four_listed, OTHER_RUN)
    with four_listed.write() as connection:
        assert crawl_state.unanswered(connection, OTHER_RUN, [1]) == {1}
        assert crawl_state.unanswered(connection, RUN, [1]) == set()


def test_a_run_learns_more_of_what_it_takes_or_will_take(four_listed: Database) -> None:
    taken(four_listed, RUN, 2)
    with four_listed.write() as connection:
        crawl_state.put_back(connection, 1, "no answer")
        crawl_state.look_again(connection, 4, "no such article", NOW, "2025-05-15T23:00:00Z", "2025-05-16T23:00:00Z")
        ids = {1, 2, 3, 4, 5}
        assert crawl_state.pending(connection, RUN, ids, LATER, EVERYTHING) == {2, 3}


DAY, BEFORE = "2025-05-14", "2025-05-13"


@pytest.mark.parametrize(
    ("published", "first_seen", "fetched", "taken"),
    [
        (DAY, NOW, NOW, True),
        (BEFORE, NOW, NOW, False),
        (None, "2025-05-14T00:00:00Z", NOW, True),
        (None, "2025-05-13T23:59:59Z", NOW, False),
        (DAY, NOW, "2025-05-15T00:00:01Z", False),
    ],
    ids=["on the day", "the day before", "undated, shown then", "undated, shown before", "fetched by this run"],
)
def test_which_stored_articles_are_looked_at_again(
    four_listed: Database, published: str | None, first_seen: str, fetched: str, taken: bool
) -> None:
    with four_listed.write() as connection:
        connection.execute(update(candidates).where(candidates.c.article_id == 2).values(first_seen_at=first_seen))
        made = article(2, published_on=published, published_at=None, fetched_at=fetched)
        writer.save(connection, made, 7)
        found = queue.take_known(connection, RUN, 9, LATER, DAY, NOW)
    assert [task.article_id for task in found] == ([2] if taken else [])
    assert all(task.known for task in found)


def test_articles_are_looked_at_again_by_rising_id_and_once_by_a_run(four_listed: Database) -> None:
    with four_listed.write() as connection:
        for number in (3, 1, 2):
            writer.save(connection, article(number, fetched_at=NOW), 7)
        found = [[task.article_id for task in queue.take_known(connection, RUN, 2, LATER, DAY, NOW)] for _ in range(3)]
    assert found == [[1, 2], [3], []]


@pytest.mark.parametrize(("now", "taken"), [("2025-05-15T00:09:59Z", []), ("2025-05-15T00:10:00Z", [1])])
def test_a_candidate_is_due_at_its_instant(four_listed: Database, now: str, taken: list[int]) -> None:
    with four_listed.write() as connection:
        crawl_state.look_again(connection, 1, "none", NOW, "2025-05-15T00:10:00Z", LATER)
        assert [task.article_id for task in queue.take(connection, RUN, 1, now) if task.article_id == 1] == taken


def test_each_state_is_counted_apart(four_listed: Database) -> None:
    with four_listed.write() as connection:
        guessed_ids.guess(connection, [7, 8], NOW)
        guessed_ids.close_vacant(connection, 7, "none", for_good=True)
        crawl_state.close(connection, [1], crawl_state.State.GONE, "none")
        crawl_state.close(connection, [2], crawl_state.State.ASIDE, "no layout")
        crawl_state.look_again(connection, 3, "none", NOW, LATER, LATER)
        counted = crawl_state.census(connection)
    assert counted == {"gone": 1, "gone_at_first_look": 1, "set_aside": 1, "open": 3, "vacant": 1}


def test_what_is_missed_is_open_and_was_not_said_to_be_gone(four_listed: Database) -> None:
    with four_listed.write() as connection:
        crawl_state.look_again(connection, 3, "none", NOW, LATER, LATER)
        crawl_state.close(connection, [2], crawl_state.State.ASIDE, "no layout")
        assert crawl_state.missed(connection, [1, 2, 3]) == {1}
        assert queue.count_missed(connection, EVERY_LIST) == 2
        crawl_state.put_back(connection, 4, "a reset")
        assert [crawl_state.last_error(connection, number) for number in (1, 2, 3, 4)] == [
            None, "no layout", "none", "a reset",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "pending"),
    [
        ("2025-05-14T12:00:00Z", None, {1, 2}),
        ("2025-05-14T12:00:01Z", None, {2}),
        (None, "2025-05-14T00:00:00Z", {1, 2}),
        (None, "2025-05-13T23:59:59Z", {2}),
    ],
    ids=["its last second", "after it", "its first second", "before it"],
)
def test_what_was_read_outside_of_a_span_is_not_asked_for_in_it(
    four_listed: Database, since: str | None, until: str | None, pending: set[int]
) -> None:
    with four_listed.write() as connection:
        queue.take(connection, RUN, 1, NOW)
        crawl_state.leave_unwanted(connection, 1, "2025-05-14T00:00:00Z", "2025-05-14T12:00:00Z")
        assert crawl_state.publication_of(connection, [1, 2]) == {1: ("2025-05-14T00:00:00Z", "2025-05-14T12:00:00Z")}
        span = Span(since=since, until=until)
        assert crawl_state.pending(connection, OTHER_RUN, [1, 2], NOW, span) == pending


def test_what_a_run_holds_is_given_back(four_listed: Database) -> None:
    with four_listed.write() as connection:
        writer.save(connection, article(4, fetched_at=NOW), 7)
        queue.take(connection, RUN, 2, NOW)
        queue.take_known(connection, RUN, 9, LATER, DAY, NOW)
        assert crawl_state.unanswered(connection, RUN, [1, 2, 3, 4]) == {1, 2, 4}
        assert crawl_state.release_some(connection, RUN, [1, 3]) == 1
        assert crawl_state.release(connection, RUN, known=False) == 1
        assert crawl_state.release(connection, RUN, known=True) == 1
        assert crawl_state.unanswered(connection, RUN, [1, 2, 3, 4]) == set()
