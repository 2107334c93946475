"""Stories of a whole store decided again, and overruled by an analyst."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from menafn_crawler.deduplicate import Overrides
from menafn_crawler.store import Database, Decision, DecisionChange, decide_again, open_database, overrule
from menafn_crawler.store.schema import articles as rows
from tests.store.test_duplicates import BASE, DAYS, GROUP, ONE, WANTED, prose, relations, save, told


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = open_database(store_url)
    yield database
    database.close()


def overruled(database: Database, overrides: Overrides) -> list[DecisionChange]:
    with database.write() as connection:
        return overrule(connection, overrides, DAYS)


def pair(one: int, other: int) -> frozenset[tuple[int, int]]:
    return frozenset({(BASE + one, BASE + other)})


def test_deciding_again_changes_nothing_where_the_rule_is_the_same(database: Database) -> None:
    save(database, *GROUP)
    with database.write() as connection:
        assert decide_again(connection, DAYS) == []
    assert relations(database) == WANTED


def test_a_store_of_another_rule_is_put_right(database: Database) -> None:
    """Another version had other hashes and took article 5 for a copy."""
    save(database, *GROUP)
    with database.write() as connection:
        wrong = {"duplicate_of": BASE + 1, "duplicate_kind": "near_text", "content_hash": "0" * 64}
        connection.execute(update(rows).where(rows.c.article_id == BASE + 5).values(wrong))
        changes = decide_again(connection, DAYS)
    assert changes == [DecisionChange(BASE + 5, Decision(BASE + 1, "near_text"), Decision(None, None))]
    assert relations(database) == WANTED


def test_a_pair_kept_apart_is_two_stories_until_it_is_taken_back(database: Database) -> None:
    copy = told(3, "Trend", ONE, hour=10)
    save(database, GROUP[0], copy)
    changes = overruled(database, Overrides(apart=pair(1, 3)))
    assert [(change.article_id - BASE, change.after.head) for change in changes] == [(3, None)]
    assert relations(database) == {}
    save(database, copy)
    assert relations(database) == {}
    assert overruled(database, Overrides(apart=pair(1, 3))) == []
    assert [change.article_id - BASE for change in overruled(database, Overrides())] == [3]
    assert relations(database) == {3: (1, "same_text")}


def test_a_pair_taken_for_one_story_is_one_until_it_is_taken_back(database: Database) -> None:
    save(database, *GROUP)
    overruled(database, Overrides(together=pair(1, 5)))
    assert relations(database) == WANTED | {5: (1, "near_text")}
    with database.write() as connection:
        assert decide_again(connection, DAYS) == []
    overruled(database, Overrides())
    assert relations(database) == WANTED


def test_articles_that_are_not_stored_are_left_out(database: Database) -> None:
    save(database, told(1, "KUNA", prose(1)))
    both = Overrides(apart=pair(1, 70), together=pair(1, 71) | pair(72, 73))
    assert overruled(database, both) == []
    assert relations(database) == {}


def test_the_share_of_a_copy_is_stored(database: Database) -> None:
    save(database, *GROUP)
    with database.read() as connection:
        shares = dict(
            connection.execute(rows.select().with_only_columns(rows.c.article_id, rows.c.duplicate_share)).all()
        )
    assert (shares[BASE + 1], shares[BASE + 3], shares[BASE + 5]) == (None, 1.0, None)
    assert 0.5 <= shares[BASE + 2] < 0.8
    assert shares[BASE + 4] == pytest.approx(0.5, abs=0.01)
