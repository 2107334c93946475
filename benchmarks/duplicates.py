"""How well and how fast one story is told from another: the labelled set, other methods on it, and a large store."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from benchmarks.labelled import Labelled, labelled_set
from benchmarks.store import fill, made
from benchmarks.table import print_table
from menafn_crawler.deduplicate.fingerprints import comparable, content_hash
from menafn_crawler.deduplicate.sketch import BANDS, ROWS, sketch
from menafn_crawler.deduplicate.wording import Wording
from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise.language import language_of
from menafn_crawler.store import articles, duplicates, queue
from menafn_crawler.store.database import Database, open_database
from menafn_crawler.store.schema import articles as articles_table

DAYS = 7
SIZES = (1_000, 200_000)
MEASURED = 1_000
SERIES = ("oil price", "weather", "daily history", "N of M drones", "market close")

Heads = dict[int, int | None]
"""For each article the one that it copies."""


def article_of(one: Labelled) -> Article:
    """The article with a labelled text."""
    address = f"https://menafn.com/{one.number}/Slug"
    return replace(
        made(0),
        article_id=one.number,
        url=address,
        source_url=address,
        language=language_of("en", one.body),
        provider=one.provider,
        provider_code=None,
        published_at=one.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        published_on=(one.moment - timedelta(hours=4)).date().isoformat(),
        body=one.body,
        word_count=len(one.body.split()),
        content_hash=content_hash(one.body),
    )


def by_the_store(labelled: Iterable[Labelled]) -> Heads:
    """What the store makes of them, stored in this order."""
    labelled = list(labelled)
    with _store() as database:
        for one in labelled:
            article = article_of(one)
            with database.write() as connection:
                queue.remember(connection, [Candidate(article.article_id, article.url)], article.fetched_at)
                articles.save(connection, article, DAYS)
        with database.read() as connection:
            numbers = [one.number for one in labelled]
            return {one.article_id: one.duplicate_of for one in articles.iterate_some(connection, numbers, copies=True)}


def by_exact_hash(labelled: Iterable[Labelled]) -> Heads:
    """Equal texts only."""
    first: dict[str, int] = {}
    found = {one.number: first.setdefault(content_hash(one.body), one.number) for one in labelled}
    return {number: head if head != number else None for number, head in found.items()}


def by_datasketch(labelled: Iterable[Labelled]) -> Heads:
    """datasketch's LSH at its usual setting: five words, 0.7, 128 permutations."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.7, num_perm=128)
    heads: Heads = {}
    for one in labelled:
        words = comparable(one.body).split()
        minhash = MinHash(num_perm=128)
        minhash.update_batch({" ".join(words[n : n + 5]).encode() for n in range(len(words) - 4)})
        found = sorted(lsh.query(minhash))
        heads[one.number] = (heads[found[0]] or found[0]) if found else None
        lsh.insert(one.number, minhash)
    return heads


@contextmanager
def _store() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as name:
        database = open_database(f"sqlite:///{Path(name) / 'menafn.db'}")
        yield database
        database.close()


def score(labelled: Sequence[Labelled], heads: Heads) -> tuple[float, float, int]:
    """Recall, precision, and how many of a series were merged with another day's."""
    right = sum(one.head is not None and heads[one.number] == one.head for one in labelled)
    wanted = sum(one.head is not None for one in labelled)
    marked = sum(head is not None for head in heads.values())
    merged = sum(heads[one.number] not in (None, one.head) for one in labelled if one.group in SERIES)
    return right / wanted, right / marked, merged


def cost(database: Database, first: int) -> float:
    """Milliseconds in which one article's text is told from all others, and kept: the median of a thousand."""
    spent = []
    for number in range(first, first + MEASURED):
        article = made(number)
        with database.write() as connection:
            queue.remember(connection, [Candidate(article.article_id, article.url)], article.fetched_at)
            connection.execute(insert(articles_table), [articles.row_of(article)])
            begun = time.perf_counter()
            duplicates.relate(connection, article, DAYS)
            spent.append((time.perf_counter() - begun) * 1000)
    return median(spent)


def libraries() -> Iterator[tuple[str, str, str, str]]:
    """The sketch of one text by the library chosen, beside the other one."""
    from datasketch import MinHash

    runs = [Wording(made(number).body).runs for number in range(200)]
    begun = time.perf_counter()
    for one in runs:
        sketch(one)
    ours = (time.perf_counter() - begun) / len(runs) * 1000
    begun = time.perf_counter()
    for one in runs:
        MinHash(num_perm=BANDS * ROWS, seed=1).update_batch([run.encode() for run in one])
    theirs = (time.perf_counter() - begun) / len(runs) * 1000
    yield f"sketch by rensa {version('rensa')}", f"{ours:.3f} ms", "1.00", ""
    yield f"sketch by datasketch {version('datasketch')}", f"{theirs:.3f} ms", f"{theirs / ours:.1f}", ""


def main() -> None:
    """Print the tables."""
    labelled = labelled_set()
    ours = by_the_store(labelled)
    methods = {
        "menafn_crawler": ours,
        "menafn_crawler, crawled newest first": by_the_store(labelled[::-1]),
        "exact hash": by_exact_hash(labelled),
        "datasketch LSH, 5 words, 0.7": by_datasketch(labelled),
    }
    rows = []
    for name, heads in methods.items():
        recall, precision, merged = score(labelled, heads)
        same = "yes" if heads == ours else "no"
        rows.append((name, f"{recall:.3f}", f"{precision:.3f}", merged, same))
    title = f"{len(labelled)} labelled texts (wanted: recall >= 0.980, precision >= 0.990, no series merged)"
    print_table(title, ("method", "recall", "precision", "series merged", "heads as ours"), rows)
    costs = {}
    for size in SIZES:
        with _store() as database:
            fill(database, size)
            costs[size] = cost(database, size)
    ratio = costs[SIZES[1]] / costs[SIZES[0]]
    rows_of_cost = [
        (f"an article's duplicates at {SIZES[0]:,} articles", f"{costs[SIZES[0]]:.2f} ms", "1.00", "< 1 ms"),
        (f"an article's duplicates at {SIZES[1]:,} articles", f"{costs[SIZES[1]]:.2f} ms", f"{ratio:.2f}", "<= 1.50"),
        *libraries(),
    ]
    print_table("Cost of telling one text from all others", ("what", "measured", "ratio", "wanted"), rows_of_cost)
