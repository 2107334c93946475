"""Workers that write to one PostgreSQL store at the same time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from itertools import combinations

import pytest
from sqlalchemy import select

from menafn_crawler.items import Candidate
from menafn_crawler.store import candidates, crawl_state, history, open_database, queue, sightings, store_id, writer
from menafn_crawler.store.schema import articles as articles_table
from tests.servers import PostgreSQL
from tests.store.made import NOW, TEXT, article, listed

WORKERS = 3
NUMBERS = range(1, 61)
LISTS, LISTED = 10, 300
DAYS = 7


@pytest.fixture
def store(postgresql_server: PostgreSQL) -> str:
    return postgresql_server.new_database()


def at_once(work: Callable[..., None], store: str) -> list[int | None]:
    """Exit codes of processes that do the same work, each knowing its number."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(WORKERS)
    processes = [context.Process(target=work, args=(store, number, start)) for number in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    return [process.exitcode for process in processes]


def open_and_remember(store: str, worker: int, start: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    database = open_database(store)
    for number in range(LISTS):
        ids = range(number * LISTED, (number + 1) * LISTED)[
            :: 1 if worker % 2 else -1
        ]  # lists show them in other orders
        shown = [Candidate(one, f"https://menafn.com/{one}/x", f"s{worker}") for one in ids]
        start.wait()  # type: ignore[attr-defined]
        with database.write() as connection:
            queue.remember(connection, shown, NOW)
    database.close()


def take_all(store: str, worker: int, start: object) -> None:
    database = open_database(store)
    mine = []
    start.wait()  # type: ignore[attr-defined]
    while True:
        with database.write() as connection:
            tasks = queue.take(connection, 1, 4, NOW)
        if not tasks:
            break
        mine += [task.article_id for task in tasks]
    with database.write() as connection:
        for number in mine:
            crawl_state.put_back(connection, number, f"worker {worker}")
    database.close()


def tell_and_correct(store: str, worker: int, start: object) -> None:
    """Every article by every worker, all with one text, then with one of the worker's own, in other orders."""
    database = open_database(store)
    start.wait()  # type: ignore[attr-defined]
    numbers = [*NUMBERS][:: 1 if worker % 2 else -1]
    for text in (TEXT, f"{TEXT} So worker {worker} has heard.", TEXT):
        for number in numbers[:20]:
            told = article(number, body=text, provider=f"Wire {number % 5}", provider_code=None)
            with database.write() as connection:
                writer.save(connection, told, DAYS)
    database.close()


def test_lists_that_show_the_same_articles_are_remembered_once(store: str) -> None:
    assert at_once(open_and_remember, store) == [0] * WORKERS
    database = open_database(store)
    with database.read() as connection:
        assert len(connection.execute(select(sightings)).all()) == LISTS * LISTED * WORKERS
        assert crawl_state.census(connection)["open"] == LISTS * LISTED
    with database.write() as connection:
        assert store_id(connection) == store_id(connection)
    database.close()


def test_each_candidate_is_taken_by_one_worker(store: str) -> None:
    database = open_database(store)
    listed(database, *NUMBERS)
    assert at_once(take_all, store) == [0] * WORKERS
    with database.read() as connection:
        rows = connection.execute(select(candidates.c.attempts)).scalars().all()
    database.close()
    assert rows == [1] * len(NUMBERS), "each was taken, and answered for once"


def test_articles_that_tell_one_story_are_saved_at_once_without_losing_a_relation(store: str) -> None:
    database = open_database(store)
    listed(database, *NUMBERS)
    assert at_once(tell_and_correct, store) == [0] * WORKERS
    with database.read() as connection:
        columns = (articles_table.c.article_id, articles_table.c.provider, articles_table.c.duplicate_of)
        rows = connection.execute(select(*columns, articles_table.c.revision)).all()
        kept = history.revisions_of(connection, [row.article_id for row in rows])
    database.close()
    assert len(rows) == 2 * 20, "the workers began at either end"
    heads = [row for row in rows if row.duplicate_of is None]
    assert all(a.provider == b.provider for a, b in combinations(heads, 2)), "all others say what was said first"
    assert all(kept[row.article_id][-1].revision == row.revision for row in rows if row.revision > 1)
