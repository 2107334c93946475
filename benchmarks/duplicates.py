"""How well and how fast copies are found: the labelled set, other methods on it, and a large store."""

from __future__ import annotations

import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib.metadata import version
from math import comb
from pathlib import Path

from benchmarks.filling import filled, made
from benchmarks.labelled import Labelled, labelled_set
from benchmarks.storing import DAYS, measured
from benchmarks.table import Row, print_rows, print_table
from menafn_crawler.deduplicate import BANDS, ROWS, TokenizedText
from menafn_crawler.deduplicate.minhash import signature
from menafn_crawler.items import Article, Candidate
from menafn_crawler.normalise import comparable, content_hash, language_of
from menafn_crawler.store import Database, articles, open_database, queue, writer

SIZES = (1_000, 200_000)

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
        title=one.title,
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
                writer.save(connection, article, DAYS)
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


@dataclass(slots=True)
class Score:
    """Of the articles of one kind: which copies were found, and which others were merged."""

    copies: int = 0
    found: int = 0
    """Copies that have the right head."""
    originals: int = 0
    merged: int = 0
    """Originals that were taken for a copy."""
    wrong: int = 0
    """Copies that have another head than theirs."""
    clusters: list[tuple[int, int]] = field(default_factory=list)
    """Of each article its true story and the one found."""

    def add(self, one: Labelled, head: int | None) -> None:
        """Count one article."""
        self.copies += one.head is not None
        self.found += one.head is not None and head == one.head
        self.originals += one.head is None
        self.merged += one.head is None and head is not None
        self.wrong += one.head is not None and head not in (None, one.head)
        self.clusters.append((one.head or one.number, head or one.number))

    @property
    def recall(self) -> float:
        """Share of the copies that were found; 1 if there are none."""
        return self.found / self.copies if self.copies else 1.0

    @property
    def false_merges(self) -> float:
        """Share of the articles that were merged with another story."""
        return (self.merged + self.wrong) / len(self.clusters)

    @property
    def precision(self) -> float:
        """Share of the merges that are right; 1 if there are none."""
        every = self.found + self.merged + self.wrong
        return self.found / every if every else 1.0

    @property
    def rand(self) -> float:
        """Adjusted Rand index: 1 if all stories are the true ones, 0 if only chance made them so."""
        return adjusted_rand_index(self.clusters)


def adjusted_rand_index(clusters: Sequence[tuple[int, int]]) -> float:
    """Compare two groupings of the same things, given as a label of each for everyone."""

    def pairs(labels: Iterable[object]) -> int:
        return sum(comb(count, 2) for count in Counter(labels).values())

    both, true, found = pairs(clusters), pairs(a for a, _ in clusters), pairs(b for _, b in clusters)
    expected = true * found / comb(len(clusters), 2) if len(clusters) > 1 else 0.0
    largest = (true + found) / 2
    return 1.0 if largest == expected else (both - expected) / (largest - expected)


def scores(labelled: Sequence[Labelled], heads: Heads) -> dict[str, Score]:
    """Score every kind, and all of them under the empty name."""
    found: dict[str, Score] = defaultdict(Score)
    for one in labelled:
        found[one.group].add(one, heads[one.number])
        found[""].add(one, heads[one.number])
    return found


def libraries() -> Iterator[Row]:
    """The sketch of one text by the library chosen, beside the other one."""
    from datasketch import MinHash

    runs = [TokenizedText(made(number).body).shingle_list for number in range(200)]
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
    """How well: a table of the methods, one of the kinds, and our line of the first."""
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
        score = scores(labelled, heads)[""]
        same = "yes" if heads == ours else "no"
        figures = (score.recall, score.precision, score.false_merges, score.rand)
        rows.append((name, *(f"{figure:.3f}" for figure in figures), same))
        told = f"recall {score.recall:.3f}, false merges {score.false_merges:.3f}, Rand {score.rand:.3f}"
        wanted = ">= 0.980, <= 0.005, >= 0.970" if name.startswith("menafn_crawler") else ""
        yield Row(f"{len(labelled):,} labelled texts, {name}", told, "", wanted)
    title = f"{len(labelled)} labelled texts (wanted: recall >= 0.980, false merges <= 0.005, Rand index >= 0.970)"
    print_table(title, ("method", "recall", "precision", "false merges", "Rand index", "heads as ours"), rows)
    _print_kinds(labelled, ours, methods["datasketch LSH, 5 words, 0.7"])


def _print_kinds(labelled: Sequence[Labelled], ours: Heads, theirs: Heads) -> None:
    """Print recall and false merges of every kind, all of its templates and those that were held out."""
    held_out = scores([one for one in labelled if one.held_out], ours)
    other = scores(labelled, theirs)
    rows = [
        (
            kind or "all",
            len(score.clusters),
            f"{score.recall:.3f}",
            f"{score.false_merges:.3f}",
            f"{score.rand:.3f}",
            f"{held_out[kind].recall:.3f} {held_out[kind].false_merges:.3f}" if kind in held_out else "",
            f"{other[kind].recall:.3f} {other[kind].false_merges:.3f}",
        )
        for kind, score in sorted(scores(labelled, ours).items())
    ]
    title = "By kind (wanted of each: recall >= 0.950, false merges <= 0.030)"
    print_table(title, ("kind", "texts", "recall", "false merges", "Rand index", "held out", "datasketch"), rows)


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
