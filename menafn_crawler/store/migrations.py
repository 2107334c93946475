"""Schema migrations: one frozen step per released version, run in the transaction that opens the store.

A step writes out in SQL what it adds and never refers to the tables of ``schema.py``, which change. To add a column or
table: add it to ``schema.py``, raise ``SCHEMA_VERSION``, append the next step here, and keep a small store of the
version before under ``tests/store/released``. Work that needs today's code (a new fingerprint, say) is a backfill: it
runs after the last step, when the schema is today's.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect

from menafn_crawler.deduplicate import USUAL_DAYS
from menafn_crawler.store import rebuild_stories
from menafn_crawler.store.schema import SCHEMA_VERSION

Step = Callable[[Connection], None]

_TYPES = {
    "sqlite": {"NUMBER": "INTEGER", "SERIAL": "INTEGER", "BLOB": "BLOB", "WITHOUT_ROWID": "WITHOUT ROWID"},
    "postgresql": {"NUMBER": "BIGINT", "SERIAL": "SERIAL", "BLOB": "BYTEA", "WITHOUT_ROWID": ""},
}
"""What the words in braces of the steps below mean on each database."""

# --- steps -----------------------------------------------------------------------------------------------------------


def _to_2(connection: Connection) -> None:
    """History of articles; indexes by day and of copies; certain dates; how far back each list was read."""
    _create_table(
        connection,
        "history",
        "article_id {NUMBER} NOT NULL REFERENCES articles (article_id), number INTEGER NOT NULL,"
        " event VARCHAR(9) NOT NULL, noted_at VARCHAR(20) NOT NULL, record TEXT NOT NULL,"
        " PRIMARY KEY (article_id, number)",
    )
    _create_index(connection, "articles_by_day", "articles (published_on)")
    _create_index(connection, "articles_copies", "articles (duplicate_of) WHERE duplicate_of IS NOT NULL")
    _add_column(connection, "articles", "date_certain", "BOOLEAN NOT NULL DEFAULT FALSE")
    _add_column(connection, "walks", "since", "VARCHAR(20)")
    connection.exec_driver_sql(
        "UPDATE articles SET date_certain = TRUE WHERE date_source IN ('printed', 'footer') AND NOT date_in_doubt"
    )


def _to_3(connection: Connection) -> None:
    """Nothing: version 3 allowed tables beside the articles, and version 4 was the first that had one."""


def _to_4(connection: Connection) -> None:
    """Texts and their fingerprints, captures, feeds and their dates; leases, guessed ids, reasons of runs."""
    _create_table(
        connection,
        "texts",
        "text_id {SERIAL} NOT NULL, content_hash VARCHAR(64) NOT NULL, runs INTEGER NOT NULL, scheme TEXT,"
        " sketch {BLOB}, PRIMARY KEY (text_id), UNIQUE (content_hash)",
    )
    _create_table(
        connection,
        "bands",
        "bucket INTEGER NOT NULL, band BIGINT NOT NULL, text_id INTEGER NOT NULL, PRIMARY KEY (bucket, band, text_id)",
        "{WITHOUT_ROWID}",
    )
    _create_table(
        connection,
        "likenesses",
        "text_id INTEGER NOT NULL, other_id INTEGER NOT NULL, share FLOAT NOT NULL, PRIMARY KEY (text_id, other_id)",
    )
    _create_table(
        connection,
        "captures",
        'file VARCHAR(120) NOT NULL, "offset" BIGINT NOT NULL,'
        " article_id {NUMBER} NOT NULL REFERENCES candidates (article_id), fetched_at VARCHAR(20) NOT NULL,"
        ' status INTEGER NOT NULL, url TEXT NOT NULL, PRIMARY KEY (file, "offset")',
    )
    _create_index(connection, "captures_by_article", "captures (article_id, fetched_at)")
    _create_table(
        connection,
        "feeds",
        "path TEXT NOT NULL, site TEXT NOT NULL, etag TEXT, last_modified TEXT, entries INTEGER NOT NULL,"
        " changed_at VARCHAR(20) NOT NULL, PRIMARY KEY (path)",
    )
    _create_table(
        connection,
        "feed_dates",
        "article_id {NUMBER} NOT NULL REFERENCES candidates (article_id), raw TEXT NOT NULL,"
        " first_seen_at VARCHAR(20) NOT NULL, PRIMARY KEY (article_id, raw)",
    )
    _add_column(connection, "articles", "latest_take", "BIGINT")
    _add_column(connection, "candidates", "answered_to", "INTEGER")
    _add_column(connection, "candidates", "guessed", "BOOLEAN")
    _add_column(connection, "runs", "reason", "TEXT")


def _to_5(connection: Connection) -> None:
    """The articles that each list has shown.

    It starts empty. Version 4 stopped reading a list at a page that another list had shown, so every list is read
    once more from its first page, and what was passed over is found.
    """
    _create_table(
        connection,
        "shown",
        "list_key VARCHAR(40) NOT NULL, article_id {NUMBER} NOT NULL, PRIMARY KEY (list_key, article_id)",
        "{WITHOUT_ROWID}",
    )


def _to_6(connection: Connection) -> None:
    """Change numbers. What is stored counts as changed by the migration, so files without a number are behind."""
    _create_table(
        connection, "changes", "number BIGINT NOT NULL PRIMARY KEY, changed_at VARCHAR(20) NOT NULL", "{WITHOUT_ROWID}"
    )
    _create_index(connection, "changes_by_time", "changes (changed_at)")
    _create_table(connection, "left_months", "month VARCHAR(7) NOT NULL PRIMARY KEY, number BIGINT NOT NULL")
    _add_column(connection, "articles", "changed", "BIGINT NOT NULL DEFAULT 1")
    _create_index(connection, "articles_by_change", "articles (changed)")
    connection.exec_driver_sql("INSERT INTO changes SELECT 1, max(fetched_at) FROM articles HAVING count(*) > 0")


def _to_7(connection: Connection) -> None:
    """Evidence of near-duplicate pairs, the share of a copy that its original holds, pairs that are kept apart."""
    _add_column(connection, "articles", "duplicate_share", "FLOAT")
    _add_column(connection, "likenesses", "part", "BOOLEAN NOT NULL DEFAULT FALSE")
    _add_column(connection, "likenesses", "evidence", "TEXT")
    _add_column(connection, "likenesses", "forced", "BOOLEAN NOT NULL DEFAULT FALSE")
    _create_table(
        connection,
        "kept_apart",
        "article_id {NUMBER} NOT NULL, other_id {NUMBER} NOT NULL, PRIMARY KEY (article_id, other_id)",
        "{WITHOUT_ROWID}",
    )


def _to_8(connection: Connection) -> None:
    """Paragraphs known to be notices."""
    _create_table(
        connection,
        "notices",
        "layout VARCHAR(20) NOT NULL, provider VARCHAR(200) NOT NULL, digest VARCHAR(64) NOT NULL,"
        " found_at VARCHAR(20) NOT NULL, PRIMARY KEY (layout, provider, digest)",
    )


def _to_9(connection: Connection) -> None:
    """Records that changes replaced, from here on; the instant at which a published record was read."""
    _create_table(
        connection,
        "article_versions",
        "article_id {NUMBER} NOT NULL, until BIGINT NOT NULL, record TEXT, PRIMARY KEY (article_id, until)",
        "{WITHOUT_ROWID}",
    )
    _add_column(connection, "articles", "read_at", "VARCHAR(20)")
    _add_column(connection, "sightings", "changed", "BIGINT NOT NULL DEFAULT 0")
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value) SELECT 'versions_kept_from', CAST(max(number) AS VARCHAR(20)) FROM changes"
        " HAVING count(*) > 0"
    )


def _to_10(connection: Connection) -> None:
    """Leases: until when a run's articles in progress are its own."""
    _add_column(connection, "runs", "place", "TEXT")
    _add_column(connection, "runs", "alive_until", "VARCHAR(20)")


def _to_11(connection: Connection) -> None:
    """Links between the languages. Stored articles get theirs from ``scrapy deduplicate``."""
    _add_column(connection, "articles", "translation_of", "BIGINT")
    _create_table(
        connection,
        "translations",
        "english_id {NUMBER} NOT NULL, arabic_id {NUMBER} NOT NULL, score FLOAT NOT NULL, evidence TEXT NOT NULL,"
        " PRIMARY KEY (english_id, arabic_id)",
        "{WITHOUT_ROWID}",
    )
    _create_index(connection, "translations_by_arabic", "translations (arabic_id)")
    _create_index(connection, "articles_by_code", "articles (provider_code, language, article_id)")
    _create_index(connection, "articles_by_provider", "articles (provider, language, article_id)")


def _to_12(connection: Connection) -> None:
    """Length of archived records."""
    _add_column(connection, "captures", "length", "BIGINT")


def _to_13(connection: Connection) -> None:
    """Index of the providers' names. Nothing used the table of months any more."""
    _create_index(connection, "articles_names", "articles (article_id, provider_code, language, provider)")
    connection.exec_driver_sql("DROP TABLE IF EXISTS left_months")


STEPS: dict[int, Step] = {
    2: _to_2,
    3: _to_3,
    4: _to_4,
    5: _to_5,
    6: _to_6,
    7: _to_7,
    8: _to_8,
    9: _to_9,
    10: _to_10,
    11: _to_11,
    12: _to_12,
    13: _to_13,
}
"""The step that leads to each version."""


# --- backfills: with today's code and schema, after all steps --------------------------------------------------------


def _deduplicate_again(connection: Connection) -> None:
    """Hash and compare every text with today's rule; a few milliseconds per article."""
    rebuild_stories.decide_again(connection, USUAL_DAYS)


BACKFILLS: dict[int, Step] = {7: _deduplicate_again}
"""What a store older than each version needs once it has today's schema."""


def migrate(connection: Connection, version: int) -> None:
    """Bring a store of *version* to ``SCHEMA_VERSION``."""
    for target in range(version + 1, SCHEMA_VERSION + 1):
        STEPS[target](connection)
    for target, backfill in sorted(BACKFILLS.items()):
        if version < target:
            backfill(connection)


# --- DDL; each statement does nothing where the store already has the thing ------------------------------------------


def _create_table(connection: Connection, name: str, columns: str, options: str = "") -> None:
    types = _TYPES[connection.dialect.name]
    statement = f"CREATE TABLE IF NOT EXISTS {name} ({columns}) {options}"
    connection.exec_driver_sql(statement.format(**types))


def _create_index(connection: Connection, name: str, on: str) -> None:
    connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON {on}")


def _add_column(connection: Connection, table: str, name: str, kind: str) -> None:
    """Add a column. Stores written between two releases may have it already."""
    if name not in {column["name"] for column in inspect(connection).get_columns(table)}:
        kind = kind.format(**_TYPES[connection.dialect.name])
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
