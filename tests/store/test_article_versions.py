"""What was published after a change is known whatever happened later, and the changes since lead from it to now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from menafn_crawler.items import Candidate, StoredArticle
from menafn_crawler.store import (
    Database,
    Selection,
    articles,
    change_number,
    date_queries,
    iterate_as_of,
    iterate_changes,
    number_at,
    open_database,
    queue,
    writer,
)
from tests.store.made import NOW, TEXT, article

SELECTIONS = [Selection(), Selection(copies=True), Selection(sections=("asia",)), Selection(providers=("wire 1",))]
BODIES = [f"{TEXT} {TEXT}", f"{TEXT} {TEXT} The work ends in June.", "Another story about ships and grain. " * 6]
DAYS = ["2025-04-30", "2025-05-01", None]


def step(database: Database, chance: Random) -> None:
    """Store, correct, look at, redate or list one of a few articles."""
    number, day = chance.randint(1, 4), chance.choice(DAYS)
    at = f"{day}T08:44:27Z" if day else None
    with database.write() as connection:
        known = articles.get(connection, number)
        kind = chance.randint(0, 3)
        if kind < 2 or known is None:
            look = f"2025-06-01T00:00:{chance.randint(0, 59):02}Z"
            made = article(number, body=chance.choice(BODIES), published_on=day, published_at=at, fetched_at=look)
            queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x")], NOW)
            writer.save(connection, replace(made, provider=f"Wire {number % 3}"), 7)
        elif kind == 2:
            date_queries.save_date(connection, replace(known, published_on=day, published_at=at))
        else:
            section = chance.choice(["asia", "economy"])
            queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x", section)], NOW)


def published(database: Database, selection: Selection) -> list[StoredArticle]:
    with database.read() as connection:
        return list(articles.iterate_stored(connection, selection))


def replayed(copy: list[StoredArticle], database: Database, selection: Selection, since: int) -> list[StoredArticle]:
    """A copy made after change *since*, brought up to date by what changed."""
    records = {one.article_id: one for one in copy}
    with database.read() as connection:
        for changed in iterate_changes(connection, selection, since):
            if changed.change in ("merged", "removed"):
                assert records.pop(changed.article.article_id)
            else:
                records[changed.article.article_id] = changed.article
    return [record for _, record in sorted(records.items())]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6))
def test_every_earlier_state_is_known_and_the_changes_lead_to_the_present_one(seed: int) -> None:
    chance, database = Random(seed), open_database("sqlite://")
    kept: list[tuple[int, list[list[StoredArticle]]]] = []
    for _ in range(10):
        step(database, chance)
        with database.read() as connection:
            number = change_number(connection)
        kept.append((number, [published(database, selection) for selection in SELECTIONS]))
    for number, states in kept:
        for selection, state in zip(SELECTIONS, states, strict=True):
            with database.read() as connection:
                assert list(iterate_as_of(connection, selection, number)) == state
            assert replayed(state, database, selection, number) == published(database, selection)
    database.close()


def test_on_each_database(store_url: str) -> None:
    chance, database = Random(7), open_database(store_url)
    for _ in range(12):
        step(database, chance)
    with database.read() as connection:
        number = change_number(connection)
    before = published(database, Selection())
    for _ in range(12):
        step(database, chance)
    with database.read() as connection:
        assert list(iterate_as_of(connection, Selection(), number)) == before
        assert list(iterate_as_of(connection, Selection(), 0)) == []
        assert number_at(connection, "2000-01-01T00:00:00Z") == 0
        assert number_at(connection, "2999-01-01T00:00:00Z") == change_number(connection)
    assert replayed(before, database, Selection(), number) == published(database, Selection())
    database.close()


def save(database: Database, number: int, **values: Any) -> None:
    with database.write() as connection:
        queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x")], NOW)
        writer.save(connection, article(number, **values), 7)


LATER = {"fetched_at": "2025-07-01T00:00:00Z"}
HEAD = {"body": BODIES[0], "provider": "Wire 1", "published_at": "2025-05-14T08:00:00Z"}
COPY = {"body": BODIES[0], "provider": "Wire 2", "published_at": "2025-05-14T09:00:00Z"}
CHANGES: dict[str, Callable[[Database], None]] = {
    "new": lambda database: save(database, 3, body="Bakers in the old town opened at dawn. " * 8),
    "corrected": lambda database: save(database, 1, **{**HEAD, "title": "Harbour widened again"}, **LATER),
    "merged": lambda database: save(database, 2, **COPY, **LATER),
    "vanished": lambda database: _vanish(database),
    "updated": lambda database: _show(database),
}


def _vanish(database: Database) -> None:
    with database.write() as connection:
        writer.note_vanished(connection, 1, "2999-01-01T00:00:00Z")


def _show(database: Database) -> None:
    with database.write() as connection:
        queue.remember(connection, [Candidate(1, "https://menafn.com/1/x", "asia")], NOW)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_named(change: str) -> None:
    database = open_database("sqlite://")
    save(database, 1, **HEAD)
    save(database, 2, **{**COPY, "body": BODIES[2]})
    with database.read() as connection:
        number = change_number(connection)
    CHANGES[change](database)
    with database.read() as connection:
        found = list(iterate_changes(connection, Selection(), number))
    assert change in {one.change for one in found}
    assert all(one.changed_at.endswith("Z") for one in found)
    database.close()


def test_a_look_that_finds_nothing_new_changes_no_published_record() -> None:
    database = open_database("sqlite://")
    save(database, 1, **HEAD)
    before = published(database, Selection())
    save(database, 1, **HEAD, **LATER)
    assert published(database, Selection()) == before
    with database.read() as connection:
        known = articles.get(connection, 1)
    assert known is not None
    assert known.fetched_at == LATER["fetched_at"]
    database.close()


def test_a_store_made_anew_and_one_brought_up_to_date_keep_versions(store_url: str) -> None:
    database = open_database(store_url)
    with database.read() as connection:
        assert "article_versions" in inspect(connection).get_table_names()
    database.close()
