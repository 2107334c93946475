"""``scrapy replay``: extract articles again from archived pages, without a request, into the store or a file."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from menafn_crawler.commands.export_options import writable_file
from menafn_crawler.export import (
    EmptyExportError,
    ExportSpec,
    ForeignPackageError,
    MissingLibraryError,
    commit,
    refresh,
    stage_export,
)
from menafn_crawler.extensions.exports import configured_exports
from menafn_crawler.extensions.outcome import Exit
from menafn_crawler.extensions.session import lock_data_dir, open_store
from menafn_crawler.normalise import utc_text
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.report.dataset_differences import differences
from menafn_crawler.spiders.arguments import read_arguments
from menafn_crawler.store import Database, DataDirectoryBusy, Selection, open_database, stage_directory

if TYPE_CHECKING:  # both need warcio
    from menafn_crawler.archive.reprocess import ReprocessResult, Store
    from menafn_crawler.archive.segments import Segment


class Command(ProjectCommand):
    """Extracts articles again from archived pages."""

    usage = "[options] WARC..."
    summary = "Extract articles again from archived pages, without a request"
    description = (
        "Extract the articles in WARC and WACZ files, written by MENAFN_ARCHIVE or by other programs, as a crawl"
        " would, and store them, e.g. scrapy replay archive/*.warc.gz. --diff shows what would change and writes"
        " nothing. A directory stands for the archives in it."
    )
    examples = (
        "scrapy replay archive/*.warc.gz",
        "scrapy replay archive --diff",
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the output."""
        super().add_options(parser)
        parser.add_argument("-O", "--output", metavar="PATH", help="write the articles to a file, not to the store")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, print the counts")
        parser.add_argument("--diff", action="store_true", help="write nothing, show what would change, by field")
        parser.add_argument("--site", metavar="URL", help="base URL of the mirror that the pages were fetched from")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Replay; 0 if an article or a list was read, 4 if none was."""
        if find_spec("warcio") is None:
            raise Refused("replay needs warcio, which is not installed: pip install warcio")
        paths = [found for arg in args for found in _files(Path(arg))]
        if not args:
            raise Refused("name WARC files, e.g. scrapy replay archive/*.warc.gz")
        output = Path(opts.output) if opts.output is not None else None
        if output is not None and (opts.diff or opts.dry_run):
            raise Refused("-O writes a file, --diff and --dry-run write nothing; allowed is one of them")
        if output is not None:
            writable_file(output)
        site = read_arguments({"site": opts.site}, frozenset({"site"})).site if opts.site else None
        signal.signal(signal.SIGTERM, _terminate)
        self._refreshed: list[str] = []
        try:
            result = self._replay(paths, site, opts, output)
        except DataDirectoryBusy as busy:
            print(f"scrapy replay: {busy}", file=sys.stderr)
            return Exit.BUSY
        print("\n".join((*_report(result), *self._refreshed)))
        return Exit.DONE if result.pages or result.lists else Exit.NOTHING_USABLE

    def _replay(
        self, paths: list[Path], site: str | None, opts: argparse.Namespace, output: Path | None
    ) -> ReprocessResult:
        if output is not None:
            return self._into_file(paths, site, output)
        lock = lock_data_dir(self.configuration)
        database = open_store(self.configuration)
        try:
            if opts.diff or opts.dry_run:
                return self._rehearse(database, paths, site, show=opts.diff)
            result = self._into(database, paths, site)
            self._refreshed = list(self._refresh_exports(database))
        finally:
            database.close()
            lock.release()
        return result

    def _refresh_exports(self, database: Database) -> Iterator[str]:
        """Refresh the exports that are behind the store; yield what was written. The articles are stored either way."""
        for spec in configured_exports(self.configuration):
            try:
                new = refresh(database, spec, utc_text(datetime.now(UTC)))
            except (OSError, EmptyExportError, ForeignPackageError, MissingLibraryError) as error:
                print(f"scrapy replay: {spec.path} could not be refreshed: {error}", file=sys.stderr)
            else:
                if new is not None:
                    yield f"{new.rows} articles in {spec.path}"

    def _rehearse(self, database: Database, paths: list[Path], site: str | None, *, show: bool) -> ReprocessResult:
        """Replay in one transaction and roll it back."""
        with database.rehearsal() as rehearsal:
            result = self._into(rehearsal, paths, site)
            if show:
                with database.read() as before, rehearsal.read() as after:
                    print("\n".join(differences(before, after).lines()))
        print("nothing was written")
        return result

    def _into_file(self, paths: list[Path], site: str | None, output: Path) -> ReprocessResult:
        """Replay into a temporary store and export that. What a killed replay left is removed by the next."""
        with stage_directory(Path(tempfile.gettempdir()) / "menafn-replay") as (directory, staged):
            database = open_database(f"sqlite:///{directory}/menafn.db")
            try:
                result = self._into(database, paths, site)
                spec = ExportSpec(output, Selection(copies=self.configuration.keep_duplicates))
                with stage_export(database, spec) as new:
                    commit([new])
            except EmptyExportError as nothing:
                raise Refused(str(nothing)) from nothing
            except OSError as error:
                raise Refused(f"{output} cannot be written: {error.strerror}") from error
            finally:
                database.close()
        staged.discard()
        print(f"{new.rows} articles in {output}")
        return result

    def _into(self, store: Store, paths: list[Path], site: str | None) -> ReprocessResult:
        from menafn_crawler.archive.containers import Containers, UnreadableArchiveError
        from menafn_crawler.archive.process_pool import parse_segments
        from menafn_crawler.archive.reprocess import Reprocessor
        from menafn_crawler.archive.segments import read_segments

        configuration, containers = self.configuration, Containers()
        reprocessor = Reprocessor(store, configuration.zone, configuration.duplicate_days)

        def segments() -> Iterator[Segment]:
            for path in paths:
                try:
                    yield from read_segments(containers, path, site)
                except (UnreadableArchiveError, OSError) as error:
                    reprocessor.result.unreadable.append(_reason(path, error))

        reprocessor.store(parse_segments(segments(), configuration.zone))
        reprocessor.result.unreadable += containers.incomplete
        return reprocessor.finish(utc_text(datetime.now(UTC)))


def _terminate(number: int, frame: object) -> NoReturn:
    """End in good order at SIGTERM: temporary files are removed."""
    sys.exit(128 + number)


def _files(path: Path) -> list[Path]:
    """Return the archives that *path* stands for. Raises Refused if there is none."""
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if ".warc" in file.name or file.suffix == ".wacz")
        found = [file for file in found if not file.name.startswith(".")]
        if not found:
            raise Refused(f"there is no .warc, .warc.gz or .wacz file in {path}")
        return found
    if not path.is_file():
        raise Refused(f"there is no file {path}; allowed are WARC and WACZ files, and directories of them")
    return [path]


def _reason(path: Path, error: Exception) -> str:
    return f"{path}: {error.strerror}" if isinstance(error, OSError) else str(error)


def _report(result: ReprocessResult) -> Iterator[str]:
    yield f"{result.pages} pages of articles and {result.lists} lists read"
    yield f"{result.new} articles new, {result.changed} changed, {result.redated} dates decided again"
    if result.vanished:
        yield f"{result.vanished} articles had vanished"
    for reason, count in result.skipped.most_common():
        if count:
            yield f"passed over: {count} {reason}"
    for why in result.unreadable:
        yield f"passed over: {why}"
