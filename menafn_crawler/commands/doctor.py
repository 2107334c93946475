"""``scrapy doctor``: is the site still as it is known, and is this machine fit to crawl it."""

from __future__ import annotations

import argparse
import json
import platform
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.utils.conf import arglist_to_dict

from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.report.environment_checks import (
    OPTIONAL,
    Check,
    Verdict,
    check_clock,
    check_disk,
    check_last_run,
    check_store,
    check_versions,
    exit_code,
    usual_links,
)
from menafn_crawler.report.site_checks import Probes, clock_of, diagnose
from menafn_crawler.report.summary import freshness_warning, last_summary
from menafn_crawler.spiders.arguments import read_arguments
from menafn_crawler.spiders.doctor import DoctorSpider
from menafn_crawler.store import StoreError, StoreState, inspect_store, shown_address

_NEEDED = ("Scrapy", "lxml", "SQLAlchemy")
_OWN = {  # a look is no crawl: nothing is stored, and an answer is worth one more try only
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
    "RETRY_TIMES": 1,
    "MENAFN_LONGEST_WAIT": 5,
    "DOWNLOAD_TIMEOUT": 30,
}


class Command(ProjectCommand):
    """Check the site and the machine, and print what was found."""

    usage = "[-a site=ADDRESS] [--deep] [--json]"
    summary = "Tell whether the site is still as it is known"
    description = (
        "Fetch robots.txt, the home page, every list of the menu, one feed and three articles; check the store, the"
        " disk, the clock, the last run and what is installed; print what works and what has changed. Nothing is"
        " stored, e.g. scrapy doctor -a site=https://menafn.com --json. Exit codes: 0 all well, 2 bad argument,"
        " 3 something is partly wrong, 4 the site cannot be used as it is known."
    )
    examples = (
        "scrapy doctor",
        "scrapy doctor -a site=https://menafn.com --json",
    )

    requires_crawler_process = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The site, and the form of the answer."""
        super().add_options(parser)
        parser.add_argument(
            "-a", dest="given", action="append", default=[], metavar="site=ADDRESS", help="another base"
        )
        parser.add_argument("--deep", action="store_true", help="read the whole SQLite file, to find damage")
        parser.add_argument("--json", action="store_true", help="for programs: checks and exit code as JSON")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options; without --loglevel, only errors are logged."""
        super().process_options(args, opts)
        assert self.settings is not None
        if (self.settings.getpriority("LOG_LEVEL") or 0) < SETTINGS_PRIORITIES["cmdline"]:
            self.settings.set("LOG_ENABLED", False, priority="cmdline")
        for name, value in _OWN.items():
            self.settings.set(name, value, priority="cmdline")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Run all checks and print them; return their exit code."""
        if args:
            raise Refused("it takes no argument but -a site=ADDRESS, e.g. scrapy doctor -a site=https://menafn.com")
        checks = list(self._checks(_site(opts.given), deep=opts.deep))
        code = exit_code(checks)
        if opts.json:
            print(json.dumps({"exit_code": code, "checks": [asdict(check) for check in checks]}, indent=2))
        else:
            width = max(len(check.subject) for check in checks)
            for check in checks:
                print(f"{check.verdict.upper():8}  {check.subject:{width}}  {check.text}")
        return code

    def _checks(self, site: str, *, deep: bool) -> Iterator[Check]:
        assert self.settings is not None
        assert self.crawler_process is not None
        probes = Probes()
        self.crawler_process.crawl(DoctorSpider, site=site, probes=probes)
        self.crawler_process.start()
        now = datetime.now(UTC).replace(microsecond=0)
        agent = self.settings["ROBOTSTXT_USER_AGENT"] or self.settings["USER_AGENT"]
        last = last_summary(self.configuration.data_dir)
        yield from diagnose(probes, site, agent, now, self.configuration.zone, usual_links(last))
        if (check := check_last_run(last)) is not None:
            yield check
        yield from self._machine(now, deep=deep)
        yield check_clock(clock_of(probes), now)
        needed = {"Python": platform.python_version()} | {name: version(name) for name in _NEEDED}
        yield from check_versions(needed, {name: _installed(name) for name in OPTIONAL})

    def _machine(self, now: datetime, *, deep: bool) -> Iterator[Check]:
        configuration = self.configuration
        address = shown_address(configuration.store)
        state: StoreState | None = None
        try:
            state = inspect_store(configuration.store, deep=deep)
            yield check_store(state, address)
        except StoreError as error:
            yield Check("store", Verdict.WRONG, str(error))
        if state is not None and (silent := freshness_warning(state.newest, now, configuration.silent_days)):
            yield Check("store", Verdict.WARNING, silent)
        there = configuration.data_dir.absolute()
        while not there.exists():
            there = there.parent
        yield check_disk(shutil.disk_usage(there).free, str(there))


def _site(given: list[str]) -> str:
    try:
        named = arglist_to_dict(given)
    except ValueError:
        raise Refused("-a takes NAME=VALUE; allowed is site=ADDRESS") from None
    return read_arguments(named, frozenset({"site"})).site


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
