"""``scrapy crawl``: Scrapy's own command with all arguments checked first and a reliable exit code."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from menafn_crawler.archive import ArchiveError
from menafn_crawler.archive import check_directory as check_archive
from menafn_crawler.bounds import printable
from menafn_crawler.check_settings import check_scrapy_settings
from menafn_crawler.configuration import (
    Configuration,
    SettingError,
    in_project,
    read_healthcheck_url,
    read_metrics_file,
)
from menafn_crawler.exporters.storage import AtomicFileStorage, FeedError
from menafn_crawler.extensions.log_filters import PlainErrors
from menafn_crawler.extensions.outcome import CUT_OFF, Exit, Outcome
from menafn_crawler.extensions.session import check_other_runs, lock_data_dir, open_store
from menafn_crawler.fetch import Mode
from menafn_crawler.middlewares.render import load_splash
from menafn_crawler.normalise import utc_text
from menafn_crawler.project_command import ExampleCommand, check_setting_names
from menafn_crawler.report.healthcheck import ping
from menafn_crawler.report.last_attempt import Attempt, write_attempt
from menafn_crawler.report.metrics import write_metrics
from menafn_crawler.report.summary import last_summary
from menafn_crawler.sharing.redis_connection import SharingError, connect
from menafn_crawler.spiders.argument_values import ArgumentError, nearest
from menafn_crawler.spiders.arguments import read_arguments
from menafn_crawler.spiders.queue_base import QueueSpider
from menafn_crawler.store import DataDirectoryBusy, QueueBusy, StoreError

logger = logging.getLogger(__name__)


def _freeze() -> None:
    """Have Python leave modules and settings out when it looks for reference cycles."""
    gc.freeze()


class Command(ExampleCommand, ScrapyCrawl):
    """Runs a spider of the project."""

    examples = (
        "scrapy crawl menafn -a sections=asia,economy -a since=yesterday -O articles.csv",
        "scrapy crawl menafn -a language=all -a limit=100 -s LOG_LEVEL=WARNING",
        "scrapy crawl menafn_feeds -a since=36h -o new.jsonl",
        "scrapy crawl menafn_feeds -a language=ar",
        "scrapy crawl menafn_archive -a since=2025-05-14 -a until=2025-05-15 -O two-days.parquet",
        "scrapy crawl menafn_archive -a ids=1109547000-1109547999",
        "scrapy crawl menafn_urls -a file=addresses.txt -O articles.xlsx",
        "grep -h menafn.com notes/*.txt | scrapy crawl menafn_urls -a file=- -O articles.csv",
        "scrapy crawl menafn_commoncrawl -a since=2024-05 -a until=2024-05 -O may.jsonl.gz",
        "scrapy crawl menafn_commoncrawl -a limit=100 -s MENAFN_DATA_DIR=data/trial",
    )

    def long_desc(self) -> str:
        """Shown by ``--help``."""
        return (
            "Run a spider of the project, e.g. scrapy crawl menafn -a sections=asia,economy -a since=2025-05-14"
            " -O articles.csv. Exit codes: 0 done, 2 bad argument, 3 some articles could not be had this time,"
            " 4 no article could be read, or the run deviates from those before it, 75 another run holds the data"
            " directory."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options; refuse invalid ones with one line.

        Here and not in ``run``: Scrapy starts its log in between, and the line would stand below a page of it.
        """
        try:
            super().process_options(args, opts)
            self._check(args, opts.spargs)
            PlainErrors.quiet(self.settings["LOG_LEVEL"] if self.settings is not None else None)
        except (UsageError, ArgumentError, SettingError, SharingError, StoreError, ArchiveError, FeedError) as error:
            reason = printable(" ".join(str(error).split()), 1_000)
            self._report_refused(args, reason)
            _refuse(reason, Exit.BAD_ARGUMENT)
        except (DataDirectoryBusy, QueueBusy) as busy:
            _refuse(printable(busy, 1_000), Exit.BUSY)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; the exit code is that of ``extensions.outcome``."""
        assert self.crawler_process is not None
        attempt = Attempt(args[0], _now_text())
        self._write_attempt(attempt)
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        crawler.signals.connect(_freeze, signals.engine_started)  # once all that stays is there
        self.crawler_process.start()
        self.exitcode, reason = _ending(crawler)
        self._write_attempt(replace(attempt, exit_code=int(self.exitcode), reason=reason))
        self._ping(self.exitcode)

    def _write_attempt(self, attempt: Attempt) -> None:
        """Write the file that ``scrapy summary`` reads if the store has no record of the crawl."""
        assert self.settings is not None
        try:
            write_attempt(Path(in_project(str(self.settings["MENAFN_DATA_DIR"]))), attempt)
        except OSError as error:
            logger.debug("the file of the last attempt could not be written: %s", error)

    def _ping(self, code: Exit) -> None:
        """Tell the health check service how the crawl ended. Exit code 75 is left to the run that goes on."""
        assert self.settings is not None
        url = read_healthcheck_url(self.settings)
        failed = ping(url, code) if url is not None else None
        if failed is not None:
            logger.warning("the health check of MENAFN_HEALTHCHECK_URL could not be pinged: %s", failed)

    def _report_refused(self, args: list[str], reason: str) -> None:
        """Report a refused crawl in all places that report a finished one, even if other settings are invalid."""
        assert self.settings is not None
        self._write_attempt(Attempt(args[0] if args else "crawl", _now_text(), int(Exit.BAD_ARGUMENT), reason))
        with suppress(SettingError, OSError):
            self._ping(Exit.BAD_ARGUMENT)
        with suppress(SettingError, OSError):
            path = read_metrics_file(self.settings)
            if path is not None:
                last = last_summary(Path(in_project(str(self.settings["MENAFN_DATA_DIR"]))))
                write_metrics(path, last, Exit.BAD_ARGUMENT, datetime.now(UTC))

    def _check(self, args: list[str], given: dict[str, str]) -> None:
        """Raise for invalid settings and arguments, before any request."""
        assert self.settings is not None
        unknown = next((arg for arg in args if arg.startswith("-")), None)
        if unknown is not None:
            raise ArgumentError(f"unknown option {unknown!r}; scrapy crawl --help shows those there are")
        spiders = get_spider_loader(self.settings)
        names = ", ".join(sorted(spiders.list()))
        if len(args) != 1:
            raise ArgumentError(f"name one spider, e.g. scrapy crawl menafn; there are {names}")
        if args[0] not in spiders.list():
            raise ArgumentError(f"no spider {args[0]!r}{nearest(args[0], spiders.list())}; there are {names}")
        allowed = getattr(spiders.load(args[0]), "allowed_arguments", None)
        if allowed is not None:
            read_arguments(given, allowed)
        check_scrapy_settings(self.settings)
        check_setting_names(self.settings)
        self._check_log()
        configuration = Configuration.from_settings(self.settings)
        if configuration.rendering.mode is not Mode.NEVER:
            load_splash()
        takes_from_queue = issubclass(spiders.load(args[0]), QueueSpider)
        if configuration.redis_url is not None:
            if not takes_from_queue:
                raise ArgumentError(f"{args[0]} shares no queue; run it without MENAFN_REDIS_URL")
            _check_sharing(configuration.redis_url, given)
        lock_data_dir(configuration)  # held until the process ends
        if configuration.archive is not None:
            check_archive(configuration.archive)
        open_store(configuration).close()
        if takes_from_queue:
            check_other_runs(configuration)
        self._check_feeds()

    def _check_log(self) -> None:
        """Raise for a log file that cannot be written to."""
        assert self.settings is not None
        log = self.settings["LOG_FILE"]
        if log and (Path(log).is_dir() or not os.access(Path(log).resolve().parent, os.W_OK)):
            raise SettingError(
                f"LOG_FILE is {log!r}, which cannot be written to; allowed is a file in a directory that is there"
            )

    def _check_feeds(self) -> None:
        """Raise for a feed that could not be written when the crawl ends."""
        assert self.settings is not None
        for uri, options in self.settings.getdict("FEEDS").items():
            if urlsplit(str(uri)).scheme in ("", "file"):
                AtomicFileStorage(str(uri), feed_options=options).check()


def _check_sharing(redis_url: str, given: dict[str, str]) -> None:
    """Raise if several workers cannot do this together, or if Redis does not answer."""
    if "limit" in given:
        raise ArgumentError(
            "limit is counted by one worker; with MENAFN_REDIS_URL leave it out, or bound since and until"
        )
    connect(redis_url).close()


def _ending(crawler: Crawler) -> tuple[Exit, str]:
    """Return the exit code of a crawl that is over, and its reason in one line."""
    try:
        outcome = crawler.get_extension(Outcome)
    except RuntimeError:
        outcome = None
    if outcome is None:
        return Exit.NOTHING_USABLE, "it could not be set up; its log says why"
    if outcome.reason is CUT_OFF:  # nobody else is left to say so
        logger.warning("exit %d: %s", outcome.exit, outcome.reason)
    return outcome.exit, outcome.reason


def _now_text() -> str:
    return utc_text(datetime.now(UTC).replace(microsecond=0))


def _refuse(reason: str, code: Exit) -> NoReturn:
    print(f"scrapy crawl: {reason}", file=sys.stderr)
    raise SystemExit(code)
