"""The archive: what it costs a crawl, and how fast ``scrapy replay`` reads it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from benchmarks.processes import UNDELAYED, Measured, replica, scrapy
from benchmarks.table import Row, print_rows
from menafn_crawler.archive.containers import Containers
from menafn_crawler.archive.parse_segment import parse_segment
from menafn_crawler.archive.responses import ArchivedResponse, read_responses
from menafn_crawler.archive.segments import Segment, read_segments

STORIES, MANY_STORIES = 1_500, 6_000
ROUNDS = 5


def crawl(site: str, data_dir: Path, *settings: str) -> Measured:
    """Crawl the replica."""
    given = (f"MENAFN_DATA_DIR={data_dir}", *UNDELAYED, *settings)
    return scrapy("crawl", "menafn", "-a", f"site={site}", settings=given)


def replay(archive: Path, data_dir: Path) -> Measured:
    """Run ``scrapy replay``."""
    return scrapy("replay", str(archive), settings=[f"MENAFN_DATA_DIR={data_dir}"])


def segments_of(archive: Path) -> Iterator[Segment]:
    """Yield the segments of all files of an archive."""
    for path in sorted(archive.iterdir()):
        yield from read_segments(Containers(), path)


def pages_of(archive: Path) -> list[str]:
    """Return the text of every archived page."""
    found = [response for segment in segments_of(archive) for response in read_responses(segment.records())]
    return [found.body.decode() for found in found if isinstance(found, ArchivedResponse) and found.body]


def reading_alone(archive: Path) -> float:
    """Return the seconds that one process needs to extract the articles, without storing them."""
    begun = time.perf_counter()
    for segment in segments_of(archive):
        parse_segment(segment, ZoneInfo("America/New_York"))
    return time.perf_counter() - begun


def crawl_rows(site: str, directory: Path) -> list[Row]:
    """Compare crawls with and without an archive, in turn."""
    off, on = [], []
    for turn in range(ROUNDS):
        off.append(crawl(site, directory / f"off{turn}").seconds)
        on.append(crawl(site, directory / f"on{turn}", f"MENAFN_ARCHIVE={directory / f'warc{turn}'}").seconds)
    ratio = median(on) / median(off)
    return [
        Row(f"crawl of {STORIES:,} stories, no archive", f"{median(off):.2f} s", "1.00"),
        Row("with the archive", f"{median(on):.2f} s", f"{ratio:.2f}", "<= 1.10"),
    ]


def replay_rows(small: Path, large: Path, directory: Path) -> list[Row]:
    """Measure ``scrapy replay`` on all cores, and its memory for a small and a large archive."""
    memory = [replay(archive, directory / f"memory-{archive.name}").megabytes for archive in (small, large)]
    pages = len(pages_of(large))
    seconds = median(replay(large, directory / f"replay{turn}").seconds for turn in range(ROUNDS))
    alone = reading_alone(large)
    megabytes = [sum(path.stat().st_size for path in archive.iterdir()) / 2**20 for archive in (small, large)]
    return [
        Row("extraction alone, one core", f"{pages / alone:.0f} pages/s", "1.00"),
        Row("scrapy replay, all cores", f"{pages / seconds:.0f} pages/s", f"{alone / seconds:.2f}"),
        Row(f"its memory, archive of {megabytes[0]:.0f} MB", f"{memory[0]:.0f} MB", "1.00"),
        Row(
            f"its memory, archive of {megabytes[1]:.0f} MB",
            f"{memory[1]:.0f} MB",
            f"{memory[1] / memory[0]:.2f}",
            "flat",
        ),
    ]


def main() -> list[Row]:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        with replica(STORIES) as site:
            rows = crawl_rows(site, directory)
        with replica(MANY_STORIES) as site:
            crawl(site, directory / "many", f"MENAFN_ARCHIVE={directory / 'many-warc'}")
        rows += replay_rows(directory / "warc0", directory / "many-warc", directory)
    return print_rows("The archive", rows)
