"""``scrapy backup``: a consistent copy of the store, also while a crawl runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.store import backup


class Command(ProjectCommand):
    """Copies the store's file."""

    usage = "PATH"
    summary = "Write a consistent copy of the store, also beside a crawl"
    description = (
        "Write a consistent copy of the SQLite store to PATH, e.g. scrapy backup backups/menafn.db. A crawl may"
        " run meanwhile. The copy is put in place once it is complete. To restore, stop the crawl, remove"
        " menafn.db-wal and menafn.db-shm and put the copy in the place of menafn.db. For PostgreSQL it names the"
        " pg_dump command instead, e.g. scrapy backup menafn.dump -s MENAFN_STORE=postgresql+psycopg://..."
    )
    examples = (
        "scrapy backup backups/menafn.db",
        "scrapy backup menafn.dump -s MENAFN_STORE=postgresql+psycopg://menafn@localhost/menafn",
    )

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Write the copy and print its size."""
        if len(args) != 1:
            raise Refused("it takes one path, e.g. scrapy backup backups/menafn.db")
        path = Path(args[0])
        try:
            size = backup(self.configuration.store, path)
        except OSError as error:
            raise Refused(f"{path} could not be written: {error.strerror}") from None
        print(f"{size / 1e6:.1f} MB in {path}")
        return 0
