"""No statement of a crawl, a refresh, a replay or an export of a day reads a whole table that grows with articles.

The statements are those that the commands really send; the databases say how they would answer them.
"""

from __future__ import annotations

import pickle
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from menafn_crawler.replica import Newsroom, serve
from tests.crawls import IMPOLITE, LONGEST, PROJECT
from tests.servers import PostgreSQL

GROWING = frozenset(
    "articles candidates sightings history texts bands likenesses captures shown feed_dates changes kept_apart"
    " translations".split()
)
LISTED = {
    r"count\(\*\)": "counts of the whole store, once a run",
    r"FROM articles\s+LIMIT": "whether there is any article: the first row",
    r"max\(articles.article_id\)": "the end of an index",
    r"FROM changes": "the end of an index",
    r"ORDER BY articles.article_id DESC\s+LIMIT": "the newest articles: backwards along the key until enough are found",
    r"AS sections.*WHERE articles.duplicate_of IS NULL ORDER BY articles.article_id$": "a single file is written whole",
    r"GROUP BY": "figures of a report or of the months of an export, once a run",
}
"""Statements that may read a growing table, and why."""


def run(statements: Path, store: str, folder: Path, *words: str) -> dict[str, Any]:
    settings = [f"MENAFN_STORE={store}", f"MENAFN_DATA_DIR={folder / 'data'}", f"MENAFN_ARCHIVE={folder / 'warc'}"]
    options = [part for setting in (*settings, *IMPOLITE) for part in ("-s", setting)]
    command = [sys.executable, "-m", "tests.store.recorded", str(statements), *words, *options]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode in (0, 3), done.stderr[-2000:]  # the replica has pages that cannot be had
    found: dict[str, Any] = {}
    with statements.open("rb") as file, suppress(EOFError):
        while True:
            found.update([pickle.load(file)])
    return found


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def sent(
    request: pytest.FixtureRequest, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, Any]]:
    """Address of a store, and the statements that were sent to it."""
    folder = tmp_path_factory.mktemp(request.param)
    store, file = f"sqlite:///{folder / 'menafn.db'}", folder / "statements"
    if request.param == "postgresql":
        server: PostgreSQL = request.getfixturevalue("postgresql_server")
        store = server.new_database()
    statements: dict[str, Any] = {}
    with serve(newsroom) as site:
        crawl = ("crawl", "menafn", "-a", f"site={site.url}", "-a", "sections=asia")
        statements |= run(file, store, folder, *crawl, "-a", "limit=40")
        statements |= run(file, store, folder, *crawl, "-a", "refresh=3000")
    statements |= run(file, store, folder, "replay", *map(str, (folder / "warc").iterdir()))
    statements |= run(
        file, store, folder, "export", str(folder / "day.csv"), "--since=2025-05-14", "--until=2025-05-14"
    )
    return store, statements


def scanned(store: str, statement: str, values: Any) -> list[str]:
    """Growing tables of which the database would read every row."""
    if store.startswith("sqlite"):
        with closing(sqlite3.connect(store.removeprefix("sqlite:///"))) as connection:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
        found = [match[1] for line in plan if (match := re.match(r"SCAN (\w+)", line))]
    else:
        with psycopg.connect(store.replace("+psycopg", "")) as server:
            server.execute("SET enable_seqscan = off")
            plan = [row[0] for row in server.execute(f"EXPLAIN {statement}".encode(), values)]
        found = [match[1] for line in plan if (match := re.search(r"Seq Scan on (\w+)", line))]
    return [table for table in found if table in GROWING]


def test_no_statement_reads_a_whole_table_that_grows(sent: tuple[str, dict[str, Any]]) -> None:
    store, statements = sent
    asked = {
        statement: values
        for statement, values in statements.items()
        if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", statement) and re.search(r"FROM|UPDATE|INTO", statement)
    }
    assert len(asked) > 30
    listed = {one for one in asked if any(re.search(pattern, one, re.DOTALL) for pattern in LISTED)}
    whole = {one: tables for one in asked.keys() - listed if (tables := scanned(store, one, asked[one]))}
    assert whole == {}


def test_a_refresh_takes_by_the_index_of_days(sent: tuple[str, dict[str, Any]]) -> None:
    store, statements = sent
    (take,) = [one for one in statements if "UNION ALL" in one and "candidates.url" in one]
    assert scanned(store, take, statements[take]) == []
