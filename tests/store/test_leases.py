"""Two jobs on one store: an article in progress is asked for by one of them, until its lease ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from menafn_crawler.store import Database, begin_run, crawl_state, open_database, queue, runs
from tests.store.made import NOW, listed

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


def test_the_queue_is_in_the_order_in_which_lists_showed_it(store_url: str) -> None:
    database = open_database(store_url)
    listed(database, 7, now="2025-05-14T00:00:00Z")
    listed(database, 9, 3, now="2025-05-12T00:00:00Z")
    listed(database, 1, now="2025-05-13T00:00:00Z")
    assert take(database, begin(database, "here"), NOW) == [3, 9, 1, 7]
    database.close()
