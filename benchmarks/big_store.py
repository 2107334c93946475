"""A big store beside a small one: runs with little to do, exports, the memory of each process, room on the disk.

Times are those of the processor: they hold on a machine that does other things too.

``python -m benchmarks big_store 200000 1000000`` has other sizes; the first column is always the small store.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.filling import BEGIN, FIRST_ID, filled, made
from benchmarks.processes import PROJECT, UNDELAYED, Measured, measure, replica, scrapy
from benchmarks.table import Row, print_table
from menafn_crawler.items import ARTICLE_FIELDS
from menafn_crawler.store import open_database, writer

SMALL = 1_000
SIZES = (200_000, 1_000_000)
STORIES = 250
TIMES = 3
REFRESH = str((datetime.now(UTC) - BEGIN).days - 240)
"""Days in which the replica's stories lie, and none of the first million of those that fill the store."""
MEMORY = 160
FEED = 500_000
"""Articles that the largest feed selects."""

Values = dict[str, float]


@dataclass(frozen=True, slots=True)
class Limit:
    """What is wanted of a line: at most *factor* times and *more* than *other* of the same store or the small one."""

    factor: float = 1.0
    more: float = 0.0
    other: str = ""
    """Another line of the same store; empty for the same line of the small store."""


LINES: dict[str, tuple[str, str, Limit | None]] = {
    "nothing new": ("a run with nothing new", "{:.2f} s", Limit(1.1)),
    "one changed": ("one changed article, articles/", "{:.2f} s", Limit(more=1.5, other="nothing new")),
    "refresh": (f"refresh of {STORIES} unchanged articles", "{:.2f} s", Limit(1.2)),
    "csv": ("export to CSV", "{:.1f} s", None),
    "sqlite csv": ("sqlite3 -csv, the same columns", "{:.1f} s", None),
    "csv.gz": ("export to csv.gz", "{:.1f} s", Limit(3.0, other="csv")),
    "jsonl": ("export to JSON lines", "{:.1f} s", None),
    "sqlite json": ("sqlite3 -json, the same columns", "{:.1f} s", None),
    "jsonl.gz": ("export to jsonl.gz", "{:.1f} s", Limit(3.0, other="jsonl")),
    "parquet": ("export to Parquet", "{:.1f} s", None),
    "months": ("export to articles/, whole", "{:.1f} s", None),
    "feed": (f"-O of all, {FEED:,} at most", "{:.1f} s", None),
}
_MEGABYTES = (
    "csv",
    "csv.gz",
    "jsonl",
    "jsonl.gz",
    "parquet",
    "months",
    "feed",
    "nothing new",
    "one changed",
    "refresh",
)
_ROOM = ("store", "csv", "jsonl", "parquet", "months", "csv.gz", "jsonl.gz")


class BigStore:
    """A data directory whose store holds *size* made articles and those of a replica."""

    def __init__(self, data_dir: Path, size: int, site: str) -> None:
        self._data_dir = data_dir
        self._size = size
        self._site = site
        self.values: Values = {}

    def measure(self) -> Values:
        """Measure everything; the values by line, ``memory LINE`` and ``room KIND`` (kB an article) among them."""
        store = self._data_dir / "menafn.db"
        self.values["room store"] = store.stat().st_size / self._size / 1000
        self._crawl("MENAFN_EXPORTS=articles/")
        self._note("nothing new", [self._crawl("MENAFN_EXPORTS=articles/") for _ in range(TIMES)])
        self._note("one changed", [self._changed(number) for number in range(TIMES)])
        refresh = [self._crawl("MENAFN_EXPORTS=articles/", "-a", f"refresh={REFRESH}") for _ in range(TIMES)]
        self._note("refresh", refresh)
        self._exports()
        self._dumps()
        self._feed()
        return self.values

    def _crawl(self, exports: str, *options: str) -> Measured:
        settings = (f"MENAFN_DATA_DIR={self._data_dir}", *UNDELAYED, exports)
        return scrapy("crawl", "menafn", "-a", f"site={self._site}", *options, settings=settings)

    def _changed(self, number: int) -> Measured:
        """Correct an article in the middle of the store, then crawl with nothing new."""
        article = made(self._size // 2 + number)
        database = open_database(f"sqlite:///{self._data_dir / 'menafn.db'}")
        with database.write() as connection:
            body = f"{article.body} Corrected."
            writer.save(connection, replace(article, body=body, fetched_at="2026-01-01T00:00:00Z"), 7)
        database.close()
        return self._crawl("MENAFN_EXPORTS=articles/")

    def _exports(self) -> None:
        for name, path in (
            *((suffix, f"all.{suffix}") for suffix in ("csv", "csv.gz", "jsonl", "jsonl.gz", "parquet")),
            ("months", "months"),
        ):
            choices = ("--partition",) if name == "months" else ()
            directory = self._data_dir / "exported"
            done = scrapy(
                *("export", str(directory / path), "--all", "--no-package", *choices),
                settings=[f"MENAFN_DATA_DIR={self._data_dir}"],
            )
            self._note(name, [done])
            files = [file for file in directory.rglob("*") if file.is_file()]
            self.values[f"room {name}"] = sum(file.stat().st_size for file in files) / self._size / 1000
            shutil.rmtree(directory)

    def _dumps(self) -> None:
        """Let the database's own program write the same columns."""
        program = shutil.which("sqlite3")
        if program is None:
            return
        names = ", ".join(name for name in ARTICLE_FIELDS if name != "sections")
        sections = "(SELECT group_concat(section) FROM sightings s WHERE s.article_id = a.article_id) AS sections"
        query = f"SELECT {names}, {sections} FROM articles a ORDER BY article_id"
        for name in ("csv", "json"):
            dump = f"{program} -{name} -header '{self._data_dir / 'menafn.db'}' '{query}' > '{self._data_dir / 'dump'}'"
            self.values[f"sqlite {name}"] = measure(["sh", "-c", dump], PROJECT).processor
            (self._data_dir / "dump").unlink()

    def _feed(self) -> None:
        last = FIRST_ID + min(self._size, FEED) - 1
        feed = self._data_dir / "feed.jsonl"
        done = scrapy(
            *("crawl", "menafn_archive", "-a", f"site={self._site}", "-a", f"ids={FIRST_ID}-{last}", "-O", str(feed)),
            settings=(f"MENAFN_DATA_DIR={self._data_dir}", *UNDELAYED, "MENAFN_EXPORTS="),
        )
        self._note("feed", [done])
        feed.unlink()

    def _note(self, name: str, runs: Sequence[Measured]) -> None:
        self.values[name] = median(run.processor for run in runs)
        self.values[f"memory {name}"] = max(run.megabytes for run in runs)


def measure_sizes(sizes: Sequence[int], directory: Path, site: str) -> Iterator[tuple[int, Values]]:
    """Yield the values of each size, from the smallest on; one store is filled on and on."""
    growing, before = directory / "growing.db", 0
    for size in sorted({SMALL, *sizes}):
        filled(growing, before, size)
        data_dir = directory / str(size)
        data_dir.mkdir()
        if size == max(sizes):
            shutil.move(growing, data_dir / "menafn.db")
        else:
            shutil.copyfile(growing, data_dir / "menafn.db")
        yield size, BigStore(data_dir, size, site).measure()
        shutil.rmtree(data_dir)
        before = size


def lines(found: Mapping[int, Values]) -> Iterator[tuple[str, list[str], str, str]]:
    """Yield of each line: what it is, a cell for each size, the ratio at the largest, what is wanted."""
    small, large = found[min(found)], found[max(found)]
    for name, (what, shown, limit) in LINES.items():
        if name not in large:
            continue
        ratio, wanted = "", ""
        if limit is not None:
            other = large[limit.other] if limit.other else small[name]
            ratio = f"+{large[name] - other:.2f} s" if limit.more else f"{large[name] / other:.2f}"
            wanted = f"<= +{limit.more} s" if limit.more else f"<= {limit.factor}"
        yield what, [shown.format(values[name]) for values in found.values()], ratio, wanted
    for dump, ours in (("sqlite csv", "csv"), ("sqlite json", "jsonl")):
        if dump in large:
            ratios = [f"{values[ours] / values[dump]:.2f}" for values in found.values()]
            yield f"{ours} by {dump.replace(' ', '3 -')}", ratios, ratios[-1], ""
    for name in _MEGABYTES:
        cells = [f"{values[f'memory {name}']:.0f} MB" for values in found.values()]
        yield f"memory: {LINES[name][0]}", cells, "", f"< {MEMORY} MB"
    for name in _ROOM:
        cells = [f"{values[f'room {name}']:.2f} MB" for values in found.values()]
        yield f"disk for 1,000 articles: {name}", cells, "", ""


def main(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, replica(STORIES) as site:
        found = dict(measure_sizes(sizes, Path(name), site))
    rows = list(lines(found))
    header = ("what", *(f"{size:,}" for size in found), "ratio", "wanted")
    print_table("A big store", header, [(what, *cells, ratio, wanted) for what, cells, ratio, wanted in rows])
    return [Row(f"{what}, {max(found):,} articles", cells[-1], ratio, wanted) for what, cells, ratio, wanted in rows]
