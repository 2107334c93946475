"""The least certain merges."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from menafn_crawler.report.uncertain_merges import least_certain
from menafn_crawler.store import Database, open_database
from tests.store.test_duplicates import BASE, ONE, changed, save, told


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = open_database(store_url)
    yield database
    database.close()


def test_the_least_in_common_comes_first(database: Database) -> None:
    save(
        database,
        told(1, "KUNA", ONE),
        told(2, "Trend", changed(ONE, 20), hour=9),
        told(3, "Khaama", changed(ONE, 10), hour=9),
        told(6, "Azer", ONE, hour=10),
    )
    with database.read() as connection:
        found = least_certain(connection)
        first = least_certain(connection, 1)
    assert [merge.copy.article_id - BASE for merge in found] == [3, 2]
    assert first == found[:1]
    (merge,) = first
    assert (merge.original.article_id, merge.original.provider, merge.original.title) == (
        BASE + 1,
        "KUNA",
        "Headline 1",
    )
    assert merge.differing == ()
    assert merge.original.excerpt.endswith(" ...")
    assert len(merge.original.excerpt) <= 324


def test_a_store_without_copies_has_none(database: Database) -> None:
    save(database, told(1, "KUNA", ONE))
    with database.read() as connection:
        assert least_certain(connection) == ()
