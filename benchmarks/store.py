"""What the store costs when it is large: storing, a run with nothing new, exporting."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, insert

from benchmarks.crawl import PROJECT, UNDELAYED, pages_asked
from benchmarks.processes import measure, replica
from benchmarks.table import print_table
from benchmarks.texts import text
from menafn_crawler.deduplicate.fingerprints import content_hash
from menafn_crawler.deduplicate.sketch import SCHEME, bands, sketch
from menafn_crawler.deduplicate.wording import Wording
from menafn_crawler.items import ARTICLE_FIELDS, Article, Candidate
from menafn_crawler.store import articles, duplicates, queue
from menafn_crawler.store.database import Database, open_database
from menafn_crawler.store.schema import articles as articles_table
from menafn_crawler.store.schema import bands as bands_table
from menafn_crawler.store.schema import candidates, sightings, texts
from menafn_crawler.store.upsert import insert_new_tuples

SMALL, LARGE = 5_000, 500_000
STORED = 2_000
DAYS = 7
FIRST_ID = 1_100_000_000
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
_CHUNK = 5_000


def made(number: int) -> Article:
    """The article of a number: about as long as a real one, and no other's text."""
    moment = BEGIN + timedelta(seconds=number * 20)
    at, on = moment.strftime("%Y-%m-%dT%H:%M:%SZ"), moment.strftime("%Y-%m-%d")
    body = text(number)
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


def fill(database: Database, count: int) -> None:
    """Put *count* articles into an empty store, in bulk."""
    for start in range(0, count, _CHUNK):
        chunk = [made(number) for number in range(start, min(start + _CHUNK, count))]
        with database.write() as connection:
            connection.execute(insert(candidates), [_candidate(article) for article in chunk])
            connection.execute(insert(sightings), [_sighting(article) for article in chunk])
            connection.execute(insert(articles_table), [articles.row_of(article) for article in chunk])
            _keep_texts(connection, chunk)


def _keep_texts(connection: Connection, chunk: list[Article]) -> None:
    """The sketches of texts that are like no other, as ``duplicates`` keeps them, without looking for their like."""
    kept: list[dict[str, object]] = []
    keys: list[tuple[int, int, int]] = []
    for article in chunk:
        text_id, runs = article.article_id - FIRST_ID + 1, Wording(article.body).runs
        sketched, day = sketch(runs), date.fromisoformat(article.published_on or "").toordinal()
        row = {"text_id": text_id, "content_hash": article.content_hash, "runs": len(set(runs))}
        kept.append(row | {"scheme": SCHEME, "sketch": sketched})
        keys.extend((day // duplicates.BUCKET, band, text_id) for band in bands(sketched))
    connection.execute(insert(texts), kept)
    insert_new_tuples(connection, bands_table, sorted(keys))


def _candidate(article: Article) -> dict[str, object]:
    known = {"article_id": article.article_id, "url": article.url, "first_seen_at": article.first_seen_at}
    return known | {"state": "stored", "attempts": 1, "gone_looks": 0}


def _sighting(article: Article) -> dict[str, object]:
    return {"article_id": article.article_id, "section": "asia", "first_seen_at": article.first_seen_at}


def cost_of_storing(database: Database, first: int) -> float:
    """Milliseconds to list and store one article, one transaction each, as a crawl does."""
    new = [made(number) for number in range(first, first + STORED)]
    begun = time.perf_counter()
    for article in new:
        with database.write() as connection:
            queue.remember(connection, [Candidate(article.article_id, article.url, "asia")], article.fetched_at)
        with database.write() as connection:
            articles.save(connection, article, DAYS)
    return (time.perf_counter() - begun) / STORED * 1000


def nothing_new(site: str, data_dir: Path) -> float:
    """Seconds of a run over lists that show only what is known; the median of five."""
    settings = [part for setting in (f"MENAFN_DATA_DIR={data_dir}", *UNDELAYED) for part in ("-s", setting)]
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "menafn",
        "-a",
        f"site={site}",
        *settings,
        "-s",
        "MENAFN_EXPORTS=",
    ]
    measure(command, PROJECT)
    pages_asked(site)
    times = []
    for _ in range(5):
        times.append(measure(command, PROJECT).seconds)
        assert pages_asked(site) < 20, "something was new"
    return median(times)


def export_rows(data_dir: Path) -> Iterator[tuple[str, str, str, str]]:
    """Our export beside the database's own dump of the same columns."""
    command = [sys.executable, "-m", "scrapy", "export", str(data_dir / "all.csv"), "--all"]
    ours = measure([*command, "-s", f"MENAFN_DATA_DIR={data_dir}"], PROJECT)
    yield "scrapy export of 500,000 rows", f"{ours.seconds:.1f} s", "", ""
    yield "its memory", f"{ours.megabytes:.0f} MB", "", "< 200 MB"
    program = shutil.which("sqlite3")
    if program is None:
        yield "sqlite3 -csv", "not installed: apt-get install sqlite3", "", ""
        return
    names = ", ".join(name for name in ARTICLE_FIELDS if name != "sections")
    query = (
        f"SELECT {names}, (SELECT group_concat(section, '|') FROM sightings s WHERE s.article_id = a.article_id)"
        " AS sections FROM articles a ORDER BY article_id"
    )
    begun = time.perf_counter()
    with (data_dir / "dump.csv").open("wb") as file:
        subprocess.run([program, "-csv", "-header", str(data_dir / "menafn.db"), query], stdout=file, check=True)
    dump = time.perf_counter() - begun
    yield "sqlite3 -csv, the same columns", f"{dump:.1f} s", f"{ours.seconds / dump:.2f}", "<= 2.00"


def parquet_rows(data_dir: Path) -> Iterator[tuple[str, str, str, str]]:
    """The typed exports: how fast, in how much memory, how large."""
    for name, options in (("all.parquet", ()), ("months.parquet", ("--partition",))):
        command = [sys.executable, "-m", "scrapy", "export", str(data_dir / name), "--all", *options]
        ours = measure([*command, "-s", f"MENAFN_DATA_DIR={data_dir}"], PROJECT)
        told = f"{LARGE / ours.seconds:,.0f} rows/s, {ours.megabytes:.0f} MB resident"
        yield f"scrapy export {name} {' '.join(options)}".strip(), told, "", ">= 20,000 rows/s"
    for path in (data_dir / "all.parquet", data_dir / "all.csv"):
        yield f"size of {path.name}", f"{path.stat().st_size / 2**20:,.0f} MB", "", ""


def main() -> None:
    """Print the rows."""
    rows: list[tuple[str, str, str, str]] = []
    with tempfile.TemporaryDirectory() as name, replica(320) as site:
        costs, runs = {}, {}
        for size in (SMALL, LARGE):
            data_dir = Path(name) / str(size)
            data_dir.mkdir()
            database = open_database(f"sqlite:///{data_dir / 'menafn.db'}")
            fill(database, size)
            costs[size] = cost_of_storing(database, size)
            database.close()
        empty = Path(name) / "empty"
        runs[0], runs[LARGE] = nothing_new(site, empty), nothing_new(site, Path(name) / str(LARGE))
        rows.append((f"storing an article at {SMALL:,} rows", f"{costs[SMALL]:.2f} ms", "1.00", ""))
        ratio = costs[LARGE] / costs[SMALL]
        rows.append((f"storing an article at {LARGE:,} rows", f"{costs[LARGE]:.2f} ms", f"{ratio:.2f}", "<= 1.30"))
        rows.append(("a run with nothing new, small store", f"{runs[0]:.2f} s", "1.00", ""))
        ratio = runs[LARGE] / runs[0]
        rows.append((f"a run with nothing new, {LARGE:,} rows", f"{runs[LARGE]:.2f} s", f"{ratio:.2f}", "<= 1.30"))
        rows.extend(export_rows(Path(name) / str(LARGE)))
        rows.extend(parquet_rows(Path(name) / str(LARGE)))
        size_on_disk = (Path(name) / str(LARGE) / "menafn.db").stat().st_size
        rows.append((f"the file at {LARGE:,} rows", f"{size_on_disk / 2**20:,.0f} MB", "", ""))
    print_table("The store when it is large", ("what", "measured", "ratio", "wanted"), rows)
