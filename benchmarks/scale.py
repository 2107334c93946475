"""What grows with the store: the same work in stores of a thousand to a million articles, side by side.

One store is filled on and on; at each size everything is measured on a copy of it, so that each article is made once.
Of an export and of the report, which read every article, the cost of one is compared; of all else, the cost itself. The
start of a program is part of what it takes, and most of it in a small store.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import archive
from benchmarks.crawl import pages_asked
from benchmarks.filling import filled
from benchmarks.processes import Measured, replica
from benchmarks.report import reported
from benchmarks.store import exported, nothing_new
from benchmarks.storing import measured
from benchmarks.table import Row, print_table

SIZES = (1_000, 10_000, 100_000, 1_000_000)
"""Articles; ``python -m benchmarks scale 1000 3000`` has others."""
COMPARED = 10_000
"""The size that the largest is compared with besides the smallest, where the start of a program is nearly all."""
STORIES = 1_500
"""Of the replica whose archive is replayed and whose lists are read."""
TIMES, ENOUGH = 3, 10.0
"""Runs of a program that only reads, at most, and seconds after which there is no other."""

Values = Mapping[str, float]
"""What was measured at one size, by line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    what: str
    shown: Callable[[float], str]
    wanted: str = ""
    cost: Callable[[float, int], float] = lambda value, size: value
    """What is compared, of a value and its size."""


def _rate(value: float, _: int) -> float:
    return 1 / value


def _share(value: float, size: int) -> float:
    return value / size


_MEGABYTES = "{:.0f} MB".format
_SECONDS = "{:.2f} s".format
_MILLISECONDS = "{:.2f} ms".format
_NO_GROWTH = "<= 1.50"
LINES = {
    "storing": Line("one new article listed and stored, its duplicates looked for", _MILLISECONDS, _NO_GROWTH),
    "duplicates": Line("its duplicates alone", _MILLISECONDS, _NO_GROWTH),
    "nothing new": Line("a run with nothing new", _SECONDS, _NO_GROWTH),
    "replay": Line("replay of a small archive into it", "{:,.0f} pages/s".format, _NO_GROWTH, _rate),
    "csv": Line("export to CSV", "{:,.0f} rows/s".format, _NO_GROWTH, _rate),
    "parquet": Line("export to Parquet", "{:,.0f} rows/s".format, _NO_GROWTH, _rate),
    "report": Line("scrapy report (ratio: an article)", _SECONDS, _NO_GROWTH, _share),
    "storing memory": Line("memory: storing", _MEGABYTES, _NO_GROWTH),
    "replay memory": Line("memory: replay", _MEGABYTES, _NO_GROWTH),
    "csv memory": Line("memory: export to CSV", _MEGABYTES, _NO_GROWTH),
    "parquet memory": Line("memory: export to Parquet", _MEGABYTES),
    "report memory": Line("memory: report", _MEGABYTES),
    "file": Line("the store's file (ratio: an article)", "{:,.0f} MB".format, "", _share),
}


@dataclass(frozen=True, slots=True)
class Site:
    """A replica, and the archive of a crawl of it."""

    address: str
    archive: Path
    pages: int


def at_size(data_dir: Path, size: int, site: Site) -> dict[str, float]:
    """Everything in a store of *size* articles, which is not the same afterwards. First what only reads."""
    store = data_dir / "menafn.db"
    values = {"file": store.stat().st_size / 2**20, **dict(_reading(data_dir, size))}
    replayed = archive.replay(site.archive, data_dir)
    values |= {"replay": site.pages / replayed.seconds, "replay memory": replayed.megabytes}
    values["nothing new"] = nothing_new(site.address, data_dir)
    cost = measured(store, size)
    return values | {"storing": cost.storing, "duplicates": cost.duplicates, "storing memory": cost.megabytes}


def _reading(data_dir: Path, size: int) -> Iterator[tuple[str, float]]:
    for kind in ("csv", "parquet"):
        taken = best(partial(exported, data_dir, f"all.{kind}"))
        (data_dir / f"all.{kind}").unlink()  # some gigabytes
        yield kind, size / taken.seconds
        yield f"{kind} memory", taken.megabytes
    taken = best(partial(reported, data_dir))
    yield "report", taken.seconds
    yield "report memory", taken.megabytes


def best(run: Callable[[], Measured]) -> Measured:
    """The fastest of three runs; of fewer where they take long, in which a pause of the disk matters little."""
    runs = [run()]
    while len(runs) < TIMES and sum(one.seconds for one in runs) < ENOUGH:
        runs.append(run())
    return min(runs, key=lambda one: one.seconds)


def measure_sizes(sizes: Sequence[int], directory: Path, site: Site) -> Iterator[tuple[int, Values]]:
    """The values at each size, from the smallest on."""
    growing, before = directory / "growing.db", 0
    for size in sorted(sizes):
        filled(growing, before, size)
        data_dir = directory / str(size)
        data_dir.mkdir()
        take = shutil.move if size == max(sizes) else shutil.copyfile
        take(growing, data_dir / "menafn.db")
        values = at_size(data_dir, size, site)
        told = ", ".join(f"{key} {LINES[key].shown(value)}" for key, value in values.items())
        print(f"{size:,} articles: {told}", file=sys.stderr, flush=True)  # the largest takes long, and may fail
        yield size, values
        shutil.rmtree(data_dir)
        before = size


def ratio(line: Line, values: Mapping[int, float], size: int) -> str:
    """The cost at the largest size by that at *size*; empty where that is not one of the sizes below it."""
    largest = max(values)
    if size >= largest or size not in values:
        return ""
    return f"{line.cost(values[largest], largest) / line.cost(values[size], size):.2f}"


def main(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, replica(STORIES) as address:
        directory = Path(name)
        archive.crawl(address, directory / "crawled", f"MENAFN_ARCHIVE={directory / 'warc'}", "MENAFN_EXPORTS=")
        site = Site(address, directory / "warc", pages_asked(address))
        found = dict(measure_sizes(sizes, directory, site))
    rows, told = [], []
    for key, line in LINES.items():
        values = {size: found[size][key] for size in found}
        ratios = [ratio(line, values, size) for size in (min(values), COMPARED)]
        rows.append((line.what, *map(line.shown, values.values()), *ratios, line.wanted))
        told.append(
            Row(f"{line.what}, {max(values):,} articles", line.shown(values[max(values)]), ratios[1], line.wanted)
        )
    header = ("what", *(f"{size:,}" for size in found), "largest to smallest", f"largest to {COMPARED:,}", "wanted")
    print_table("Articles in the store, and what they cost", header, rows)
    return told
