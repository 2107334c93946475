"""Two connections to one PostgreSQL store: who waits for whom, and what each sees of the other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from random import Random

import psycopg
import pytest
from sqlalchemy import event, text

from menafn_crawler.items import Article, Candidate
from menafn_crawler.store import (
    Change,
    Database,
    Selection,
    StoreError,
    Timeouts,
    Writer,
    WriteRequest,
    articles,
    change_number,
    lock_articles,
    open_database,
    queue,
)
from menafn_crawler.store.lock_wait_log import LockWatch
from tests.servers import PostgreSQL
from tests.store.made import NOW, article, listed
from tests.store.meanwhile import LONGEST, Meanwhile

LEXICON = [f"{a}{b}{c}" for a in "brstm" for b in "aeiou" for c in ("nd", "rk", "lling", "ster", "p", "ght", "ve")]
PROSE = " ".join(Random(1).choices(LEXICON, k=120))
NEAR = " ".join(f"changed{n}" if n % 8 == 0 else word for n, word in enumerate(PROSE.split()))


@pytest.fixture
def two(postgresql_server: PostgreSQL) -> Iterator[tuple[Database, Database]]:
    """One store, opened twice."""
    url = postgresql_server.new_database()
    stores = open_database(url), open_database(url)
    listed(stores[0], *range(1, 10))
    yield stores
    for store in stores:
        store.close()


def told(number: int, body: str, provider: str, hour: int = 8) -> Article:
    at = f"2025-05-14T{hour:02}:00:00Z"
    return article(number, body=body, provider=provider, provider_code=None, published_at=at, published_on=at[:10])


def save(database: Database, made: Sequence[Article]) -> list[Change]:
    return [result.change for result in Writer(database, 7).write([WriteRequest(one) for one in made])]


def relations(database: Database) -> dict[int, int | None]:
    with database.read() as connection:
        stored = articles.iterate_stored(connection, Selection(copies=True))
        return {row.article_id: row.duplicate_of for row in stored}


def test_a_group_is_stored_while_another_searches_for_its_duplicates(two: tuple[Database, Database]) -> None:
    one, other = two
    slow = Meanwhile(other, "unnest", partial(save, made=[told(1, PROSE, "A")]))
    slow.reach()
    save(one, [told(2, PROSE[::-1], "B")])
    with one.read() as connection:
        assert change_number(connection) == 1, "stored while the other works"
    slow.go()
    assert relations(one) == {1: None, 2: None}


@pytest.mark.parametrize("body", [PROSE, NEAR], ids=["same", "near"])
def test_a_text_stored_between_search_and_lock_is_seen(two: tuple[Database, Database], body: str) -> None:
    one, other = two
    slow = Meanwhile(other, "pg_advisory_xact_lock", partial(save, made=[told(1, PROSE, "A", hour=9)]))
    slow.reach()
    save(one, [told(2, body, "B")])
    slow.go()
    assert relations(one) == {1: 2, 2: None}


def test_an_article_that_another_stores_meanwhile_is_no_new_one(two: tuple[Database, Database]) -> None:
    one, other = two
    slow = Meanwhile(other, "pg_advisory_xact_lock", partial(save, made=[told(1, PROSE, "A")]))
    slow.reach()
    save(one, [told(1, NEAR, "A")])
    slow.go()
    assert slow.result == [Change.CORRECTED]


def test_a_reader_of_a_number_sees_all_that_is_numbered_below(two: tuple[Database, Database]) -> None:
    one, other = two
    slow = Meanwhile(
        other, "UPDATE candidates", partial(save, made=[told(1, PROSE, "A")])
    )  # it has number 1, and is not done
    slow.reach()
    late = threading.Thread(target=save, args=(one, [told(2, PROSE[::-1], "B")]), daemon=True)
    late.start()
    late.join(0.3)
    assert late.is_alive(), "number 2 is not given before number 1 is committed or gone"
    slow.go()
    late.join(LONGEST)
    with one.read() as connection:
        assert change_number(connection) == 2
        numbers = connection.execute(text("SELECT article_id, changed FROM articles ORDER BY article_id")).all()
    assert [tuple(row) for row in numbers] == [(1, 1), (2, 2)]


def test_an_export_taken_beside_a_list_shows_the_section_or_is_behind(two: tuple[Database, Database]) -> None:
    one, other = two
    slow = Meanwhile(other, "INSERT INTO articles", partial(save, made=[told(1, PROSE, "A")]))
    slow.reach()
    shown = threading.Thread(target=show, args=(one, 1, "economy"), daemon=True)
    shown.start()
    shown.join(0.3)
    slow.go()
    shown.join(LONGEST)
    with one.read() as connection:
        assert [row.sections for row in articles.iterate_stored(connection)] == [("asia", "economy")]
        changed = connection.execute(text("SELECT changed FROM articles WHERE article_id = 1")).scalar()
        assert changed == change_number(connection) == 2, "its second change is the new section"


def show(database: Database, number: int, section: str) -> None:
    with database.write() as connection:
        queue.remember(connection, [Candidate(number, f"https://menafn.com/{number}/x", section)], NOW)


def test_a_group_that_ends_a_deadlock_is_stored_at_the_second_try(two: tuple[Database, Database]) -> None:
    one, other = two
    slow = Meanwhile(other, "UPDATE candidates", partial(save, made=[told(1, PROSE, "A")]))
    slow.reach()
    with one.write() as connection:  # in the order in which nothing of ours takes locks
        connection.execute(text("SET LOCAL deadlock_timeout = '20s'"))  # so that the other one is ended
        connection.execute(text("SELECT 1 FROM candidates WHERE article_id = 1 FOR NO KEY UPDATE"))
        threading.Timer(0.3, slow.may_go.set).start()
        lock_articles(connection)
    slow.join(LONGEST)
    assert slow.result == [Change.NEW]
    assert relations(one) == {1: None}


def test_a_reader_sees_one_moment(two: tuple[Database, Database]) -> None:
    one, other = two
    with one.read() as connection:
        assert change_number(connection) == 0
        save(other, [told(1, PROSE, "A")])
        assert change_number(connection) == 0
        assert list(articles.iterate_stored(connection)) == []


def test_who_holds_a_lock_is_logged_while_it_is_waited_for(
    postgresql_server: PostgreSQL, caplog: pytest.LogCaptureFixture
) -> None:
    url = postgresql_server.new_database()
    database = open_database(url, Timeouts(lock=1.5))
    watch = LockWatch(database._engine, after=0.2, look=0.05)
    with psycopg.connect(url.replace("+psycopg", ""), application_name="a shell\n2 INFO: done") as holder:
        holder.execute("LOCK TABLE candidates IN ACCESS EXCLUSIVE MODE")
        pid = holder.info.backend_pid
        with caplog.at_level(logging.WARNING), pytest.raises(StoreError, match="lock timeout"):
            listed(database, 1)
    watch.close()
    database.close()
    (message,) = [record.message for record in caplog.records]
    assert message.startswith("the store has waited 0 s for a lock held by process")
    assert f"process {pid} (a shell?2 INFO: done, idle in transaction, query of 20" in message


def test_once_a_lock_was_not_had_others_are_waited_for_a_short_time(postgresql_server: PostgreSQL) -> None:
    url = postgresql_server.new_database()
    database = open_database(url, Timeouts(lock=0.1))
    with psycopg.connect(url.replace("+psycopg", "")) as holder:
        holder.execute("LOCK TABLE candidates IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreError, match="lock timeout"):
            listed(database, 1)
    with database.write() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "500ms"
    database.close()


def test_the_search_under_the_lock_compares_only_what_is_new(two: tuple[Database, Database]) -> None:
    one, _ = two
    save(one, [told(1, PROSE, "A")])
    asked: list[str] = []
    event.listen(one._engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    save(one, [told(2, NEAR, "B", hour=9)])
    lock = next(place for place, statement in enumerate(asked) if "pg_advisory_xact_lock" in statement)
    signatures = [place for place, statement in enumerate(asked) if "texts.sketch" in statement]
    assert signatures[0] < lock, "the stored text is compared before the lock is had"
    assert sum("min(articles.body)" in statement for statement in asked) == 1
    assert sum("pg_advisory_xact_lock" in statement for statement in asked) == 1, "asked for once in a transaction"
    assert relations(one) == {1: None, 2: 1}
