"""Groups of articles: stored as one by one, in one transaction, whatever kills or fails in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, text

from menafn_crawler.items import Article
from menafn_crawler.store import (
    Capture,
    Change,
    Database,
    Selection,
    Writer,
    WriteRequest,
    articles,
    captures_of,
    change_number,
    history,
    open_database,
    writer,
)
from tests.store.made import LATER, TEXT, article, listed

LEXICON = [f"{a}{b}{c}" for a in "brstm" for b in "aeiou" for c in ("nd", "rk", "lling", "ster", "p", "ght", "ve")]


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    yield opened
    opened.close()


def capture(offset: int) -> Capture:
    return Capture("menafn.warc.gz", offset, LATER, 200, "https://menafn.com/1/x")


def write(database: Database, *made: Article) -> list[Change]:
    listed(database, *{one.article_id for one in made})
    return [result.change for result in Writer(database, 7).write([WriteRequest(one) for one in made])]


def tables(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that storing writes, but for numbers that count transactions or texts."""
    with database.read() as connection:
        stored: list[Any] = sorted(articles.iterate_stored(connection, Selection(copies=True)))
        past = history.revisions_of(connection, [int(one[0]) for one in stored])
        names = ("article_id, state, attempts, answered_to FROM candidates", "content_hash, runs FROM texts")
        return {
            "articles": stored,
            "history": sorted((number, len(events)) for number, events in past.items()),
            **{name: sorted(map(tuple, connection.execute(text(f"SELECT {name}"))), key=repr) for name in names},
        }


def stories(seed: int, count: int) -> list[Article]:
    """Articles of few texts by few wires, some of them twice with another title."""
    chance = Random(seed)
    bodies = [" ".join(chance.choices(LEXICON, k=60)) for _ in range(3)]
    made = []
    for _ in range(count):
        number, wire, hour = chance.randint(1, 6), chance.randint(0, 2), chance.randint(1, 9)
        said = article(number, body=chance.choice(bodies), provider=f"Wire {wire}", provider_code=None)
        at = f"2025-05-14T0{hour}:00:00Z"
        made.append(replace(said, published_at=at, title=chance.choice(("A headline", "Another")), fetched_at=at))
    return made


@pytest.mark.parametrize("seed", range(6))
def test_a_group_is_stored_as_its_articles_one_by_one(database: Database, seed: int) -> None:
    made = stories(seed, 14)
    one_by_one = open_database("sqlite://")
    for each in (database, one_by_one):
        listed(each, *range(1, 7))
    changes = [write(one_by_one, one)[0] for one in made]
    assert write(database, *made[:9]) + write(database, *made[9:]) == changes
    assert tables(database) == tables(one_by_one)
    one_by_one.close()


def test_results_come_in_order_with_sections_and_relations(database: Database) -> None:
    copy = article(2, provider="Zawya", provider_code=None, published_at="2025-05-14T09:00:00Z")
    listed(database, 1, 2, 3)
    made = [copy, article(1), article(3, body=f"{TEXT} Three.")]
    results = Writer(database, 7).write([WriteRequest(one) for one in made])
    stored = [(one.article.article_id, one.article.duplicate_of, one.article.sections) for one in results]
    assert stored == [(2, 1, ("asia",)), (1, None, ("asia",)), (3, None, ("asia",))]
    with database.read() as connection:
        assert [articles.get(connection, one.article.article_id) for one in results] == [one.article for one in results]


@contextmanager
def failing_at(database: Database, number: int) -> Iterator[None]:
    """Let the statement of this number fail, as a process that is killed before it."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            raise KeyboardInterrupt

    event.listen(database._engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(database._engine, "before_cursor_execute", count)


def test_article_captures_fingerprint_and_state_are_stored_together_or_not_at_all(database: Database) -> None:
    listed(database, 1, 2)
    made = [article(1, body=f"{TEXT} {TEXT}"), article(2, body=f"{TEXT} Two. {TEXT}")]
    group = [WriteRequest(one, (capture(one.article_id),)) for one in made]
    before = tables(database)
    for number in range(1, 40):
        with failing_at(database, number):
            try:
                Writer(database, 7).write(group)
            except KeyboardInterrupt:
                interrupted = True
            else:
                interrupted = False
        if not interrupted:
            break
        assert tables(database) == before, f"interrupted before statement {number}"
        with database.read() as connection:
            assert captures_of(connection, 1) == []
            assert change_number(connection) == 0
    assert number > 8, "a group is more than a few statements"
    with database.read() as connection:
        assert [one.offset for one in captures_of(connection, 1)] == [1]
        assert connection.execute(text("SELECT state FROM candidates")).scalars().all() == ["stored", "stored"]


def test_a_group_costs_few_statements_whatever_its_size(database: Database) -> None:
    sent: list[str] = []
    listed(database, *range(1, 33))
    event.listen(database._engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    chance = Random(1)
    bodies = [" ".join(chance.choices(LEXICON, k=80)) for _ in range(32)]
    Writer(database, 7).write([WriteRequest(article(n + 1, body=body)) for n, body in enumerate(bodies)])
    assert len(sent) <= 22


def test_an_unchanged_look_decides_no_story_again(database: Database) -> None:
    write(database, article(1), article(2, provider="Zawya", provider_code=None))
    asked: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert write(database, article(2, provider="Zawya", provider_code=None, fetched_at=LATER)) == [Change.UNCHANGED]
    assert not any("likenesses" in one or "bands" in one for one in asked)
    with database.read() as connection:
        known = articles.get(connection, 2)
    assert known is not None
    assert (known.duplicate_of, known.fetched_at) == (1, LATER)


def test_history_is_in_the_order_of_its_numbers(database: Database) -> None:
    titles = [f"Title {number}" for number in range(12)]
    for number, title in enumerate(titles):
        write(database, article(1, title=title, fetched_at=f"2025-06-{number + 1:02}T00:00:00Z"))
    with database.write() as connection:
        _shuffle_history(connection)
    with database.read() as connection:
        kept = history.revisions_of(connection, [1])[1]
        numbers = connection.execute(select(text("count(*)")).select_from(text("history"))).scalar_one()
    assert numbers == len(titles)
    assert [one.title for one in kept] == titles


def test_the_last_event_of_a_history_is_that_with_the_highest_number(database: Database) -> None:
    write(database, article(1))
    with database.write() as connection:
        assert writer.note_vanished(connection, 1, "2025-06-01T00:00:00Z")
    assert write(database, article(1, fetched_at="2025-06-02T00:00:00Z")) == [Change.RETURNED]
    with database.write() as connection:
        _shuffle_history(connection)
        past = history.past_of(connection, [1])[1]
    assert (past.last, past.count) == (history.Event.RETURNED, 3)


def _shuffle_history(connection: Connection) -> None:
    """Lay the rows down in another order than they were noted in."""
    rows = connection.execute(text("SELECT * FROM history ORDER BY number DESC")).mappings().all()
    connection.execute(text("DELETE FROM history"))
    for row in rows:
        names = ", ".join(row.keys())
        connection.execute(
            text(f"INSERT INTO history ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), dict(row)
        )
