"""``scrapy export``: the data set, or a part of it, out of the store into a file."""

from __future__ import annotations

import argparse
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from menafn_crawler.commands.export_options import add_options, read_spec, resolve
from menafn_crawler.export import (
    GUIDE,
    PACKAGE,
    SUFFIXES,
    EmptyExportError,
    ExportSpec,
    ExportStoppedError,
    ForeignPackageError,
    MissingLibraryError,
    StagedExport,
    commit,
    publish,
    refresh,
    stage_export,
)
from menafn_crawler.export.moments import selection_of_cursor
from menafn_crawler.extensions.exports import configured_exports
from menafn_crawler.normalise import utc_text
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.store import Database, write_cursor


class Command(ProjectCommand):
    """Writes articles of the store to a file."""

    usage = "[options] [PATH]"
    summary = "Write the data set, or a part of it, to a file"
    description = (
        "Write the articles of the store to PATH, by ascending id, in the format that its name ends in"
        f" ({', '.join('.' + suffix for suffix in SUFFIXES)}), e.g. scrapy export --since 2025-05-01"
        " --sections asia may.csv.gz. The file is replaced whole or not at all; datapackage.json and DATA.md beside"
        " it describe it. stories.* has a row for each story with its copies, providers.* one for each provider."
        " Without PATH, refresh those files of MENAFN_EXPORTS that are behind the store."
    )
    examples = (
        "scrapy export --since 2025-05-01 --sections asia may.csv.gz",
        "scrapy export delta.jsonl --changed-since 2025-05-20T00:00:00Z",
    )
    _terminated = False

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The selection and the form of the output."""
        super().add_options(parser)
        add_options(parser)

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Export; 0 when the file is there."""
        if len(args) > 1:
            raise Refused("name one file, e.g. scrapy export articles.csv")
        spec = read_spec(Path(args[0]), opts, self.configuration) if args else None
        signal.signal(signal.SIGTERM, self._terminate)
        database = self.open_store()
        try:
            if spec is None:
                self._refresh(database)
            else:
                spec = replace(resolve(database, spec, opts), stop=lambda: self._terminated)
                self._write(database, spec, opts)
        except ExportStoppedError:  # SQLite hides the exit within it
            return 128 + signal.SIGTERM
        finally:
            database.close()
        return 0

    def _terminate(self, number: int, frame: object) -> NoReturn:
        """End at SIGTERM in good order: what is unfinished is removed."""
        self._terminated = True
        sys.unraisablehook = _hide_exit
        sys.exit(128 + number)

    def _refresh(self, database: Database) -> None:
        """Refresh the configured exports that are behind the store."""
        for spec in configured_exports(self.configuration):
            try:
                new = refresh(database, spec, utc_text(datetime.now(UTC)))
            except OSError as error:
                raise Refused(f"{spec.path} cannot be written: {error.strerror}") from error
            except (EmptyExportError, ForeignPackageError, MissingLibraryError) as error:
                raise Refused(str(error)) from error
            print(f"{new.rows} articles in {spec.path}" if new is not None else f"{spec.path} is up to date")

    def _write(self, database: Database, spec: ExportSpec, opts: argparse.Namespace) -> None:
        try:
            with stage_export(database, spec) as new:
                note = _publish(new, described=not opts.no_package)
            if opts.since_last is not None:
                with database.write() as connection:
                    write_cursor(connection, opts.since_last, new.origin.change, selection_of_cursor(spec))
        except EmptyExportError as nothing:
            raise Refused(f"{nothing}; --force replaces it all the same") from nothing
        except OSError as error:
            raise Refused(f"{spec.path} cannot be written: {error.strerror}") from error
        except MissingLibraryError as missing:
            raise Refused(str(missing)) from missing
        print(f"{new.rows} {spec.table.rows} in {spec.path}{note}")


def _hide_exit(unraisable: sys.UnraisableHookArgs) -> None:
    """Print nothing of an exit that a garbage collector's callback swallowed: the stop flag ends the export then."""
    if unraisable.exc_type is not SystemExit:
        sys.__unraisablehook__(unraisable)


def _publish(new: StagedExport, *, described: bool) -> str:
    """Put what was written in its place; what to tell of its description."""
    if not described:
        commit([new])
        return ""
    try:
        publish([new], new.path.parent, utc_text(datetime.now(UTC)))
    except ForeignPackageError as foreign:
        print(f"scrapy export: {foreign}", file=sys.stderr)
        return ""
    return f", described in {PACKAGE} and {GUIDE}"
