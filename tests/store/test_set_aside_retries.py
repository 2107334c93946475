"""When a page that could not be read is asked for again: after a day, then weekly, and by a new version."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from menafn_crawler.normalise import utc_text
from menafn_crawler.store import Database, crawl_state, set_aside_retries

SET_ASIDE = datetime(2025, 5, 14, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def reopened(database: Database, at: datetime, version: str = "0.1") -> int:
    with database.write() as connection:
        return set_aside_retries.reopen_due(connection, utc_text(at), version)


def set_aside(database: Database, at: datetime) -> None:
    with database.write() as connection:
        set_aside_retries.set_aside(connection, 1, "no layout", at)


@pytest.fixture
def aside(four_listed: Database) -> Database:
    """A store of which version 0.1 could not read article 1."""
    reopened(four_listed, SET_ASIDE)
    set_aside(four_listed, SET_ASIDE)
    return four_listed


def test_the_first_look_comes_after_a_day_and_the_next_after_a_week(aside: Database) -> None:
    due = SET_ASIDE + set_aside_retries.FIRST_LOOK
    assert (reopened(aside, due - SECOND), reopened(aside, due)) == (0, 1)
    set_aside(aside, due)
    due += set_aside_retries.NEXT_LOOKS
    assert (reopened(aside, due - SECOND), reopened(aside, due), reopened(aside, due)) == (0, 1, 0)


def test_a_new_version_looks_at_once_and_only_once(aside: Database) -> None:
    assert reopened(aside, SET_ASIDE, "0.2") == 1
    set_aside(aside, SET_ASIDE)
    assert reopened(aside, SET_ASIDE, "0.2") == 0


def test_pages_of_a_bad_day_are_open_again_at_once(aside: Database) -> None:
    with aside.write() as connection:
        set_aside_retries.reopen(connection, [1, 2])
        assert crawl_state.census(connection)["set_aside"] == 0


def test_pages_of_a_bad_day_are_opened_by_number(aside: Database) -> None:
    with aside.write() as connection:
        set_aside_retries.reopen(connection, [2, 3])
        assert crawl_state.census(connection)["set_aside"] == 1
        set_aside_retries.reopen(connection, [1])
        assert crawl_state.census(connection)["set_aside"] == 0
