"""What the store costs when it is large: storing, a run with nothing new, exporting."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.crawl import pages_asked
from benchmarks.filling import filled
from benchmarks.processes import UNDELAYED, Measured, replica, scrapy
from benchmarks.storing import measured
from benchmarks.table import Row, print_rows
from menafn_crawler.items import ARTICLE_FIELDS

SMALL, LARGE = 5_000, 500_000


def nothing_new(site: str, data_dir: Path) -> float:
    """Seconds of a run over lists that show only what is known; the median of five."""
    settings = (f"MENAFN_DATA_DIR={data_dir}", *UNDELAYED, "MENAFN_EXPORTS=")

    def run() -> Measured:
        return scrapy("crawl", "menafn", "-a", f"site={site}", settings=settings)

    run()
    pages_asked(site)
    times = []
    for _ in range(5):
        times.append(run().seconds)
        assert pages_asked(site) < 20, "something was new"
    return median(times)


def exported(data_dir: Path, name: str, *choices: str) -> Measured:
    """What it takes to export all articles, copies too, to a file of that name."""
    return scrapy("export", str(data_dir / name), "--all", *choices, settings=[f"MENAFN_DATA_DIR={data_dir}"])


def export_rows(data_dir: Path) -> Iterator[Row]:
    """Our export beside the database's own dump of the same columns."""
    ours = exported(data_dir, "all.csv")
    yield Row(f"scrapy export of {LARGE:,} rows", f"{ours.seconds:.1f} s")
    yield Row("its memory", f"{ours.megabytes:.0f} MB", "", "< 200 MB")
    program = shutil.which("sqlite3")
    if program is None:
        yield Row("sqlite3 -csv", "not installed: apt-get install sqlite3")
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
    yield Row("sqlite3 -csv, the same columns", f"{dump:.1f} s", f"{ours.seconds / dump:.2f}", "<= 2.00")


def parquet_rows(data_dir: Path) -> Iterator[Row]:
    """The typed exports: how fast, in how much memory, how large."""
    for name, choices in (("all.parquet", ()), ("months.parquet", ("--partition",))):
        ours = exported(data_dir, name, *choices)
        told = f"{LARGE / ours.seconds:,.0f} rows/s, {ours.megabytes:.0f} MB resident"
        yield Row(f"scrapy export {name} {' '.join(choices)}".strip(), told, "", ">= 20,000 rows/s")
    for path in (data_dir / "all.parquet", data_dir / "all.csv"):
        yield Row(f"size of {path.name}", f"{path.stat().st_size / 2**20:,.0f} MB")


def main() -> list[Row]:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as name, replica(320) as site:
        small, large, empty = (Path(name) / kind for kind in ("small", "large", "empty"))
        costs = []
        for data_dir, size in ((small, SMALL), (large, LARGE)):
            data_dir.mkdir()
            filled(data_dir / "menafn.db", 0, size)
            costs.append(measured(data_dir / "menafn.db", size).storing)
        runs = [nothing_new(site, data_dir) for data_dir in (empty, large)]
        rows = [
            Row(f"storing an article at {SMALL:,} rows", f"{costs[0]:.2f} ms", "1.00"),
            Row(f"storing an article at {LARGE:,} rows", f"{costs[1]:.2f} ms", f"{costs[1] / costs[0]:.2f}", "<= 1.30"),
            Row("a run with nothing new, small store", f"{runs[0]:.2f} s", "1.00"),
            Row(f"a run with nothing new, {LARGE:,} rows", f"{runs[1]:.2f} s", f"{runs[1] / runs[0]:.2f}", "<= 1.30"),
            *export_rows(large),
            *parquet_rows(large),
            Row(f"the file at {LARGE:,} rows", f"{(large / 'menafn.db').stat().st_size / 2**20:,.0f} MB"),
        ]
    return print_rows("The store when it is large", rows)
