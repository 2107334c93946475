"""``scrapy crawl``: Scrapy's own, with arguments checked first and an exit code that tells the truth."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from menafn_crawler.configuration import Configuration, SettingError
from menafn_crawler.extensions.outcome import Exit, Outcome
from menafn_crawler.spiders.arguments import ArgumentError, read_arguments
from menafn_crawler.store.database import StoreError


class Command(ScrapyCrawl):
    """Runs a spider of the project."""

    def long_desc(self) -> str:
        """Shown by ``--help``."""
        return (
            "Run a spider of the project, e.g. scrapy crawl menafn -a sections=asia,economy -a since=2025-05-14"
            " -O articles.csv. Exit codes: 0 done, 2 bad argument, 3 some articles could not be had this time,"
            " 4 no article could be read, 75 another run holds the data directory."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the arguments, crawl, and take the exit code from what came of it."""
        assert self.settings is not None
        assert self.crawler_process is not None
        if len(args) != 1:
            raise UsageError("name one spider, e.g. scrapy crawl menafn", print_help=False)
        try:
            self._check(args[0], opts.spargs)
            crawler = self._create_crawler(args[0])
            self.crawler_process.crawl(crawler, **opts.spargs)
        except (ArgumentError, SettingError, StoreError) as error:
            print(f"scrapy crawl {args[0]}: {error}", file=sys.stderr)
            self.exitcode = Exit.BAD_ARGUMENT
            return
        self.crawler_process.start()
        outcome = crawler.get_extension(Outcome)
        self.exitcode = outcome.exit if outcome is not None else Exit.NOTHING_USABLE

    def _check(self, name: str, given: dict[str, str]) -> None:
        """Raise for what cannot be right, before anything is opened or asked for."""
        assert self.settings is not None
        spiders = get_spider_loader(self.settings)
        if name not in spiders.list():
            raise ArgumentError(f"no such spider; there are {', '.join(sorted(spiders.list()))}")
        Configuration.from_settings(self.settings)
        accepted = getattr(spiders.load(name), "accepted", None)
        if accepted is not None:
            read_arguments(given, accepted)
