"""What the lists of a run showed is forgotten once the run is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from menafn_crawler.discover import run_key
from menafn_crawler.store import Database, open_database, runs, selection_sql
from menafn_crawler.store.schema import shown

BEFORE, NOW, LATER = "2025-05-14T08:00:00Z", "2025-05-14T08:01:00Z", "2025-05-14T08:02:00Z"


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    yield opened
    opened.close()


def begin(database: Database, place: str, alive_until: str) -> int:
    """Begin a run in a data directory of its own, which notes an article."""
    with database.write() as connection:
        run = runs.begin_run(connection, "menafn", {}, BEFORE, place)
        runs.renew_lease(connection, [run], alive_until)
        selection_sql.forget_ended_runs(connection, run, NOW)
        selection_sql.note(connection, run_key(run), [run])
        selection_sql.note(connection, "en/asia", [run])
    return run


def noted(database: Database) -> set[str]:
    with database.read() as connection:
        return set(connection.execute(select(shown.c.list_key)).scalars())


def test_a_run_that_is_over_is_forgotten_when_the_next_one_begins(database: Database) -> None:
    begin(database, "a", BEFORE)
    killed = begin(database, "b", BEFORE)
    assert noted(database) == {run_key(killed), "en/asia"}


def test_a_run_that_is_alive_is_not_forgotten(database: Database) -> None:
    alive = begin(database, "a", LATER)
    begin(database, "b", BEFORE)
    last = begin(database, "c", LATER)
    assert noted(database) == {run_key(alive), run_key(last), "en/asia"}


def test_a_run_that_was_alive_is_forgotten_once_it_is_over(database: Database) -> None:
    alive = begin(database, "a", LATER)
    begin(database, "b", BEFORE)
    with database.write() as connection:
        runs.end_run(connection, alive, 0, {}, NOW, "done")
    last = begin(database, "c", LATER)
    assert noted(database) == {run_key(last), "en/asia"}
