"""Options of ``scrapy export``: which articles, which columns, as of when."""

from __future__ import annotations

import argparse
from pathlib import Path

from menafn_crawler.configuration import Configuration
from menafn_crawler.discover import SECTIONS
from menafn_crawler.export import (
    ARTICLES,
    GUIDE,
    PACKAGE,
    REVISIONS,
    SUFFIXES,
    TABLES,
    ExportSpec,
    Table,
    changed_since,
    format_of,
)
from menafn_crawler.export.moments import UnknownPastError, spec_as_of, spec_changed_since, spec_since_last
from menafn_crawler.export.provider_filter import UnknownProviderError, spell_providers
from menafn_crawler.project_command import Refused
from menafn_crawler.spiders.argument_values import ArgumentError, read_span
from menafn_crawler.store import LONGEST_NAME, Database, Selection


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what to export."""
    parser.add_argument("--since", metavar="WHEN", help="published at or after this UTC day or instant")
    parser.add_argument("--until", metavar="WHEN", help="published at or before this UTC day or instant")
    parser.add_argument("--provider", action="append", default=[], metavar="NAME", help="by this one; repeatable")
    parser.add_argument("--sections", metavar="KEYS", help="shown by one of these lists, e.g. asia,economy")
    parser.add_argument("--section", dest="sections", help=argparse.SUPPRESS)  # its name in version 0.1
    parser.add_argument("--language", metavar="CODE", help="in this language: en or ar")
    parser.add_argument("--all", action="store_true", help="with the copies, marked")
    parser.add_argument("--revisions", action="store_true", help="one row for all that happened to each article")
    parser.add_argument("--as-of", metavar="WHEN", help="the data set as it was published at this UTC instant")
    parser.add_argument(
        "--changed-since", metavar="WHEN", help="what changed at or after this UTC instant, with change, changed_at"
    )
    parser.add_argument(
        "--since-last", metavar="NAME", help="what changed since the last complete export with this NAME"
    )
    parser.add_argument("--columns", metavar="NAMES", help="only these, in this order: article_id,title")
    parser.add_argument(
        "--partition", action="store_true", help="a directory with a file for each month of publication"
    )
    parser.add_argument("--no-package", action="store_true", help=f"leave {PACKAGE} and {GUIDE} beside it alone")
    parser.add_argument("--force", action="store_true", help="replace a file even by nothing")


def read_spec(path: Path, opts: argparse.Namespace, configuration: Configuration) -> ExportSpec:
    """Return the export that the options ask for. Raises Refused for one that cannot be."""
    _check_moment(opts)
    table = changed_since(0) if opts.changed_since or opts.since_last else ARTICLES
    if opts.revisions:
        table = REVISIONS
    elif named := TABLES.get(path.name.split(".")[0]):
        if opts.partition or opts.as_of or opts.changed_since or opts.since_last:
            raise Refused(f"{path.name} is a table of {named.rows}: it is neither divided by month nor of a moment")
        table = named
    return ExportSpec(
        _directory(path) if opts.partition else writable_file(path),
        _selection(opts, configuration),
        column_names=_columns(opts.columns, table),
        table=table,
        by_month=opts.partition,
        force=opts.force,
    )


def _selection(opts: argparse.Namespace, configuration: Configuration) -> Selection:
    sections = tuple(filter(None, (key.strip().lower() for key in (opts.sections or "").split(","))))
    language = opts.language.strip().lower() if opts.language is not None else None
    if language not in (None, "en", "ar"):
        raise Refused(f"unknown language {opts.language!r}; allowed are en, ar")
    unknown = [key for key in sections if key not in SECTIONS]
    if unknown:
        raise Refused(f"unknown section {unknown[0]!r}; allowed are {', '.join(SECTIONS)}")
    return Selection(
        span=read_span(opts.since, opts.until),
        zone=configuration.zone,
        providers=tuple(opts.provider),
        sections=sections,
        language=language,
        copies=opts.all or configuration.keep_duplicates,
    )


def _check_moment(opts: argparse.Namespace) -> None:
    """Raise Refused for options that exclude each other, and for a name that cannot be remembered."""
    given = [name for name in ("as_of", "changed_since", "since_last", "revisions") if getattr(opts, name)]
    if len(given) > 1 or (opts.partition and given and given != ["revisions"]):
        names = ", ".join(
            "--" + name.replace("_", "-") for name in [*given, *(["partition"] if opts.partition else [])]
        )
        raise Refused(f"{names} cannot be combined")
    if opts.since_last is not None and not 0 < len(opts.since_last) <= LONGEST_NAME:
        raise Refused(f"--since-last takes a name of at most {LONGEST_NAME} characters")


def resolve(database: Database, spec: ExportSpec, opts: argparse.Namespace) -> ExportSpec:
    """Complete *spec* by what only the store knows: how providers are spelled, and what was published when."""
    try:
        with database.read() as connection:
            spec = spell_providers(connection, spec)
            if opts.as_of:
                return spec_as_of(connection, spec, _instant("as-of", opts.as_of))
            if opts.changed_since:
                return spec_changed_since(connection, spec, _instant("changed-since", opts.changed_since))
            if opts.since_last:
                return spec_since_last(connection, spec, opts.since_last)
    except (UnknownPastError, UnknownProviderError) as error:
        raise Refused(str(error)) from error
    return spec


def _instant(option: str, given: str) -> str:
    try:
        instant = read_span(given, None).since
    except ArgumentError as error:
        raise Refused(str(error).replace("since=", f"--{option} ", 1)) from error
    assert instant is not None
    return instant


def writable_file(path: Path) -> Path:
    """Return the file to write. Raises Refused for a name that ends in no format that can be written."""
    found = format_of(path)
    if found is None:
        raise Refused(f"{path.name} ends in no known format; allowed are {', '.join('.' + s for s in SUFFIXES)}")
    if (missing := found[0].missing_library()) is not None:
        raise Refused(missing)
    return path


def _directory(path: Path) -> Path:
    """Return the directory to write. Raises Refused for a name that is another format's."""
    if not path.name:
        raise Refused(f"--partition writes a directory of its own; {path} is none that could be replaced")
    writable_file(path if path.suffix else path.with_suffix(".parquet"))
    return path.resolve() if path.is_symlink() else path


def _columns(given: str | None, table: Table) -> tuple[str, ...] | None:
    if given is None:
        return None
    allowed = [column.name for column in table.columns]
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    unknown = [name for name in names if name not in allowed]
    if unknown or not names:
        raise Refused(f"no column {unknown[0] if unknown else given!r}; allowed are {', '.join(allowed)}")
    return names
