"""What was set aside for a reason that no longer holds; what a run has taken and nobody answered for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from menafn_crawler.items import Candidate
from menafn_crawler.store import articles, queue
from menafn_crawler.store.database import Database, open_database
from tests.store.made import article, listed

NOW = "2025-05-14T08:44:27Z"


def test_only_what_was_set_aside_for_the_reason_is_open_again(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        listed = [Candidate(number, f"https://menafn.com/{number}/x") for number in (1, 2, 3, 4)]
        queue.remember(connection, listed, NOW)
        queue.settle(connection, 1, queue.State.ASIDE, "a shell")
        queue.settle(connection, 2, queue.State.ASIDE, "no layout")
        queue.settle(connection, 3, queue.State.GONE, "a shell")
        assert queue.reopen(connection, "a shell") == 1
        assert [task.article_id for task in queue.take(connection, 1, 9, NOW)] == [1, 4]
        assert queue.reopen(connection, "a shell") == 0
    database.close()


RUN, OTHER_RUN = 1, 2
LATER = "2025-05-14T09:44:27Z"


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    listed(opened, 1, 2, 3, 4)
    yield opened
    opened.close()


def taken(database: Database, run: int, count: int = 9) -> list[int]:
    with database.write() as connection:
        return [task.article_id for task in queue.take(connection, run, count, LATER)]


def test_what_was_taken_and_not_answered_can_be_taken_again(database: Database) -> None:
    assert taken(database, RUN) == [1, 2, 3, 4]
    with database.write() as connection:
        queue.put_back(connection, 1, "no answer")
        queue.settle(connection, 2, queue.State.GONE, "no such article")
        assert queue.unanswered(connection, RUN, [1, 2, 3]) == {3}
        assert queue.release(connection, RUN, known=False) == 2
    assert taken(database, RUN) == [3, 4]
    assert taken(database, OTHER_RUN) == [1, 3, 4], "what is put back is the next run's"


def test_whether_a_run_stored_anything(database: Database) -> None:
    taken(database, RUN, 2)
    with database.write() as connection:
        queue.settle(connection, 1, queue.State.STORED)
        assert queue.any_stored_by(connection, RUN)
        assert not queue.any_stored_by(connection, OTHER_RUN)


def test_an_answer_to_an_earlier_run_is_none_to_this_one(database: Database) -> None:
    taken(database, RUN)
    with database.write() as connection:
        queue.put_back(connection, 1, "no answer")
    taken(database, OTHER_RUN)
    with database.write() as connection:
        assert queue.unanswered(connection, OTHER_RUN, [1]) == {1}
        assert queue.unanswered(connection, RUN, [1]) == set()


def test_a_run_learns_more_of_what_it_takes_or_will_take(database: Database) -> None:
    taken(database, RUN, 2)
    with database.write() as connection:
        queue.put_back(connection, 1, "no answer")
        queue.look_again(connection, 4, "no such article", "2025-05-14T23:00:00Z")
        ids = {1, 2, 3, 4, 5}
        assert queue.pending(connection, RUN, ids, LATER, queue.EVERYTHING) == {2, 3}


@pytest.mark.parametrize(("known", "released"), [(True, 2), (False, 1)])
def test_another_look_that_nobody_took_is_taken_again_where_it_is_asked_for(
    database: Database, known: bool, released: int
) -> None:
    with database.write() as connection:
        for number in (1, 2):
            articles.save(connection, article(number, body=f"A text of its own about matter {number}."), 7)
        looked_at = queue.take_known(connection, RUN, 9, "2025-05-01", LATER)
        assert [task.article_id for task in looked_at] == [1, 2]
        queue.note_look(connection, 1)
        assert taken_of(connection, 3) == [3]
        assert queue.release(connection, RUN, known=known) == released


def taken_of(connection: Connection, number: int) -> list[int]:
    return [task.article_id for task in queue.take(connection, RUN, 1, LATER) if task.article_id == number]
