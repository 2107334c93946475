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

from benchmarks.filling import filled, made
from benchmarks.labelled import Labelled, labelled_set
from benchmarks.storing import DAYS, measured
from benchmarks.table import Row, print_rows, print_table
from menafn_crawler.deduplicate import BANDS, ROWS, TokenizedText, comparable, content_hash
from menafn_crawler.deduplicate.minhash import signature
from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise import language_of
from menafn_crawler.store import Database, articles, open_database, queue

SIZES = (1_000, 200_000)
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


def libraries() -> Iterator[Row]:
    """The sketch of one text by the library chosen, beside the other one."""
    from datasketch import MinHash

    runs = [TokenizedText(made(number).body).runs for number in range(200)]
    begun = time.perf_counter()
    for one in runs:
        signature(one)
    ours = (time.perf_counter() - begun) / len(runs) * 1000
    begun = time.perf_counter()
    for one in runs:
        MinHash(num_perm=BANDS * ROWS, seed=1).update_batch([run.encode() for run in one])
    theirs = (time.perf_counter() - begun) / len(runs) * 1000
    yield Row(f"sketch by rensa {version('rensa')}", f"{ours:.3f} ms", "1.00")
    yield Row(f"sketch by datasketch {version('datasketch')}", f"{theirs:.3f} ms", f"{theirs / ours:.1f}")


def label_rows() -> Iterator[Row]:
    """How well: a table of its own, and our line of it."""
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
        told = f"recall {recall:.3f}, precision {precision:.3f}, {merged} series merged"
        wanted = ">= 0.980, >= 0.990, 0" if name.startswith("menafn_crawler") else ""
        yield Row(f"{len(labelled):,} labelled texts, {name}", told, "", wanted)
    title = f"{len(labelled)} labelled texts (wanted: recall >= 0.980, precision >= 0.990, no series merged)"
    print_table(title, ("method", "recall", "precision", "series merged", "heads as ours"), rows)


def cost_rows() -> Iterator[Row]:
    """How fast, in a small store and in a large one."""
    costs = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            filled(Path(name) / "menafn.db", 0, size)
            costs.append(measured(Path(name) / "menafn.db", size).duplicates)
    yield Row(f"an article's duplicates at {SIZES[0]:,} articles", f"{costs[0]:.2f} ms", "1.00", "< 1 ms")
    ratio = f"{costs[1] / costs[0]:.2f}"
    yield Row(f"an article's duplicates at {SIZES[1]:,} articles", f"{costs[1]:.2f} ms", ratio, "<= 1.50")


def main() -> list[Row]:
    """Print the tables."""
    labels = list(label_rows())
    costs = print_rows("Cost of publication one text from all others", [*cost_rows(), *libraries()])
    return [*labels, *costs]
