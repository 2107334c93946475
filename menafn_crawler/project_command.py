"""What the project's own commands share: settings checked first, errors in one line, a true exit code.

It stands here since Scrapy takes every command class under ``commands`` for a command.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from abc import abstractmethod
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from sqlalchemy.engine import make_url

from menafn_crawler import settings as settings_module
from menafn_crawler.configuration import Configuration, SettingError
from menafn_crawler.extensions.outcome import Exit
from menafn_crawler.spiders.argument_values import ArgumentError, nearest
from menafn_crawler.store import Database, StoreError, open_existing, shown_address

INTERRUPTED = 128 + signal.SIGINT
PIPE_CLOSED = 128 + signal.SIGPIPE
"""Exit codes as shells have them of programs that end by these signals."""


def without_run(settings: BaseSettings) -> None:
    """Remove from *settings* what makes a crawl a run: store, lock, pipelines, archive, shared queue."""
    for name in ("EXTENSIONS", "ITEM_PIPELINES", "ADDONS"):
        settings.set(name, {}, priority="cmdline")
    archive = "menafn_crawler.middlewares.archive.ArchiveMiddleware"
    middlewares = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), archive: None}
    settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="cmdline")


class _WithExamples(ScrapyHelpFormatter):
    """Scrapy's help, whose last part keeps its lines."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith(_EXAMPLES) else super()._fill_text(text, width, indent)


_EXAMPLES = "Examples\n========\n"


class ExampleCommand(ScrapyCommand):
    """A command whose ``--help`` ends with examples."""

    examples: ClassVar[tuple[str, ...]]
    """Command lines, two at least."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options, and the examples below them."""
        super().add_options(parser)
        parser.formatter_class = _WithExamples
        parser.epilog = _EXAMPLES + "\n".join(f"  {example}" for example in self.examples)


class CommandWithoutRun(ExampleCommand):
    """A command of Scrapy that takes no lock and stores nothing."""

    def long_desc(self) -> str:
        """Return what ``--help`` shows."""
        return f"{super().long_desc()} It takes no lock and stores nothing, e.g. {self.examples[0]}"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options, then remove what makes a crawl a run."""
        super().process_options(args, opts)
        assert self.settings is not None
        without_run(self.settings)


def check_setting_names(settings: BaseSettings) -> None:
    """Raise SettingError for an unknown setting of the command line that is nearly a known one, or a MENAFN_* one."""
    known = {name for name in settings if settings.getpriority(name) != SETTINGS_PRIORITIES["cmdline"]}
    known |= {name for module in (settings_module, default_settings) for name in vars(module) if name.isupper()}
    for name in settings:
        if name in known:
            continue
        if name.upper() in ("HTTP_PROXY", "HTTPS_PROXY"):
            raise SettingError(
                f"{name} is no setting; a proxy is named in the environment: http_proxy=http://host:port"
            )
        if (hint := nearest(name, known)) or name.startswith("MENAFN_"):
            raise SettingError(f"unknown setting {name}{hint}")


class Refused(Exception):  # noqa: N818 - a verdict, not an error
    """What was asked for cannot be done; the message says in one line what can."""


class ProjectCommand(ExampleCommand):
    """A command of the project, without a crawler."""

    requires_project = True
    requires_crawler_process = False

    usage: ClassVar[str]
    """Arguments, as ``--help`` shows them."""
    summary: ClassVar[str]
    """One line for the list of commands that ``scrapy`` prints."""
    description: ClassVar[str]
    """What ``--help`` says of the command."""
    configuration: Configuration
    """The settings, checked."""

    def syntax(self) -> str:
        """Scrapy's hook."""
        return self.usage

    def short_desc(self) -> str:
        """Scrapy's hook."""
        return self.summary

    def long_desc(self) -> str:
        """Scrapy's hook."""
        return self.description

    @property
    def _named(self) -> str:
        return f"scrapy {type(self).__module__.rpartition('.')[2]}"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Execute; the end is quiet where nobody reads on (``| head``), and one line where Ctrl-C comes."""
        try:
            self.exitcode = self._checked(args, opts)
            if sys.stdout is not None:  # it was closed by the caller
                sys.stdout.flush()
        except BrokenPipeError:
            _leave_closed_pipes()
            self.exitcode = PIPE_CLOSED
        except KeyboardInterrupt:
            print(f"{self._named}: interrupted; nothing is left half done", file=sys.stderr)
            self.exitcode = INTERRUPTED

    def _checked(self, args: list[str], opts: argparse.Namespace) -> int:
        """Check what is given and execute; one line and exit code 2 for what cannot be right."""
        assert self.settings is not None
        try:
            _check_options(args)
            check_setting_names(self.settings)
            self.configuration = Configuration.from_settings(self.settings)
            return self.execute(args, opts)
        except (Refused, SettingError, ArgumentError, StoreError) as error:
            print(f"{self._named}: {' '.join(str(error).split())}", file=sys.stderr)
            return Exit.BAD_ARGUMENT

    def open_store(self) -> Database:
        """Open the store to read from it. Raises Refused if there is none, and makes nothing then; StoreError."""
        database = open_existing(self.configuration.store)
        if database is None:
            raise Refused(f"no store in {self._store_place()}: scrapy crawl menafn makes one")
        return database

    def _store_place(self) -> str:
        """Return where the store is expected: the data directory, or its address without the password."""
        file = make_url(self.configuration.store).database or ""
        data_dir = self.configuration.data_dir
        if self.configuration.store.startswith("sqlite") and Path(file).parent == data_dir:
            return str(data_dir)
        return shown_address(self.configuration.store)

    @abstractmethod
    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do it; the exit code. Raises Refused."""
        raise NotImplementedError


def _leave_closed_pipes() -> None:
    """Let what is still to be written to a closed pipe go nowhere: Python would complain of it when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _check_options(args: list[str]) -> None:
    """Scrapy passes on options that it does not know as arguments."""
    unknown = next((arg for arg in args if arg.startswith("-") and len(arg) > 1), None)
    if unknown is not None:
        raise Refused(f"unknown option {unknown!r}; --help shows those there are")
