"""Crawls run as a user runs them: a process of its own in the project's folder."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from scrapy import cmdline

PROJECT = Path(__file__).parent.parent
T = TypeVar("T")

IMPOLITE = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
"""The tests' sites are their own."""
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.preloaded"])
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_APPEND

LONGEST = 120
"""Seconds after which a crawl hangs."""


@dataclass(frozen=True)
class Run:
    """What a crawl left behind, as it was when the crawl had ended."""

    code: int
    out: str
    err: str
    data_dir: Path
    records: dict[int, dict[str, Any]]
    """The data set by article number, as exported."""
    summary: dict[str, Any]
    """What the run tells of itself."""

    @property
    def found(self) -> tuple[int, ...]:
        """Numbers of the data set's articles."""
        return tuple(sorted(self.records))

    @property
    def census(self) -> dict[str, int]:
        """What the store holds."""
        return dict(self.summary["data_set"])

    @property
    def counters(self) -> dict[str, int]:
        """The run's counters, without the common beginning of their names."""
        return {name.removeprefix("menafn/"): value for name, value in self.summary["counters"].items()}


def read_lines(path: Path) -> dict[int, dict[str, Any]]:
    """Records of a file of JSON lines by article number, which must not repeat."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    by_number = {record["article_id"]: record for record in records}
    assert len(by_number) == len(records), "an article stands there twice"
    return by_number


ASIA = ("-a", "sections=asia")
"""The only section of small newsrooms."""


def command(site: str, data_dir: Path, *options: str, spider: str = "menafn") -> list[str]:
    """The command line of a crawl; *options* come last and win."""
    settings = [part for setting in (f"MENAFN_DATA_DIR={data_dir}", *IMPOLITE) for part in ("-s", setting)]
    return [sys.executable, "-m", "scrapy", "crawl", spider, "-a", f"site={site}", *settings, *options]


def _execute(argv: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
    """Be ``scrapy`` with these arguments, from a fork of a process that has imported it already."""
    for number, name, flags in ((0, "in", os.O_RDONLY), (1, "out", _CREATE), (2, "err", _CREATE)):
        os.dup2(os.open(folder / name, flags, 0o600), number)
    for stream, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        setattr(sys, stream, open(number, "r" if number == 0 else "w", buffering=1, encoding="utf-8"))  # noqa: SIM115
    os.chdir(PROJECT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = argv
    cmdline.execute(list(argv))


def scrapy(*words: str, environment: Mapping[str, str] | None = None, typed: str = "") -> CompletedProcess[str]:
    """Run ``scrapy`` with *words* to its end in a process of its own; *typed* is what it finds on standard input."""
    if "PYTHONPATH" in (environment or {}):  # read when Python starts, so a fork is no test of it
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *words],
            cwd=PROJECT,
            env={**os.environ, **(environment or {})},
            input=typed,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    with TemporaryDirectory(prefix="menafn-crawl-") as name:
        folder = Path(name)
        (folder / "in").write_text(typed, encoding="utf-8")
        process = _FORKS.Process(
            target=_execute, args=(["scrapy", *words], {**os.environ, **(environment or {})}, folder)
        )
        process.start()
        process.join(LONGEST)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise AssertionError(f"still running after {LONGEST} s: {' '.join(words)}")
        out, err = ((folder / part).read_text(encoding="utf-8", errors="replace") for part in ("out", "err"))
        return CompletedProcess(words, process.exitcode, out, err)


def crawl(
    site: str,
    data_dir: Path,
    *options: str,
    spider: str = "menafn",
    environment: Mapping[str, str] | None = None,
    typed: str = "",
) -> Run:
    """Run a crawl to its end; *typed* is what it finds on standard input."""
    words = command(site, data_dir, *options, spider=spider)[3:]
    done = scrapy(*words, environment=environment, typed=typed)
    exported, summary = data_dir / "articles.jsonl", data_dir / "last-run.json"
    return Run(
        done.returncode,
        done.stdout,
        done.stderr,
        data_dir,
        read_lines(exported) if exported.exists() else {},
        json.loads(summary.read_text(encoding="utf-8")) if summary.exists() else {},
    )


def in_parallel(tasks: Mapping[str, Callable[[], T]]) -> dict[str, T]:
    """Results of tasks that have nothing to do with each other, as many at once as the smallest machine has cores."""
    with ThreadPoolExecutor(2) as pool:
        started = {name: pool.submit(task) for name, task in tasks.items()}
        return {name: future.result() for name, future in started.items()}


@contextmanager
def crawling(site: str, data_dir: Path, *options: str, spider: str = "menafn") -> Iterator[subprocess.Popen[bytes]]:
    """A crawl under way; it is killed when the block ends."""
    with subprocess.Popen(
        command(site, data_dir, *options, spider=spider),
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()
