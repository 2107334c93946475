"""A look at a store changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from menafn_crawler.items import Candidate
from menafn_crawler.store import SCHEMA_VERSION, StoreError, inspect_store, open_database, queue, writer
from tests.store.made import article


def test_a_store_is_described_as_it_is(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        queue.remember(connection, [Candidate(1109547045, "https://menafn.com/1109547045/x")], "2025-05-14T08:00:00Z")
        queue.remember(connection, [Candidate(1109547046, "https://menafn.com/1109547046/x")], "2025-05-15T08:00:00Z")
        writer.save(connection, article(article_id=1109547045), duplicate_days=7)
    database.close()
    state = inspect_store(store_url)
    assert state is not None
    assert (state.schema, state.articles, state.waiting, state.damage) == (SCHEMA_VERSION, 1, 1, None)
    assert state.newest == "2025-05-14T08:00:00Z"
    assert state.size > 10_000
    assert state.server.startswith(("SQLite 3.", "PostgreSQL "))


def test_where_there_is_none_none_is_made(store_url: str, tmp_path: Path) -> None:
    assert inspect_store(store_url) is None
    assert not list(tmp_path.glob("menafn.db*"))


def test_an_old_store_stays_old(tmp_path: Path) -> None:
    file = tmp_path / "menafn.db"
    with sqlite3.connect(file) as connection:
        connection.executescript((Path(__file__).parent / "released" / "sqlite-2.sql").read_text("utf-8"))
    connection.close()
    for _ in range(2):
        state = inspect_store(f"sqlite:///{file}")
        assert state is not None
        assert state.schema == 2


def test_a_damaged_store_is_found_out(tmp_path: Path) -> None:
    file = tmp_path / "menafn.db"
    database = open_database(f"sqlite:///{file}")
    with database.write() as connection:
        listed = [Candidate(number, f"https://menafn.com/{number}/x") for number in range(1109547045, 1109549045)]
        queue.remember(connection, listed, "2025-05-14T08:00:00Z")
    database.close()
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = b"\xff" * 8192
    file.write_bytes(content)
    assert _damage(f"sqlite:///{file}")


@pytest.mark.parametrize("deep", [True, False])
def test_the_whole_file_is_read_only_where_that_is_asked_for(tmp_path: Path, deep: bool) -> None:
    store = f"sqlite:///{tmp_path / 'menafn.db'}"
    open_database(store).close()
    sent: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("menafn_crawler.store.inspection._damage", lambda connection: sent.append("quick_check"))
        inspect_store(store, deep=deep)
    assert bool(sent) == deep


def _damage(url: str) -> str | None:
    """What the look finds, whether it can still read the rest or not."""
    try:
        state = inspect_store(url, deep=True)
    except StoreError as error:
        return str(error)
    return state.damage if state is not None else None


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "menafn.db"
    file.write_text("This is a file, and none of a database." * 50)
    with pytest.raises(StoreError, match="not a database"):
        inspect_store(f"sqlite:///{file}")
