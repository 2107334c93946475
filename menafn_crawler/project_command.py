"""What the project's own commands share: settings checked first, errors in one line, a true exit code.

It stands here since Scrapy takes every command class under ``commands`` for a command.
"""

from __future__ import annotations

import argparse
import sys
from abc import abstractmethod

from scrapy.commands import ScrapyCommand

from menafn_crawler.configuration import Configuration, SettingError
from menafn_crawler.extensions.outcome import Exit
from menafn_crawler.spiders.arguments import ArgumentError
from menafn_crawler.store.database import StoreError


class Refused(Exception):  # noqa: N818 - a verdict, not an error
    """What was asked for cannot be done; the message says in one line what can."""


class ProjectCommand(ScrapyCommand):
    """A command of the project, without a crawler."""

    requires_project = True
    requires_crawler_process = False

    configuration: Configuration
    """The settings, checked."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what is given and execute; one line and exit code 2 for what cannot be right."""
        assert self.settings is not None
        try:
            _check_options(args)
            self.configuration = Configuration.from_settings(self.settings)
            self.exitcode = self.execute(args, opts)
        except (Refused, SettingError, ArgumentError, StoreError) as error:
            name = type(self).__module__.rpartition(".")[2]
            print(f"scrapy {name}: {' '.join(str(error).split())}", file=sys.stderr)
            self.exitcode = Exit.BAD_ARGUMENT

    @abstractmethod
    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do it; the exit code. Raises Refused."""
        raise NotImplementedError


def _check_options(args: list[str]) -> None:
    """Scrapy passes on options that it does not know as arguments."""
    unknown = next((arg for arg in args if arg.startswith("-") and len(arg) > 1), None)
    if unknown is not None:
        raise Refused(f"unknown option {unknown!r}; --help shows those there are")
