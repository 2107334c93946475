"""What the store knows of the pagination of lists."""

from __future__ import annotations

from sqlalchemy import text

from menafn_crawler.discover import WHOLE_LIST, Depth
from menafn_crawler.store import Database, list_progress, open_database
from tests.store.made import listed


def note(database: Database, list_key: str, *ids: int) -> int:
    with database.write() as connection:
        return list_progress.note_shown(connection, list_key, ids)


def test_what_a_list_shows_is_new_to_it_once_whatever_the_store_knows(store_url: str) -> None:
    database = open_database(store_url)
    listed(database, 1, 2, section="asia")
    assert note(database, "en/asia", 1, 2, 2) == 2
    assert note(database, "en/asia", 2, 3) == 1
    assert note(database, "en/asia", 1, 2, 3) == note(database, "en/asia") == 0
    assert note(database, "ar/asia", 1, 2, 3) == 3
    database.close()


def test_a_walk_that_was_begun_and_not_ended_has_come_nowhere(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        assert list_progress.start(connection, "en/asia") is None
        list_progress.finish(connection, "en/asia", WHOLE_LIST)
        assert list_progress.start(connection, "en/asia") == WHOLE_LIST
        assert list_progress.start(connection, "en/asia") is None
        list_progress.finish(connection, "en/asia", Depth(2))
        assert list_progress.start(connection, "en/asia") == Depth(2)
    database.close()


def test_lists_of_a_store_that_did_not_know_are_read_back_once_more(store_url: str) -> None:
    """They may have been left where another list had shown a page."""
    database = open_database(store_url)
    listed(database, 1, 2)
    with database.write() as connection:
        connection.execute(text("DROP TABLE shown"))
        connection.execute(text("UPDATE meta SET value = '4' WHERE key = 'schema_version'"))
    database.close()
    database = open_database(store_url)
    assert note(database, "en/asia", 1, 2) == 2
    database.close()
