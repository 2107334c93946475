"""``scrapy export``: the data set, or a part of it, out of the store into a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from menafn_crawler.discover.sections import SECTIONS
from menafn_crawler.export.dataset import NothingToExport, export
from menafn_crawler.export.formats import SUFFIXES, format_of
from menafn_crawler.extensions.session import open_store
from menafn_crawler.items import ARTICLE_FIELDS, REVISION_FIELDS
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.spiders.arguments import read_span
from menafn_crawler.store.selection import Selection


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
            " may.csv.gz. The file is replaced whole or not at all."
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
        parser.add_argument("--force", action="store_true", help="replace a file even by nothing")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Export; 0 when the file is there."""
        if len(args) != 1:
            raise Refused("name one file, e.g. scrapy export articles.csv")
        path = Path(args[0])
        if format_of(path) is None:
            raise Refused(f"{path.name} ends in no known format; allowed are {', '.join('.' + s for s in SUFFIXES)}")
        database = open_store(self.configuration)
        try:
            written = export(
                database,
                path,
                self._selection(opts),
                columns=_columns(opts.columns, REVISION_FIELDS if opts.revisions else ARTICLE_FIELDS),
                revisions=opts.revisions,
                force=opts.force,
            )
        except NothingToExport as nothing:
            raise Refused(f"{nothing}; --force replaces it all the same") from nothing
        except OSError as error:
            raise Refused(f"{path} cannot be written: {error.strerror}") from error
        finally:
            database.close()
        print(f"{written} {'rows' if opts.revisions else 'articles'} in {path}")
        return 0

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


def _columns(given: str | None, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
    if given is None:
        return None
    names = tuple(name.strip() for name in given.split(",") if name.strip())
    unknown = [name for name in names if name not in allowed]
    if unknown or not names:
        raise Refused(f"no column {unknown[0] if unknown else given!r}; allowed are {', '.join(allowed)}")
    return names
