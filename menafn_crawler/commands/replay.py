"""``scrapy replay``: archived pages read again, without a request, into the store or a file."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from menafn_crawler.export import SUFFIXES, EmptyExportError, ExportSpec, commit, format_of, stage_export
from menafn_crawler.extensions.outcome import Exit
from menafn_crawler.extensions.session import lock_data_dir, open_store
from menafn_crawler.normalise import utc_text
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.report.differences import differences
from menafn_crawler.spiders.arguments import read_arguments
from menafn_crawler.store import Database, DataDirectoryBusy, Selection, open_database

if TYPE_CHECKING:  # both need warcio
    from menafn_crawler.archive.reading import Order
    from menafn_crawler.archive.replay import Replayed, Store


class Command(ProjectCommand):
    """Reads archived pages again."""

    def syntax(self) -> str:
        """Shown by ``--help``."""
        return "[options] WARC..."

    def short_desc(self) -> str:
        """Shown by ``scrapy``."""
        return "Read archived pages again, without a request"

    def long_desc(self) -> str:
        """Shown by ``--help``."""
        return (
            "Read the articles in WARC and WACZ files, of MENAFN_ARCHIVE or of other programs, as a crawl reads them,"
            " and put them into the store, e.g. scrapy replay archive/*.warc.gz. With --diff look first: it shows what"
            " would change, and writes nothing. A directory stands for the files in it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where the articles go."""
        super().add_options(parser)
        parser.add_argument("-O", "--output", metavar="PATH", help="write the articles to a file, and leave the store")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, tell what would come of it")
        parser.add_argument("--diff", action="store_true", help="write nothing, show what would change, by field")
        parser.add_argument("--site", metavar="URL", help="base that the pages were fetched from, of a mirror")

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
            _check_format(output)
        site = read_arguments({"site": opts.site}, frozenset({"site"})).site if opts.site else None
        try:
            result = self._replay(paths, site, opts, output)
        except DataDirectoryBusy as busy:
            print(f"scrapy replay: {busy}", file=sys.stderr)
            return Exit.BUSY
        print("\n".join(_told(result)))
        return Exit.DONE if result.pages or result.lists else Exit.NOTHING_USABLE

    def _replay(self, paths: list[Path], site: str | None, opts: argparse.Namespace, output: Path | None) -> Replayed:
        if output is not None:
            return self._into_file(paths, site, output)
        lock = lock_data_dir(self.configuration)
        database = open_store(self.configuration)
        try:
            if opts.diff or opts.dry_run:
                return self._rehearse(database, paths, site, show=opts.diff)
            return self._into(database, paths, site)
        finally:
            database.close()
            lock.release()

    def _rehearse(self, database: Database, paths: list[Path], site: str | None, *, show: bool) -> Replayed:
        """Replay as ever, in one transaction that is undone."""
        with database.rehearsal() as rehearsal:
            result = self._into(rehearsal, paths, site)
            if show:
                with database.read() as before, rehearsal.read() as after:
                    print("\n".join(differences(before, after).lines()))
        print("nothing was written")
        return result

    def _into_file(self, paths: list[Path], site: str | None, output: Path) -> Replayed:
        """Replay into a store that is made for it, and export that."""
        with tempfile.TemporaryDirectory(prefix="menafn-") as directory:
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
        print(f"{new.rows} articles in {output}")
        return result

    def _into(self, store: Store, paths: list[Path], site: str | None) -> Replayed:
        from menafn_crawler.archive.reading import Order
        from menafn_crawler.archive.replay import Replay
        from menafn_crawler.archive.sources import NoArchiveError, Sources
        from menafn_crawler.archive.workers import read_in_order

        configuration = self.configuration
        replay = Replay(store, configuration.zone, configuration.duplicate_days)

        def orders(sources: Sources) -> Iterator[Order]:
            for path in paths:
                try:
                    yield from (Order(part, configuration.zone) for part in sources.parts(path))
                except (NoArchiveError, OSError) as error:
                    replay.result.unreadable.append(_reason(path, error))

        with Sources(site) as sources:
            replay.take(read_in_order(orders(sources)))
            replay.result.unreadable += sources.cut
        return replay.finish(utc_text(datetime.now(UTC)))


def _files(path: Path) -> list[Path]:
    """The archives that *path* stands for. Raises Refused where there is none."""
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


def _told(result: Replayed) -> Iterator[str]:
    yield f"{result.pages} pages of articles and {result.lists} lists read"
    yield f"{result.new} articles new, {result.changed} changed, {result.redated} dates decided again"
    if result.vanished:
        yield f"{result.vanished} articles had vanished"
    for reason, count in result.skipped.most_common():
        if count:
            yield f"passed over: {count} {reason}"
    for why in result.unreadable:
        yield f"passed over: {why}"


def _check_format(path: Path) -> None:
    """Raise Refused for a file that cannot be written in the format of its name."""
    found = format_of(path)
    if found is None:
        raise Refused(f"{path.name} ends in no known format; allowed are {', '.join('.' + s for s in SUFFIXES)}")
    if (missing := found[0].missing_library()) is not None:
        raise Refused(missing)
