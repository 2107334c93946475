"""The main job without a network: ``scrapy crawl menafn`` on the replica, compared with the truth, and its report.

    python -m menafn_crawler.replica.demo DATA_DIRECTORY

Uses the real spider and settings, run as a user runs them; only the politeness is turned off, since the site is ours.
Ends with 1 if a single field came out wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from menafn_crawler.replica import Newsroom, ReplicaServer, build_newsroom, data_set, serve

_IMPOLITE = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "LOG_LEVEL=WARNING")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The data set beside the truth: how many field values it should have, and which are not right."""

    wanted: int
    wrong: tuple[str, ...]


def compare(newsroom: Newsroom, path: Path) -> Comparison:
    """Compare the articles in *path* (JSON lines) with those that the ten menu sections show, copies left out."""
    truth = data_set(newsroom)
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    found = {record["article_id"]: record for record in records}
    wrong = [f"{key} should not be there" for key in sorted(found.keys() - truth.keys())]
    times = Counter(record["article_id"] for record in records)
    wrong += [f"{key} stands there {count} times" for key, count in sorted(times.items()) if count > 1]
    for key, record in sorted(truth.items()):
        have = found.get(key, {})
        wrong += [
            f"{key} {name}: {have.get(name, 'missing')!r}, should be {value!r}"
            for name, value in record.items()
            if name not in have or have[name] != value
        ]
    return Comparison(sum(map(len, truth.values())), tuple(wrong))


def crawl(site: str, data_dir: Path, *more: str) -> int:
    """Run the real spider on *site*; its exit code."""
    settings = [f"MENAFN_DATA_DIR={data_dir}", *_IMPOLITE]
    options = [part for setting in settings for part in ("-s", setting)]
    command = [sys.executable, "-m", "scrapy", "crawl", "menafn", "-a", f"site={site}", *options, *more]
    return subprocess.run(command, check=False).returncode


def _report(data_dir: Path) -> None:
    """Write the page that a person looks at; what is missing for it is told by the command."""
    command = [sys.executable, "-m", "scrapy", "report", "-s", f"MENAFN_DATA_DIR={data_dir}", "-s", "LOG_LEVEL=WARNING"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def main(data_dir: Path) -> int:
    """Crawl, compare, tell; 0 if everything is right."""
    newsroom = build_newsroom()
    with serve(newsroom) as site:
        print(f"replica newsroom on {site.url}: {len(newsroom.stories)} stories of many wires")
        begun = time.monotonic()
        exit_code = crawl(site.url, data_dir)
        seconds = time.monotonic() - begun
        asked = _article_requests(site, newsroom)
    print(f"scrapy crawl menafn: exit {exit_code} in {seconds:.1f} s, {asked} requests for articles")
    _report(data_dir)
    _tell_queue(data_dir)
    comparison = compare(newsroom, data_dir / "articles.jsonl")
    right = comparison.wanted - len(comparison.wrong)
    print(f"fields right: {right} of {comparison.wanted} wanted")
    for line in comparison.wrong[:10]:
        print(f"  wrong: {line}")
    for path in sorted(path for path in data_dir.iterdir() if path.is_file()):
        print(f"  {path} ({path.stat().st_size:,} bytes)")
    _tell_next(data_dir, newsroom)
    return 1 if exit_code or comparison.wrong else 0


def _tell_next(data_dir: Path, newsroom: Newsroom) -> None:
    """Print three commands that work on what the demo left."""
    there = f"-s MENAFN_DATA_DIR={data_dir}"
    print(
        "three things to do next:",
        f"  open {data_dir / 'report.html'} in a browser",
        f"  .venv/bin/scrapy explain {max(data_set(newsroom))} {there}",
        f"  .venv/bin/scrapy export {data_dir / 'asia.csv'} --sections asia {there}",
        sep="\n",
    )


def _article_requests(site: ReplicaServer, newsroom: Newsroom) -> int:
    ids = {str(key) for key in (*newsroom.by_id, *newsroom.gone, *newsroom.unreadable)}
    return sum(any(part in ids for part in path.split("/")) for path in site.requests)


def _tell_queue(data_dir: Path) -> None:
    summary = json.loads((data_dir / "last-run.json").read_text(encoding="utf-8"))
    data_set = summary["data_set"]
    told = ", ".join(f"{data_set[name]} {name.replace('_', ' ')}" for name in data_set)
    print(f"known so far: {told}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "data/demo")))
