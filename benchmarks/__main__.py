"""``make bench``: every benchmark, and one table of all at the end.

``python -m benchmarks crawl store`` runs those two; ``python -m benchmarks scale 1000 3000`` and ``big_store 200000``
run one at other sizes. ``python -m benchmarks.worker_faults 100000`` and ``python -m benchmarks.mutants ROOM`` stand
alone: each takes the machine for half an hour.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial

from benchmarks import (
    archive,
    big_store,
    common_crawl,
    crawl,
    duplicates,
    extraction,
    kills,
    report,
    scale,
    store,
    translations,
    workers,
)
from benchmarks.table import Row, print_table, print_versions

PACKAGES = (
    *("Scrapy", "lxml", "SQLAlchemy", "warcio", "pyarrow", "rensa", "scrapy-redis", "redis"),
    *("trafilatura", "newspaper4k", "goose3", "news-please", "htmldate", "datasketch"),
)

BENCHMARKS: dict[str, Callable[[], list[Row]]] = {
    "crawl": crawl.main,
    "extraction": extraction.main,
    "archive": archive.main,
    "common_crawl": common_crawl.main,
    "duplicates": duplicates.main,
    "translations": translations.main,
    "store": store.main,
    "report": report.main,
    "scale": scale.main,
    "big_store": big_store.main,
    "kills": kills.main,
    "workers": workers.main,
}
"""In the order of an article's way, then the large and the broken."""


def main(arguments: Sequence[str]) -> None:
    """Run the benchmarks named, all if none is; numbers are the sizes of ``scale`` and ``big_store``."""
    if {"-h", "--help"} & {*arguments}:
        print(f"{__doc__}\nBenchmarks: {', '.join(BENCHMARKS)}.")
        return
    if unknown := [one for one in arguments if not one.isdigit() and one not in BENCHMARKS]:
        sys.exit(f"{__doc__}\nBenchmarks: {', '.join(BENCHMARKS)}. Not known: {', '.join(unknown)}")
    sizes = tuple(int(argument) for argument in arguments if argument.isdigit())
    names = [argument for argument in arguments if not argument.isdigit()] or list(BENCHMARKS)
    sized = {"scale": partial(scale.main, sizes), "big_store": partial(big_store.main, sizes)}
    runs = BENCHMARKS | (sized if sizes else {})
    print_versions(PACKAGES)
    print(f"{len(os.sched_getaffinity(0))} cores; load at the beginning {os.getloadavg()[0]:.1f}", flush=True)
    found = [(name, *row) for name in names for row in runs[name]()]
    if len(names) > 1:
        print_table("All of this run", ("benchmark", *Row._fields), found)


if __name__ == "__main__":
    main(sys.argv[1:])
