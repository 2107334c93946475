"""``make bench``: every benchmark, one table each; ``python -m benchmarks crawl`` runs one."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import archive, crawl, duplicates, extraction, kills, report, store
from benchmarks.table import print_versions

BENCHMARKS: dict[str, Callable[[], None]] = {
    "crawl": crawl.main,
    "extraction": extraction.main,
    "store": store.main,
    "duplicates": duplicates.main,
    "report": report.main,
    "kills": kills.main,
    "archive": archive.main,
}


def main(names: list[str]) -> None:
    """Run the benchmarks named, all if none is."""
    print_versions("Scrapy", "lxml", "SQLAlchemy")
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
