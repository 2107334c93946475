"""What the store says of the dates around an article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from menafn_crawler.bounds import KEY_BYTES
from menafn_crawler.store import Database, date_queries, open_database
from menafn_crawler.store.schema import articles as table
from tests.export.samples import fill
from tests.store.made import article

ID = 1109547045
REACH = 20_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'menafn.db'}")
    yield opened
    opened.close()


def certain(database: Database, *ids: int) -> None:
    with database.write() as connection:
        connection.execute(update(table).where(table.c.article_id.in_(ids)).values(date_certain=True))


def at(minute: int) -> str:
    return f"2025-05-14T08:{minute:02}:00Z"


def test_the_nearest_eight_of_each_side_are_asked_and_never_the_article_itself(database: Database) -> None:
    ids = range(ID - 10, ID + 11)
    fill(database, *(article(number, published_at=at(number - ID + 20)) for number in ids))
    certain(database, *ids)
    with database.read() as connection:
        found = dict(date_queries.certain_neighbours(connection, ID))
    assert sorted(found) == [*range(ID - 8, ID), *range(ID + 1, ID + 9)]
    assert found[ID - 8] == datetime.fromisoformat(at(12))


@pytest.mark.parametrize("distance", [REACH, -REACH])
def test_times_of_articles_within_reach_and_between_both_instants_by_rising_id(
    database: Database, distance: int
) -> None:
    beyond = distance + (1 if distance > 0 else -1)
    made = [(ID + distance, 10), (ID + beyond, 15), (ID, 20), (ID + 1, 21), (ID - 1, 9), (ID + 2, 15)]
    fill(database, *(article(number, published_at=at(minute)) for number, minute in made))
    with database.read() as connection:
        found = [number for number, _ in date_queries.times_between(connection, ID, at(10), at(20))]
    assert found == sorted([ID + distance, ID, ID + 2])


def test_a_providers_other_articles_come_by_falling_id_and_no_more_than_200(database: Database) -> None:
    ids = [ID - REACH - 1, ID - REACH, *range(ID - 100, ID + 120), ID + REACH, ID + REACH + 1]
    fill(database, *(article(number, provider="Other" if number == ID + 5 else "KUNA") for number in ids))
    with database.read() as connection:
        found = [number for number, _, _ in date_queries.provider_times(connection, article(ID, provider="KUNA"))]
        few = [number for number, _, _ in date_queries.provider_times(connection, article(ID + 6, provider="Other"))]
    own = [number for number in sorted(ids, reverse=True) if abs(number - ID) <= REACH and number not in (ID, ID + 5)]
    assert found == own[:200]
    assert few == [ID + 5]


def test_articles_with_a_certain_date_that_were_fetched_before_a_run_come_by_falling_id(database: Database) -> None:
    fetched = {ID: at(1), ID + 1: at(2), ID + 2: at(3), ID + 3: at(1)}
    fill(database, *(article(number, fetched_at=when) for number, when in fetched.items()))
    certain(database, ID, ID + 1, ID + 2)
    with database.write() as connection:
        connection.execute(update(table).where(table.c.article_id == ID + 3).values(date_certain=False))
        found = [[n for n, _ in date_queries.certain_before(connection, at(3), count)] for count in (9, 1)]
    assert found == [[ID + 1, ID], [ID + 1]]


def test_a_stale_date_is_remembered_once_and_one_too_long_for_a_key_is_not(database: Database) -> None:
    longest = "é" * (KEY_BYTES // 2)
    with database.write() as connection:
        for _ in range(2):
            date_queries.remember_stale(connection, ["14 May 2025", longest, f"{longest}x"], at(0))
        assert date_queries.known_stale(connection) == {"14 May 2025", longest}
