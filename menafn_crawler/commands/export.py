"""``scrapy export``: the data set, or a part of it, out of the store into a file."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from menafn_crawler.discover import SECTIONS
from menafn_crawler.export import (
    ARTICLES,
    GUIDE,
    PACKAGE,
    REVISIONS,
    SUFFIXES,
    EmptyExportError,
    ExportSpec,
    ForeignPackageError,
    MissingLibraryError,
    StagedExport,
    Table,
    commit,
    format_of,
    publish,
    stage_export,
)
from menafn_crawler.extensions.session import open_store
from menafn_crawler.normalise import utc_text
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.spiders.arguments import read_span
from menafn_crawler.store import Selection


class Command(ProjectCommand):
    """Writes articles of the store to a file."""

    def syntax(self) -> str:
        """Shown by ``--help``."""
        return "[options] PATH"

    def short_desc(self) -> str:
        """Shown by ``scrapy``."""
        return "Write the data set, or a part of it, to a file"

    def long_desc(self) -> str:
        """Shown by ``--help``."""
        return (
            "Write the articles of the store to PATH, by rising number, in the format that its name ends in"
            f" ({', '.join('.' + suffix for suffix in SUFFIXES)}), e.g. scrapy export --since 2025-05-01 --section asia"
            " may.csv.gz. The file is replaced whole or not at all; datapackage.json and DATA.md beside it describe it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The selection and the form of the output."""
        super().add_options(parser)
        parser.add_argument("--since", metavar="WHEN", help="published at or after this UTC day or instant")
        parser.add_argument("--until", metavar="WHEN", help="published at or before this UTC day or instant")
        parser.add_argument("--provider", action="append", default=[], metavar="NAME", help="by this one; repeatable")
        parser.add_argument("--section", metavar="KEYS", help="shown by one of these lists, e.g. asia,economy")
        parser.add_argument("--language", metavar="CODE", help="in this language: en or ar")
        parser.add_argument("--all", action="store_true", help="with the copies, marked")
        parser.add_argument("--revisions", action="store_true", help="one row for all that happened to each article")
        parser.add_argument("--columns", metavar="NAMES", help="only these, in this order: article_id,title")
        parser.add_argument("--partition", action="store_true", help="a directory of .parquet by month of publication")
        parser.add_argument("--no-package", action="store_true", help=f"leave {PACKAGE} and {GUIDE} beside it alone")
        parser.add_argument("--force", action="store_true", help="replace a file even by nothing")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Export; 0 when the file is there."""
        if len(args) != 1:
            raise Refused("name one file, e.g. scrapy export articles.csv")
        spec = self._spec(Path(args[0]), opts)
        database = open_store(self.configuration)
        try:
            with stage_export(database, spec) as new:
                note = _publish(new, described=not opts.no_package)
        except EmptyExportError as nothing:
            raise Refused(f"{nothing}; --force replaces it all the same") from nothing
        except OSError as error:
            raise Refused(f"{spec.path} cannot be written: {error.strerror}") from error
        except MissingLibraryError as missing:
            raise Refused(str(missing)) from missing
        finally:
            database.close()
        print(f"{new.rows} {spec.table.rows} in {spec.path}{note}")
        return 0

    def _spec(self, path: Path, opts: argparse.Namespace) -> ExportSpec:
        table = REVISIONS if opts.revisions else ARTICLES
        return ExportSpec(
            _directory(path) if opts.partition else _file(path),
            self._selection(opts),
            column_names=_columns(opts.columns, table),
            table=table,
            by_month=opts.partition,
            force=opts.force,
        )

    def _selection(self, opts: argparse.Namespace) -> Selection:
        sections = tuple(filter(None, (opts.section or "").split(",")))
        if opts.language not in (None, "en", "ar"):
            raise Refused(f"unknown language {opts.language!r}; allowed are en, ar")
        unknown = [key for key in sections if key not in SECTIONS]
        if unknown:
            raise Refused(f"unknown section {unknown[0]!r}; allowed are {', '.join(SECTIONS)}")
        return Selection(
            span=read_span(opts.since, opts.until),
            zone=self.configuration.zone,
            providers=tuple(opts.provider),
            sections=sections,
            language=opts.language,
            copies=opts.all or self.configuration.keep_duplicates,
        )


def _file(path: Path) -> Path:
    """The file to write. Raises Refused for a name that ends in no format that can be written."""
    found = format_of(path)
    if found is None:
        raise Refused(f"{path.name} ends in no known format; allowed are {', '.join('.' + s for s in SUFFIXES)}")
    if (missing := found[0].missing_library()) is not None:
        raise Refused(missing)
    return path


def _directory(path: Path) -> Path:
    """The directory to write. Raises Refused for a name that is another format's."""
    if not path.name:
        raise Refused(f"--partition writes a directory of its own; {path} is none that could be replaced")
    if path.suffix not in ("", ".parquet"):
        raise Refused(f"--partition writes a directory of .parquet files; {path.name} ends in {path.suffix}")
    _file(path.with_suffix(".parquet"))
    return path.resolve() if path.is_symlink() else path


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


def _columns(given: str | None, table: Table) -> tuple[str, ...] | None:
    if given is None:
        return None
    allowed = [column.name for column in table.columns]
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    unknown = [name for name in names if name not in allowed]
    if unknown or not names:
        raise Refused(f"no column {unknown[0] if unknown else given!r}; allowed are {', '.join(allowed)}")
    return names
