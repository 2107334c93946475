"""Common Crawl: how fast its records are fetched and stored, to ``scrapy replay`` of the same; memory as they grow."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import urllib.request
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.processes import UNDELAYED, Measured, replica, scrapy
from benchmarks.table import Row, print_rows

STORIES, MANY_STORIES = 1_000, 5_000
ROUNDS = 3


def crawl(site: str, data_dir: Path, *arguments: str) -> Measured:
    """Read what the replica's Common Crawl has."""
    base = f"{site}/commoncrawl"
    given = [part for one in (f"data={base}", *arguments) for part in ("-a", one)]
    settings = (f"MENAFN_DATA_DIR={data_dir}", "MENAFN_EXPORTS=", *UNDELAYED)
    return scrapy("crawl", "menafn_commoncrawl", *given, settings=settings)


def crawl_index(site: str, data_dir: Path) -> Measured:
    """Read what the index lists."""
    return crawl(site, data_dir, f"index={site}/commoncrawl", "crawls=all")


def replay(archive: Path, data_dir: Path) -> Measured:
    """Run ``scrapy replay``."""
    return scrapy("replay", str(archive), settings=[f"MENAFN_DATA_DIR={data_dir}", "MENAFN_EXPORTS="])


def write_same_records(site: str, data_dir: Path, archive: Path) -> int:
    """Write the records that a crawl has stored to one file; return how many there are."""
    files: dict[str, bytes] = {}
    with closing(sqlite3.connect(data_dir / "menafn.db")) as store, archive.open("wb") as written:
        places = list(store.execute("SELECT file, offset, length FROM captures ORDER BY article_id DESC"))
        for file, offset, length in places:
            if file not in files:
                request = urllib.request.Request(f"{site}/commoncrawl/{file}", headers={"Range": "bytes=0-999999999"})
                with urllib.request.urlopen(request) as answer:
                    files[file] = answer.read()
            written.write(files[file][offset : offset + length])
    return len(places)


def speed_rows(site: str, directory: Path) -> list[Row]:
    """Compare the crawl with a replay of the same records, in turn."""
    urllib.request.urlopen(f"{site}/commoncrawl/collinfo.json").close()  # the replica captures its pages
    crawl_index(site, directory / "first")
    archive = directory / "same.warc.gz"
    records = write_same_records(site, directory / "first", archive)
    crawls, replays = [], []
    for turn in range(ROUNDS):
        replays.append(replay(archive, directory / f"replay{turn}"))
        crawls.append(crawl_index(site, directory / f"crawl{turn}"))
    ratio = median(one.seconds / other.seconds for one, other in zip(replays, crawls, strict=True))
    seconds, cpu = ([getattr(one, name) for one in crawls] for name in ("seconds", "processor"))
    before, cpu_before = ([getattr(one, name) for one in replays] for name in ("seconds", "processor"))
    return [
        Row(
            f"scrapy replay, {records:,} records", f"{median(before):.2f} s, {median(cpu_before):.2f} s of CPU", "1.00"
        ),
        Row(
            "menafn_commoncrawl, the same records",
            f"{median(seconds):.2f} s, {median(cpu):.2f} s of CPU",
            f"{ratio:.2f}",
            ">= 1.00",
        ),
    ]


def memory_rows(sites: dict[int, str], directory: Path) -> list[Row]:
    """Measure the most memory that the crawl of the index and of the CC-NEWS files needs, for few and many records."""
    rows = []
    for what in ("index", "CC-NEWS"):
        first = 0.0
        for stories, site in sites.items():
            folder = directory / f"{what}-{stories}"
            news = f"news={site}/commoncrawl/crawl-data/CC-NEWS/2025/06/warc.paths.gz"
            megabytes = (crawl_index(site, folder) if what == "index" else crawl(site, folder, news)).megabytes
            first = first or megabytes
            rows.append(
                Row(f"memory, {what}, {stories:,} stories", f"{megabytes:.0f} MB", f"{megabytes / first:.2f}", "flat")
            )
    return rows


def main(stories: int = STORIES, many: int = MANY_STORIES) -> list[Row]:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as name, replica(stories) as small:
        directory = Path(name)
        rows = speed_rows(small, directory)
        print_rows("Common Crawl", rows)
        with replica(many) as large:
            urllib.request.urlopen(f"{large}/commoncrawl/collinfo.json").close()
            rows += memory_rows({stories: small, many: large}, directory)
    return print_rows("Common Crawl", rows)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
