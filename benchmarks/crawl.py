"""The whole job beside what a user would write instead, and beside a bare Scrapy spider, on the same replica."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.processes import PROJECT, UNDELAYED, Measured, measure, options, replica, scrapy
from benchmarks.table import Row, print_rows

STORIES = 1_500
MANY_STORIES = 10_000
ROUNDS = 3
HEADER_DAY = "2024-01-02"
"""The false date in the header of every page."""
_TUNED = {"SCRAPY_SETTINGS_MODULE": "benchmarks.tuned_settings", "PYTHONPATH": str(PROJECT)}


def bare(site: str, directory: Path) -> Measured:
    """The bare spider with Scrapy's defaults."""
    return _bare(site, directory, {})


def tuned(site: str, directory: Path) -> Measured:
    """The bare spider with our settings, as far as they make any spider faster."""
    return _bare(site, directory, _TUNED)


def _bare(site: str, directory: Path, environment: Mapping[str, str]) -> Measured:
    spider = str(Path(__file__).with_name("bare_spider.py"))
    command = ["runspider", spider, "-a", f"site={site}", "-O", "bare.jsonl", *options(UNDELAYED)]
    # Run from elsewhere: in the project's directory it would take the project's settings.
    return measure([sys.executable, "-m", "scrapy", *command], directory, environment)


def peer(site: str, directory: Path) -> Measured:
    """Scrapy, trafilatura and SQLite, tuned as ours is."""
    spider = str(Path(__file__).with_name("peer_spider.py"))
    store = Path(tempfile.mkdtemp(dir=directory)) / "peer.db"
    command = ["runspider", spider, "-a", f"site={site}", "-a", f"store={store}", *options(UNDELAYED)]
    measured = measure([sys.executable, "-m", "scrapy", *command], directory, _TUNED)
    with closing(sqlite3.connect(store)) as database:
        rows = database.execute("SELECT count(*), coalesce(sum(day = ?), 0) FROM articles", (HEADER_DAY,)).fetchone()
    print(f"peer: {rows[0]} articles, {rows[1]} dated by the page's header ({HEADER_DAY})", flush=True)
    return measured


def ours(site: str, directory: Path) -> Measured:
    """The full job, from an empty store to the exported files."""
    settings = (f"MENAFN_DATA_DIR={tempfile.mkdtemp(dir=directory)}", *UNDELAYED)
    return scrapy("crawl", "menafn", "-a", f"site={site}", settings=settings)


def pages_asked(site: str) -> int:
    """Requests that the replica has answered since it was last asked."""
    with urllib.request.urlopen(f"{site}/__replica__/requests") as answer:
        asked = answer.read().count(b'",') + 1
    urllib.request.urlopen(urllib.request.Request(f"{site}/__replica__/reset", method="POST")).close()
    return int(asked)


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the job, and what it did in each round."""

    name: str
    run: Callable[[str, Path], Measured]
    pages: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def compete(self, site: str, directory: Path) -> None:
        """One round. The pages are those that the site has answered, not those that the spider says it read."""
        measured = self.run(site, directory)
        self.pages.append(pages_asked(site))
        self.rates.append(self.pages[-1] / measured.seconds)
        self.seconds.append(measured.seconds)

    @property
    def rate(self) -> float:
        """Pages a second, the median."""
        return median(self.rates)

    def row(self, what: str, base: Contender, wanted: str = "") -> Row:
        """Its line, its rate beside that of *base*."""
        told = f"{self.rate:.0f} pages/s ({median(self.pages):.0f} answered)"
        return Row(what, told, f"{self.rate / base.rate:.2f}", wanted)


def main() -> list[Row]:
    """Print the rows."""
    defaults, same, full = (
        Contender("bare spider, Scrapy's defaults", bare),
        Contender("bare spider, tuned the same", tuned),
        Contender("scrapy crawl menafn", ours),
    )
    with tempfile.TemporaryDirectory() as name, replica(STORIES) as site:
        for _ in range(ROUNDS):
            for contender in (defaults, same, full):
                contender.compete(site, Path(name))
    instead = Contender("Scrapy, trafilatura, SQLite", peer)
    with tempfile.TemporaryDirectory() as name, replica(STORIES) as site:
        instead.compete(site, Path(name))
    with tempfile.TemporaryDirectory() as name, replica(MANY_STORIES) as site:
        many = ours(site, Path(name))
    rows = [
        defaults.row(defaults.name, defaults),
        same.row(same.name, defaults),
        full.row(f"{full.name}, to the defaults", defaults, ">= 0.95"),
        instead.row(instead.name, full),
        Row("its time a page to ours", "", f"{full.rate / instead.rate:.1f}", ">= 5"),
        Row(f"our memory at {MANY_STORIES:,} stories", f"{many.megabytes:.0f} MB", "", "< 150 MB"),
    ]
    return print_rows(f"Crawl of the replica, median of {ROUNDS} runs each in turn", rows)
