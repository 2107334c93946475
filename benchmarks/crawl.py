"""The whole job against a bare Scrapy spider, on the same replica at the same concurrency."""

from __future__ import annotations

import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.processes import Measured, measure, replica
from benchmarks.table import print_table

STORIES = 1_500
MANY_STORIES = 10_000
ROUNDS = 3
UNDELAYED = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
"""The concurrency that Scrapy's defaults have."""
PROJECT = Path(__file__).parent.parent


def bare(site: str, directory: Path, settings: Sequence[str] = ()) -> Measured:
    """The bare spider, Scrapy's defaults unless *settings* say otherwise."""
    spider = str(Path(__file__).with_name("bare_spider.py"))
    command = ["runspider", spider, "-a", f"site={site}", "-O", "bare.jsonl"]
    # Run from elsewhere: in the project's directory it would take the project's settings.
    return measure([sys.executable, "-m", "scrapy", *command, *_options(settings)], directory)


def ours(site: str, directory: Path) -> Measured:
    """The full job, from an empty store to the exported files."""
    settings = _options([f"MENAFN_DATA_DIR={tempfile.mkdtemp(dir=directory)}", *UNDELAYED])
    return measure([sys.executable, "-m", "scrapy", "crawl", "menafn", "-a", f"site={site}", *settings], PROJECT)


def _options(settings: Sequence[str]) -> list[str]:
    return [part for setting in settings for part in ("-s", setting)]


def pages_asked(site: str) -> int:
    """Requests that the replica has answered since it was last asked."""
    with urllib.request.urlopen(f"{site}/__replica__/requests") as answer:
        asked = answer.read().count(b'",') + 1
    urllib.request.urlopen(urllib.request.Request(f"{site}/__replica__/reset", method="POST")).close()
    return int(asked)


def main() -> None:
    """Print the rows."""
    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as name, replica(STORIES) as site:
        directory = Path(name)
        for _ in range(ROUNDS):
            for label, run in (("bare", bare), ("ours", ours)):
                measured = run(site, directory)
                rates[label].append(pages_asked(site) / measured.seconds)
    with tempfile.TemporaryDirectory() as name, replica(MANY_STORIES) as site:
        many = ours(site, Path(name))
    best = {label: median(found) for label, found in rates.items()}
    ratio = best["ours"] / best["bare"]
    rows = [
        ("bare spider, Scrapy's defaults", f"{best['bare']:.0f} pages/s", "1.00", ""),
        ("scrapy crawl menafn", f"{best['ours']:.0f} pages/s", f"{ratio:.2f}", ">= 1.00"),
        (f"memory at {MANY_STORIES:,} stories", f"{many.megabytes:.0f} MB", "", "< 200 MB"),
    ]
    print_table(f"Crawl of the replica, median of {ROUNDS} runs each", ("what", "measured", "ratio", "wanted"), rows)
