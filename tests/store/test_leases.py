"""Two jobs on one store: an article in progress is asked for by one of them, until its lease ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from menafn_crawler.discover import Selection
from menafn_crawler.store import (
    EVERYTHING,
    Database,
    begin_run,
    crawl_state,
    database_now,
    open_database,
    queue,
    runs,
    writer,
)
from tests.store.made import LATER, NOW, article, listed

SOON, LATE = "2025-05-15T00:00:30Z", "2025-05-15T00:10:00Z"


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    listed(opened, 1, 2, 3, 4)
    yield opened
    opened.close()


def begin(database: Database, place: str, arguments: str = "") -> int:
    with database.write() as connection:
        run = begin_run(connection, "menafn", {"sections": arguments}, NOW, place)
        runs.renew_lease(connection, [run], "2025-05-15T00:01:00Z")
    return run


def take(database: Database, run: int, now: str, count: int = 9) -> list[int]:
    with database.write() as connection:
        return [task.article_id for task in queue.take(connection, run, count, now)]


def test_what_a_living_run_has_in_progress_is_its_own(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there", "asia")
    assert take(database, one, NOW, 2) == [1, 2]
    assert take(database, other, SOON) == [3, 4]
    assert take(database, one, SOON) == []


def test_what_it_could_not_have_is_free_at_once(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there")
    assert take(database, one, NOW, 2) == [1, 2]
    with database.write() as connection:
        crawl_state.put_back(connection, 1, "status 503")
    assert take(database, other, SOON) == [1, 3, 4]


def test_the_lease_of_a_run_without_a_sign_of_life_ends(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there")
    assert take(database, one, NOW, 2) == [1, 2]
    assert sorted(take(database, other, LATE)) == [1, 2, 3, 4]


def test_the_next_run_in_the_same_place_takes_what_a_killed_one_had(database: Database) -> None:
    killed = begin(database, "here")
    assert take(database, killed, NOW, 2) == [1, 2]
    assert sorted(take(database, begin(database, "here"), SOON)) == [1, 2, 3, 4]


def test_a_run_that_ended_leases_nothing(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there")
    assert take(database, one, NOW, 2) == [1, 2]
    with database.write() as connection:
        runs.end_run(connection, one, 3, {}, SOON, "ended early")
    assert sorted(take(database, other, SOON)) == [1, 2, 3, 4]


def test_a_job_that_begins_anew_ends_the_leases_of_its_own_kind_only(database: Database) -> None:
    same, different = begin(database, "here", "asia"), begin(database, "there", "sport")
    assert (take(database, same, NOW, 1), take(database, different, NOW, 1)) == ([1], [2])
    founder = begin(database, "elsewhere", "asia")
    with database.write() as connection:
        runs.end_leases_of_job(connection, founder)
    assert sorted(take(database, founder, SOON)) == [1, 3, 4]


def put_back(database: Database, number: int) -> None:
    with database.write() as connection:
        crawl_state.put_back(connection, number, "status 503")


def test_two_runs_do_not_take_turns_with_what_neither_can_have(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there")
    asked = []
    for run in (one, other) * 4:
        for number in take(database, run, SOON):
            asked.append((run, number))
            put_back(database, number)
    assert asked == [(run, number) for run in (one, other) for number in (1, 2, 3, 4)]


def test_what_a_later_run_was_killed_with_is_free_for_an_earlier_one(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there")
    assert take(database, other, NOW, 2) == [1, 2]
    put_back(database, 1)
    with database.write() as connection:
        runs.renew_lease(connection, [one], "2025-05-15T01:00:00Z")
    assert take(database, one, SOON) == [3, 4]
    assert take(database, one, LATE) == [2], "the lease of the other has ended; the first was answered"


def test_another_look_at_a_stored_article_belongs_to_one_run_too(database: Database) -> None:
    with database.write() as connection:
        writer.save(connection, article(1), 7)
    one, other = begin(database, "here"), begin(database, "there")
    looks = []
    for run in (one, other):
        with database.write() as connection:
            known = queue.take_known(connection, run, 9, SOON, "2025-05-01", LATER)
            looks.append([task.article_id for task in known])
    assert looks == [[1], []]


def test_what_a_worker_returns_is_taken_again_by_its_job(database: Database) -> None:
    job = begin(database, "here")
    assert take(database, job, NOW) == [1, 2, 3, 4]
    put_back(database, 1)
    with database.write() as connection:
        assert crawl_state.release_some(connection, job, [1, 2, 3]) == 2
        assert crawl_state.release_some(connection, job, []) == 0
    assert take(database, job, SOON) == [2, 3]


def test_what_others_have_and_what_is_missed_is_counted_within_the_selection(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there")
    take(database, one, NOW, 3)
    put_back(database, 1)
    few = Selection(ids=(range(1, 3),))
    with database.read() as connection:
        assert queue.count_elsewhere(connection, other, SOON) == 2
        assert queue.count_elsewhere(connection, other, SOON, few) == 1
        assert queue.count_elsewhere(connection, other, LATE) == 0, "the lease has ended"
        assert queue.count_elsewhere(connection, one, SOON) == 0
        assert [queue.count_missed(connection, some) for some in (Selection(), few)] == [4, 2]
    with database.write() as connection:
        crawl_state.look_again(connection, 1, "no such article", NOW, LATE, LATE)
        assert queue.count_missed(connection, few) == 1, "it is said to be gone"


def test_a_run_learns_of_what_another_one_has_in_progress(database: Database) -> None:
    one, other = begin(database, "here"), begin(database, "there")
    take(database, one, NOW, 2)
    put_back(database, 1)
    take(database, other, NOW, 1)
    with database.write() as connection:
        assert crawl_state.to_be_taken(connection, other, [1, 2, 3, 4], SOON) == {2, 3, 4}
        assert crawl_state.pending(connection, other, [1, 2, 3, 4], SOON, EVERYTHING) == {1, 2, 3, 4}
        crawl_state.close(connection, [2], crawl_state.State.STORED)
        assert crawl_state.to_be_taken(connection, other, [1, 2, 3, 4], SOON) == {3, 4}


def test_leases_are_timed_by_the_clock_of_the_database(store_url: str) -> None:
    database = open_database(store_url)
    with database.read() as connection:
        now = database_now(connection)
    database.close()
    if store_url.startswith("sqlite"):
        assert now is None, "its users are on one machine"
    else:
        assert now is not None
        assert now.utcoffset() == timedelta(0)
        assert now.microsecond == 0
        assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_queue_is_in_the_order_in_which_lists_showed_it(store_url: str) -> None:
    database = open_database(store_url)
    listed(database, 7, now="2025-05-14T00:00:00Z")
    listed(database, 9, 3, now="2025-05-12T00:00:00Z")
    listed(database, 1, now="2025-05-13T00:00:00Z")
    assert take(database, begin(database, "here"), NOW) == [3, 9, 1, 7]
    database.close()


@pytest.mark.parametrize(
    ("since", "order"),
    [("2025-05-14T00:00:00Z", [4, 3, 9, 2, 8, 7]), ("2025-05-13T09:00:00Z", [9, 4, 3, 2, 8, 7]),
     ("2025-05-15T00:00:00Z", [4, 3, 9, 2, 8, 7])],
    ids=["today's", "of all lists since then by id", "none since"],
)  # fmt: skip
def test_the_newest_come_before_a_backlog_where_that_is_asked_for(store_url: str, since: str, order: list[int]) -> None:
    database = open_database(store_url)
    listed(database, 7, 8, now="2025-05-13T08:44:27Z")
    listed(database, 2, 9, now="2025-05-13T09:44:27Z")
    listed(database, 3, 4)
    with database.write() as connection:
        tasks = queue.take(connection, 1, 6, NOW, newest_since=since)
    database.close()
    assert [task.article_id for task in tasks] == order
