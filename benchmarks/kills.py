"""Fifty crawls killed at random moments, then one that finishes: every article once, none missing."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.processes import PROJECT, UNDELAYED, options
from benchmarks.table import Row, print_rows
from menafn_crawler.replica import build_newsroom, serve
from menafn_crawler.replica.demo import compare

KILLS = 50
_SILENT = subprocess.DEVNULL


def main() -> list[Row]:
    """Print the row. Raises RuntimeError if an article is missing, doubled or wrong."""
    moments = random.Random(50)
    newsroom = build_newsroom()
    with tempfile.TemporaryDirectory() as name, serve(newsroom) as site:
        settings = options((f"MENAFN_DATA_DIR={name}", *UNDELAYED))
        command = [sys.executable, "-m", "scrapy", "crawl", "menafn", "-a", f"site={site.url}", *settings]
        for _ in range(KILLS):
            with subprocess.Popen(
                command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as process:
                time.sleep(moments.uniform(0.3, 2.5))
                process.kill()
        last = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
        comparison = compare(newsroom, Path(name) / "articles.jsonl")
    if last.returncode or comparison.wrong:
        raise RuntimeError(f"exit {last.returncode}; {comparison.wrong[:5]}")
    told = f"{comparison.wanted} of {comparison.wanted} values right"
    return print_rows("Nothing lost, nothing doubled", [Row(f"{KILLS} kills, then a run to the end", told, "", "all")])
