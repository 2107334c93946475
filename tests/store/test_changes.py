"""The change number rises with published data, by whatever way that changes, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select, text

from menafn_crawler.items import Candidate
from menafn_crawler.store import (
    Database,
    Selection,
    articles,
    change_number,
    change_number_before,
    crawl_state,
    date_queries,
    days_changed,
    open_database,
    queue,
    schema,
    writer,
)
from tests.store.made import LATER, NOW, TEXT, article

EVERYTHING = Selection(copies=True)
BODIES = [f"{TEXT} {TEXT}", f"{TEXT} {TEXT} The work ends in June.", f"{TEXT} {TEXT} The work ends in July, it says."]
LEXICON = [f"{a}{b}{c}" for a in "brstm" for b in "aeiou" for c in ("nd", "rk", "lling", "ster", "p", "ght", "ve")]
DAYS = ["2025-04-30", "2025-05-01", None]


def save(connection: Connection, number: int, body: int, day: int, wire: int) -> None:
    published = f"{DAYS[day]}T08:44:27Z" if DAYS[day] else None
    queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x")], NOW)
    made = article(number, body=BODIES[body], published_on=DAYS[day], published_at=published, provider=f"Wire {wire}")
    writer.save(connection, replace(made, fetched_at=f"2025-06-01T00:00:{body}{wire}Z"), 7)


def redate(connection: Connection, number: int, day: int) -> None:
    known = articles.get(connection, number)
    if known is not None:
        published = f"{DAYS[day]}T09:00:00Z" if DAYS[day] else None
        date_queries.save_date(connection, replace(known, published_on=DAYS[day], published_at=published))


def show(connection: Connection, number: int, section: str) -> None:
    queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x", section)], NOW)


def fail(connection: Connection, number: int) -> None:
    crawl_state.put_back(connection, number, "status 503")


number, index = st.integers(1, 4), st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just(save), st.tuples(number, index, index, st.integers(0, 1))),
        st.tuples(st.just(redate), st.tuples(number, index)),
        st.tuples(st.just(show), st.tuples(number, st.sampled_from(["asia", "economy"]))),
        st.tuples(st.just(fail), st.tuples(number)),
    ),
    max_size=12,
)


def published(connection: Connection) -> dict[tuple[int, bool], dict[str, Any]]:
    """Every record as it is published, alone and as the head of its story; but for the time of the last look."""
    return {
        (one.article_id, copies): one._asdict() | {"fetched_at": None, "source_url": None}  # type: ignore[attr-defined]
        for copies in (True, False)
        for one in articles.iterate_stored(connection, Selection(copies=copies))
    }


def check(database: Database, step: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    with database.read() as connection:
        before, was = published(connection), change_number(connection)
    with database.write() as connection:
        step(connection, *arguments)
    with database.read() as connection:
        after, now = published(connection), change_number(connection)
        changed = {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        numbered = {
            one.article_id for one in articles.iterate_stored(connection, replace(EVERYTHING, changed_after=was))
        }
        days = days_changed(connection, was)
    assert changed <= numbered
    assert (now > was) == bool(numbered)
    assert {rows[k]["published_on"] for rows in (before, after) for k in rows if k[0] in changed} <= days


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_every_change_of_a_published_record_is_numbered(steps: list[Any]) -> None:
    database = open_database("sqlite://")
    for step, arguments in steps:
        check(database, step, arguments)
    database.close()


def test_the_same_on_each_database(store_url: str) -> None:
    database = open_database(store_url)
    steps: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
        (save, (1, 0, 1, 0)),
        (save, (2, 0, 1, 1)),
        (save, (3, 1, 1, 0)),
        (save, (3, 2, 1, 0)),
        (redate, (2, 0)),
        (show, (1, "asia")),
        (fail, (4,)),
    ]
    for step, arguments in steps:
        check(database, step, arguments)
    database.close()


def test_an_unchanged_look_moves_only_the_time_of_the_look(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        show(connection, 1, "asia")
        writer.save(connection, article(1), 7)
        was = change_number(connection)
    with database.write() as connection:
        writer.save(connection, article(1, fetched_at=LATER), 7)
        assert change_number(connection) == was > 0
        known = articles.get(connection, 1)
    assert known is not None
    assert known.fetched_at == LATER
    database.close()


def test_a_story_whose_latest_take_is_corrected_is_changed_with_it(store_url: str) -> None:
    database = open_database(store_url)
    first, later = "2025-05-14T08:00:00Z", "2025-05-14T09:00:00Z"
    body = " ".join(Random(1).choices(LEXICON, k=120))
    with database.write() as connection:
        for one, at, said in ((1, first, body), (2, later, f"{body} will be updated")):
            show(connection, one, "asia")
            writer.save(connection, article(one, published_at=at, body=said), 7)
        takes = connection.execute(select(schema.articles.c.latest_take)).scalars().all()
    assert takes == [2, None]
    with database.read() as connection:
        was = change_number(connection)
    with database.write() as connection:
        writer.save(connection, article(2, published_at=later, body=f"{body} will be updated", title="Corrected"), 7)
    with database.read() as connection:
        ids = [one.article_id for one in articles.iterate_stored(connection, Selection(changed_after=was))]
    assert ids == [1]
    database.close()


def test_one_number_per_transaction_and_the_time_of_each(store_url: str) -> None:
    database = open_database(store_url)
    for numbers in ((1, 2), (3,)):
        with database.write() as connection:
            for one in numbers:
                save(connection, one, one % 3, 1, 0)
    with pytest.raises(KeyError), database.write() as connection:
        save(connection, 4, 0, 1, 0)
        raise KeyError
    with database.read() as connection:
        assert change_number(connection) == 2
        times = connection.execute(text("SELECT changed_at FROM changes ORDER BY number")).scalars().all()
        assert change_number_before(connection, times[0]) == 0
        assert change_number_before(connection, "2999-01-01T00:00:00Z") == 2
    database.close()


def test_the_days_that_changed_are_found_by_the_index_of_changes() -> None:
    """At a million articles the index of days takes two seconds."""
    database = open_database("sqlite://")
    sent: list[tuple[str, Any]] = []
    with database.read() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda c, cursor, text, values, *_: sent.append((text, values))
        )
        days_changed(connection, 7)
        plans = [
            row[3] for one in list(sent) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1])
        ]
    database.close()
    assert [plan for plan in plans if "articles_by_change" in plan]
    assert not [plan for plan in plans if plan.startswith("SCAN")]
