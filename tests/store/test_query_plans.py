"""No statement of a crawl, a refresh, a replay or an export of a day reads a whole table that grows with articles.

The statements are those that the commands really send; the databases say how they would answer them.
"""

from __future__ import annotations

import pickle
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from benchmarks import filling
from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.store import open_database
from tests.crawls import IMPOLITE, LONGEST, PROJECT
from tests.servers import PostgreSQL

GROWING = frozenset(
    "articles candidates sightings history texts bands likenesses captures shown feed_dates changes kept_apart"
    " translations".split()
)
LISTED = {
    r"^SELECT count\(\*\)": "counts of the whole store, once a run",
    r"FROM articles\s+LIMIT": "whether there is any article: the first row",
    r"max\(articles.article_id\)": "the end of an index",
    r"FROM changes": "the end of an index",
    r"ORDER BY articles.article_id DESC\s+LIMIT": "the newest articles: backwards along the key until enough are found",
    r"AS sections.*WHERE articles.duplicate_of IS NULL ORDER BY articles.article_id$": "a single file is written whole",
}
"""Statements that may read a growing table, and why."""


REFRESH = (datetime.now(UTC) - filling.BEGIN).days - 30
"""Days in which all of the replica's stories lie, and none of those that fill the store."""
MANY = 20_000
"""Rows of each growing table on PostgreSQL, which reads small tables whole, whatever their indexes."""
MORE = (
    "INSERT INTO shown SELECT 'en/' || n % 40, n FROM numbers",
    "INSERT INTO captures SELECT 'a.warc.gz', n, n, '2025', 200, '/', 9 FROM numbers",
    "INSERT INTO history SELECT n, 0, 'first', '2025', '{}' FROM numbers",
    "INSERT INTO feed_dates SELECT n, 'May 14', '2025' FROM numbers",
    "INSERT INTO likenesses SELECT n, n + 1, 0.5, FALSE, NULL, FALSE FROM numbers",
    "INSERT INTO kept_apart SELECT n, n + 1 FROM numbers",
    "INSERT INTO translations SELECT n, n + 1, 0.5, '{}' FROM numbers",
    "INSERT INTO changes SELECT n, '2025' FROM numbers",
)


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
        database = open_database(store)
        filling.fill(database, 0, MANY)
        database.close()
    statements: dict[str, Any] = {}
    with serve(newsroom) as site:
        crawl = ("crawl", "menafn", "-a", f"site={site.url}", "-a", "sections=asia")
        statements |= run(file, store, folder, *crawl, "-a", "limit=40")
        statements |= run(file, store, folder, *crawl, "-a", f"refresh={REFRESH}")
    statements |= run(file, store, folder, "replay", *map(str, (folder / "warc").iterdir()))
    statements |= run(
        file, store, folder, "export", str(folder / "day.csv"), "--since=2025-05-14", "--until=2025-05-14"
    )
    if request.param == "postgresql":
        fill_other_tables(store)
    return store, statements


def fill_other_tables(store: str) -> None:
    with psycopg.connect(store.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(
            f"CREATE TEMP TABLE numbers AS SELECT {filling.FIRST_ID} + n AS n FROM generate_series(0, {MANY - 1}) n"
        )
        for statement in MORE:
            server.execute(statement)
        server.execute("ANALYZE")


def scanned(store: str, statement: str, values: Any) -> list[str]:
    """Growing tables of which the database would read every row, or every row with a value in one column."""
    if store.startswith("sqlite"):
        with closing(sqlite3.connect(store.removeprefix("sqlite:///"))) as connection:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
        found = [table for line in plan if (table := read_whole(line, statement)) is not None]
    else:
        with psycopg.connect(store.replace("+psycopg", "")) as server:
            ((plan,),) = server.execute(f"EXPLAIN (FORMAT JSON) {statement}".encode(), values).fetchall()
        found = [node["Relation Name"] for node in nodes(plan[0]["Plan"]) if reads_all(node)]
    return [table for table in found if table in GROWING]


def read_whole(line: str, statement: str) -> str | None:
    """The table that a step of SQLite's plan reads whole. ``(column>?)`` is how it shows ``column IS NOT NULL`` too."""
    if scan := re.match(r"SCAN (\w+)", line):
        return scan[1]
    search = re.match(r"SEARCH (\w+) .* INDEX \w+ \((\w+)>\?\)$", line)
    return search[1] if search and not re.search(rf"\b{search[2]} >", statement) else None


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def reads_all(node: dict[str, Any]) -> bool:
    scan = "Relation Name" in node and "Scan" in node["Node Type"] and node["Node Type"] != "Bitmap Heap Scan"
    return scan and not re.search("[=<>]|IS NULL", node.get("Index Cond", ""))


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
