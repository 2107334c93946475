"""A large store made in bulk: articles about as long as real ones, each with a text that is no other's.

``python -m benchmarks.filling STORE FIRST LAST`` makes the articles on all cores, a few thousand at a time. STORE is a
SQLite file or the address of a store on PostgreSQL.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from benchmarks.processes import PROJECT, measure
from benchmarks.texts import text as body_of
from menafn_crawler.deduplicate import SCHEME, TokenizedText, bands
from menafn_crawler.deduplicate.minhash import signature
from menafn_crawler.items import ARTICLE_FIELDS, Article
from menafn_crawler.normalise import content_hash
from menafn_crawler.store import (
    Database,
    articles,
    candidates,
    insert_new_tuples,
    lock_articles,
    near_duplicates,
    open_database,
    sightings,
    texts,
)
from menafn_crawler.store import bands as bands_table
from menafn_crawler.store.schema import articles as articles_table

FIRST_ID = 1_100_000_000
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
_CHUNK = 2_500
_AHEAD = 4
"""Chunks that are made before they are wanted."""

_NEXT_TEXT_ID = text("SELECT setval(pg_get_serial_sequence('texts', 'text_id'), (SELECT max(text_id) FROM texts))")

Fields = dict[str, object]


def made(number: int) -> Article:
    """The article of a number: about as long as a real one, and no other's text."""
    moment = BEGIN + timedelta(seconds=number * 20)
    at, on = moment.strftime("%Y-%m-%dT%H:%M:%SZ"), moment.strftime("%Y-%m-%d")
    body = body_of(number)
    evidence = [
        {"source": source, "raw": at, "value": at, "verdict": "agrees"} for source in ("printed", "footer", "wire_id")
    ]
    article_id = FIRST_ID + number
    address = f"https://menafn.com/{article_id}/Slug-Of-Some-Length-{number}"
    values: dict[str, Any] = dict.fromkeys(ARTICLE_FIELDS) | {
        "article_id": article_id,
        "url": address,
        "language": "en",
        "title": f"Harbour of {number} widened",
        "provider": f"Provider {number % 200}",
        "provider_code": f"{number % 200:012}",
        "published_at": at,
        "published_on": on,
        "date_precision": "second",
        "date_source": "printed",
        "date_conflict": False,
        "body": body,
        "word_count": 360,
        "sections": (),
        "tags": (),
        "quality": (),
        "content_hash": content_hash(body),
        "revision": 1,
        "first_seen_at": at,
        "fetched_at": at,
        "source_url": address,
        "extraction": "story-2025",
        "date_evidence": tuple(evidence),
    }
    return Article(**values)


def filled(store: Path | str, first: int, last: int) -> None:
    """Put the articles from number *first* on and before *last* into a store that has those before; see ``main``."""
    measure([sys.executable, "-m", "benchmarks.filling", str(store), str(first), str(last)], PROJECT)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Rows of some articles, for each table."""

    candidates: list[Fields]
    sightings: list[Fields]
    articles: list[Fields]
    texts: list[Fields]
    bands: list[tuple[int, int, int]]


def _chunk(numbers: range) -> _Chunk:
    """The rows, sketches as ``duplicates`` keeps them of texts like no other, without looking for their like."""
    chunk = _Chunk([], [], [], [], [])
    for article in map(made, numbers):
        chunk.candidates.append(_candidate(article))
        chunk.sightings.append(_sighting(article))
        chunk.articles.append(dict(articles.row_of(article)))
        text_id, runs = article.article_id - FIRST_ID + 1, TokenizedText(article.body).shingle_list
        signed, day = signature(runs), date.fromisoformat(article.published_on or "").toordinal()
        row = {"text_id": text_id, "content_hash": article.content_hash, "runs": len(set(runs))}
        chunk.texts.append(row | {"scheme": SCHEME, "sketch": signed})
        chunk.bands.extend((day // near_duplicates.BUCKET, band, text_id) for band in bands(signed))
    return chunk


def _candidate(article: Article) -> Fields:
    known = {"article_id": article.article_id, "url": article.url, "first_seen_at": article.first_seen_at}
    return known | {"state": "stored", "attempts": 1, "gone_looks": 0}


def _sighting(article: Article) -> Fields:
    return {"article_id": article.article_id, "section": "asia", "first_seen_at": article.first_seen_at}


def _chunks(first: int, last: int) -> Iterator[_Chunk]:
    """The rows of all, in order, made on all cores; few are held at a time."""
    numbers = [range(start, min(start + _CHUNK, last)) for start in range(first, last, _CHUNK)]
    count = min(len(os.sched_getaffinity(0)), len(numbers))
    if count < 2:
        yield from map(_chunk, numbers)
        return
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        under_way: deque[Future[_Chunk]] = deque()
        for some in numbers:
            under_way.append(pool.submit(_chunk, some))
            if len(under_way) > _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def fill(database: Database, first: int, last: int) -> None:
    """Put the articles from number *first* on and before *last* into a store that has those before."""
    for chunk in _chunks(first, last):
        with database.write() as connection:
            lock_articles(connection)
            connection.execute(insert(candidates), chunk.candidates)
            connection.execute(insert(sightings), chunk.sightings)
            connection.execute(insert(articles_table), chunk.articles)
            connection.execute(insert(texts), chunk.texts)
            insert_new_tuples(connection, bands_table, sorted(chunk.bands))
            if connection.dialect.name == "postgresql":  # the ids of texts were given here
                connection.execute(_NEXT_TEXT_ID)


def main(store: str, first: str, last: str) -> None:
    """Fill a store: a SQLite file, or an address."""
    database = open_database(store if "://" in store else f"sqlite:///{store}")
    fill(database, int(first), int(last))
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
