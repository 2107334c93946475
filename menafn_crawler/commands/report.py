"""``scrapy report``: what is in the data and what is missing, as one page for people."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from menafn_crawler.normalise import utc_text
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.report.figures import Figures
from menafn_crawler.report.store_statistics import count
from menafn_crawler.store import atomic_write, shown_address

DEFAULT = "report.html"
"""File under the data directory."""


class Command(ProjectCommand):
    """Writes the report."""

    usage = "[PATH.html]"
    summary = "Show what is in the data and what is missing, as one page"
    description = (
        "Write one page of HTML that shows what the store holds and what it lacks: articles per day, coverage of"
        " the numbers issued, wires, sections, dates, damage, runs; e.g. scrapy report may.html. Without PATH it is"
        f" {DEFAULT} under the data directory. The page needs neither network nor script."
    )
    examples = (
        "scrapy report",
        "scrapy report may.html -s MENAFN_DATA_DIR=data/may",
    )

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Write the page; 0 when it is there."""
        if len(args) > 1:
            raise Refused("name one file, e.g. scrapy report report.html")
        path = Path(args[0]) if args else self.configuration.data_dir / DEFAULT
        if path.suffix.lower() not in (".html", ".htm"):
            raise Refused(f"{path.name} ends in no known format; allowed are .html and .htm")
        page = self._page()
        try:
            with atomic_write(path) as file:
                file.write(page.encode())
        except OSError as error:
            raise Refused(f"{path} cannot be written: {error.strerror}") from error
        print(f"report of {self._figures.articles:,} articles in {path}")
        return 0

    def _page(self) -> str:
        try:
            from menafn_crawler.report.page import Making, render
        except ImportError as missing:
            raise Refused(f"{missing.name} is not installed: pip install matplotlib Jinja2") from missing
        now = utc_text(datetime.now(UTC).replace(microsecond=0))
        self._figures = self._count()
        store = shown_address(self.configuration.store)
        return render(self._figures, Making(now, store, self.configuration.zone.key))

    def _count(self) -> Figures:
        database = self.open_store()
        try:
            with database.read() as connection:
                return count(connection, self.configuration.zone)
        finally:
            database.close()
