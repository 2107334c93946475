"""What one more article costs a store: to list and store it, and of that, to look for its duplicates.

``python -m benchmarks.storing STORE FIRST`` measures both in a process of its own, so that its memory is known.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from benchmarks.filling import made
from benchmarks.processes import PROJECT, measure
from menafn_crawler.items import Article, Candidate
from menafn_crawler.store import GROUP, Database, articles, duplicates, open_database, queue, writer
from menafn_crawler.store.schema import articles as articles_table

STORED, BATCH = 2_000, 200
"""Articles in all, and of each batch, which is long enough to have its share of what SQLite puts off (checkpoints)."""
COMPARED = 1_000
DAYS = 7


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one article, in milliseconds, and the megabytes of the process that stored it."""

    storing: float
    duplicates: float
    megabytes: float


def measured(store: Path, first: int) -> Cost:
    """The cost in a SQLite store whose articles have numbers below *first*; it has more afterwards."""
    found = measure([sys.executable, "-m", "benchmarks.storing", str(store), str(first)], PROJECT)
    storing, comparing = map(float, found.output.split())
    return Cost(storing, comparing, found.megabytes)


def cost_of_storing(database: Database, first: int) -> float:
    """Milliseconds to list and store one article, one transaction each, as a crawl does: the median of the batches."""
    batches = [range(start, start + BATCH) for start in range(first, first + STORED, BATCH)]
    return median(_cost_of_batch(database, [made(number) for number in numbers]) for numbers in batches)


def _cost_of_batch(database: Database, new: Sequence[Article]) -> float:
    begun = time.perf_counter()
    for article in new:
        with database.write() as connection:
            queue.remember(connection, [Candidate(article.article_id, article.url, "asia")], article.fetched_at)
        with database.write() as connection:
            writer.save(connection, article, DAYS)
    return (time.perf_counter() - begun) / len(new) * 1000


def cost_of_duplicates(database: Database, first: int) -> float:
    """Return the milliseconds per article to find and store its duplicates, stored in groups: the median."""
    spent = []
    for start in range(first, first + COMPARED, GROUP):
        group = [made(number) for number in range(start, start + GROUP)]
        with database.write() as connection:
            found = [Candidate(article.article_id, article.url) for article in group]
            queue.remember(connection, found, group[0].fetched_at)
            connection.execute(insert(articles_table), [articles.row_of(article) for article in group])
            begun = time.perf_counter()
            duplicates.relate_all(connection, group, DAYS)
            spent.append((time.perf_counter() - begun) * 1000 / GROUP)
    return median(spent)


def main(store: str, first: str) -> None:
    """Print both."""
    database = open_database(f"sqlite:///{store}")
    storing = cost_of_storing(database, int(first))
    print(storing, cost_of_duplicates(database, int(first) + STORED))
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
