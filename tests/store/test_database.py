"""Opening a store: old files, newer ones, and every way in which it cannot be used."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from menafn_crawler.store import StoreError, Timeouts, articles, open_database, writer
from tests.servers import PostgreSQL
from tests.store.made import article, listed


def test_a_store_of_a_newer_version_is_refused_and_left_alone(store_url: str) -> None:
    database = open_database(store_url)
    with database.write() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE key = 'schema_version'"))
    database.close()
    with pytest.raises(StoreError, match=r"the store has schema 99.*upgrade"):
        open_database(store_url)


def test_opening_again_changes_nothing(store_url: str) -> None:
    first = open_database(store_url)
    listed(first, 1)
    first.close()
    second = open_database(store_url)
    with second.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM candidates")).scalar() == 1
    second.close()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://host/name", "allowed are sqlite:///FILE and postgresql"),
        ("nonsense", "no address of a store"),
        ("postgresql+psycopg://user:secret@127.0.0.1:1/name", "Connection refused"),
        ("postgresql+nodriver://127.0.0.1/name", "no driver"),
    ],
    ids=["another database", "no address", "no server", "no driver"],
)
def test_an_address_that_cannot_be_used(url: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as refused:
        open_database(url)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "menafn.db"
    path.write_bytes(b"This is a letter, not a database. " * 200)
    with pytest.raises(StoreError, match=r"cannot open the store .*: file is not a database"):
        open_database(f"sqlite:///{path}")


def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "menafn.db"
    open_database(f"sqlite:///{path}").close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StoreError, match="malformed"):
        open_database(f"sqlite:///{path}")


def test_a_lock_that_is_not_given_back(tmp_path: Path) -> None:
    path = tmp_path / "menafn.db"
    database = open_database(f"sqlite:///{path}", Timeouts(lock=0.2))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="database is locked"), database.write():
        pytest.fail("the block of a transaction that did not begin")
    other.rollback()
    other.close()
    listed(database, 1)
    database.close()


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'menafn.db'}")
    with database.write() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 3}"))
    listed(database, 1)
    with pytest.raises(StoreError, match="full"), database.write() as connection:
        writer.save(connection, article(1, body="word " * 20_000), duplicate_days=7)
    with database.read() as connection:
        assert articles.get(connection, 1) is None
        assert connection.execute(text("SELECT state FROM candidates")).scalar() == "open"
    database.close()


def test_what_raises_in_a_transaction_is_undone(store_url: str) -> None:
    database = open_database(store_url)
    listed(database, 1)
    with pytest.raises(KeyError), database.write() as connection:
        writer.save(connection, article(1), duplicate_days=7)
        raise KeyError
    with database.read() as connection:
        assert articles.get(connection, 1) is None
    database.close()


def test_a_reader_sees_one_moment_and_stops_no_writer(store_url: str) -> None:
    database = open_database(store_url)
    other = open_database(store_url)
    with other.read() as connection:
        before = connection.execute(text("SELECT count(*) FROM candidates")).scalar()
        listed(database, 1, 2)
        assert connection.execute(text("SELECT count(*) FROM candidates")).scalar() == before == 0
    with other.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM candidates")).scalar() == 2
    other.close()
    database.close()


@pytest.mark.slow
def test_a_server_that_goes_away_and_comes_back(postgresql_server: PostgreSQL) -> None:
    database = open_database(postgresql_server.new_database())
    listed(database, 1)
    postgresql_server.stop()
    try:
        with pytest.raises(StoreError, match=r"the store .* failed"):
            listed(database, 2)
    finally:
        postgresql_server.start()
    listed(database, 3)
    with database.read() as connection:
        found = connection.execute(text("SELECT article_id FROM candidates ORDER BY article_id")).scalars()
        assert list(found) == [1, 3]
    database.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere: run the tests as another user")
def test_a_directory_that_cannot_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="unable to open database file"):
        open_database(f"sqlite:///{tmp_path / 'menafn.db'}")


def test_an_error_of_a_store_that_may_only_be_read_says_what_to_allow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'menafn.db'}")
    with database.write() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    monkeypatch.setattr(os, "access", lambda place, _right: Path(place) != tmp_path)
    with pytest.raises(StoreError, match=rf"readonly database; .* allow writing to {tmp_path}, or read a copy"):
        listed(database, 1)
    database.close()


def test_a_locked_table_is_waited_for_a_short_time_and_its_holder_is_named(postgresql_server: PostgreSQL) -> None:
    url = postgresql_server.new_database()
    database = open_database(url, Timeouts(lock=0.3))
    with psycopg.connect(url.replace("+psycopg", ""), application_name="a shell") as other:
        other.execute("LOCK TABLE candidates IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreError, match=r"lock timeout; locks are held by .*a shell, idle in transaction"):
            listed(database, 1)
    listed(database, 1)
    database.close()


def test_a_statement_that_takes_too_long_is_ended(postgresql_server: PostgreSQL) -> None:
    database = open_database(postgresql_server.new_database(), Timeouts(statement=0.2))
    with pytest.raises(StoreError, match="statement timeout"), database.write() as connection:
        connection.execute(text("SELECT pg_sleep(30)"))
    database.close()


def test_a_role_that_may_not_make_tables_is_told_the_statement_that_helps(postgresql_server: PostgreSQL) -> None:
    url = postgresql_server.new_database()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS plain_role")
        owner.execute("CREATE ROLE plain_role LOGIN")
        owner.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        plain = url.replace("postgres@", "plain_role@")
        with pytest.raises(StoreError, match=r'GRANT USAGE, CREATE ON SCHEMA public TO "plain_role"') as refused:
            open_database(plain)
        assert "\n" not in str(refused.value)
        owner.execute('GRANT USAGE, CREATE ON SCHEMA public TO "plain_role"')
    open_database(plain).close()


def test_a_role_without_rights_on_the_tables_is_told_the_statements_that_help(postgresql_server: PostgreSQL) -> None:
    url = postgresql_server.new_database()
    open_database(url).close()
    plain = url.replace("postgres@", "reading_role@")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS reading_role")
        owner.execute("CREATE ROLE reading_role LOGIN")
        with pytest.raises(StoreError, match="has to run: ") as refused:
            open_database(plain)
        assert "\n" not in str(refused.value)
        owner.execute(str(refused.value).partition("has to run: ")[2])
    database = open_database(plain)
    listed(database, 1)
    with database.write() as connection:
        writer.save(connection, article(1), duplicate_days=7)
    database.close()


def test_a_schema_that_is_not_there_is_told(postgresql_server: PostgreSQL) -> None:
    url = f"{postgresql_server.new_database()}?options=-csearch_path%3Dmenafn"
    with pytest.raises(StoreError, match="an owner of the database has to run: CREATE SCHEMA") as refused:
        open_database(url)
    assert "\n" not in str(refused.value)
    with psycopg.connect(url.partition("?")[0].replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute(str(refused.value).partition("has to run: ")[2])
    open_database(url).close()


def test_the_write_ahead_log_is_empty_after_a_run_beside_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "menafn.db"
    reader, database = open_database(f"sqlite:///{path}"), open_database(f"sqlite:///{path}")
    with reader.read() as connection:
        connection.execute(text("SELECT count(*) FROM candidates")).scalar()
    listed(database, *range(1, 200))
    log = path.with_name("menafn.db-wal")
    assert log.stat().st_size > 0
    database.close()
    assert log.stat().st_size == 0, "though another connection is open"
    reader.close()
