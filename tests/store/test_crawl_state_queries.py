"""Queries on crawl state: what is in progress, what a run still waits for, whether it stored anything."""

from __future__ import annotations

from menafn_crawler.store import EVERYTHING, Database, crawl_state
from tests.store.made import LATER, NOW, OTHER_RUN, RUN, taken


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
