"""A store that is filled in bulk is as if its articles had been stored one by one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from benchmarks.filling import fill, made
from benchmarks.storing import DAYS
from menafn_crawler.items import Candidate
from menafn_crawler.store import Database, bands, open_database, queue, sightings, texts, writer
from menafn_crawler.store.schema import articles as articles_table

COUNT = 6


def rows(database: Database) -> list[list[tuple[object, ...]]]:
    with database.read() as connection:
        tables = (articles_table, sightings, texts, bands)
        kept = ([column for column in table.c if column.name != "changed"] for table in tables)  # counts transactions
        asked = [select(*columns) for columns in kept]
        return [sorted((tuple(row) for row in connection.execute(one)), key=repr) for one in asked]


def test_filled_in_two_steps_it_holds_what_a_crawl_would_have_stored(tmp_path: Path) -> None:
    filled = open_database(f"sqlite:///{tmp_path / 'filled.db'}")
    fill(filled, 0, 4)
    fill(filled, 4, COUNT)
    crawled = open_database(f"sqlite:///{tmp_path / 'crawled.db'}")
    for article in map(made, range(COUNT)):
        with crawled.write() as connection:
            queue.remember(connection, [Candidate(article.article_id, article.url, "asia")], article.fetched_at)
            writer.save(connection, article, DAYS)
    assert rows(filled) == rows(crawled)
    filled.close()
    crawled.close()
