"""``scrapy copy-store``: move a store between SQLite and PostgreSQL."""

from __future__ import annotations

import argparse

from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.store import DataDirectoryBusy, RunLock, StoreAddressError, copy_store, read_address, shown_address

__name__ = "menafn_crawler.commands.copy-store"  # Scrapy names a command after its module


class Command(ProjectCommand):
    """Copies a store into an empty database."""

    usage = "FROM TO"
    summary = "Copy a store into an empty database, SQLite or PostgreSQL"
    description = (
        "Copy everything from one store into an empty database and verify it, e.g. scrapy copy-store"
        " sqlite:///data/menafn.db postgresql+psycopg://menafn@localhost/menafn, or back the other way. It is"
        " complete, or nothing of it is there. Exports of the copy have the same bytes. Then set MENAFN_STORE."
    )
    examples = (
        "scrapy copy-store sqlite:///data/menafn.db postgresql+psycopg://menafn@localhost/menafn",
        "scrapy copy-store postgresql+psycopg://menafn@localhost/menafn sqlite:///copy.db",
    )

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Copy and print the rows of each table."""
        if len(args) != 2:
            raise Refused("it takes two addresses: scrapy copy-store sqlite:///FILE postgresql+psycopg://...")
        for url in args:
            try:
                read_address(url)
            except StoreAddressError as error:
                raise Refused(str(error)) from None
        lock = RunLock(self.configuration.data_dir)
        if self.configuration.data_dir.is_dir():
            try:
                lock.acquire()  # what a crawl stores meanwhile would be missing
            except DataDirectoryBusy as busy:
                raise Refused(str(busy)) from None
        try:
            counts = copy_store(*args)
        finally:
            lock.release()
        rows = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
        print(f"copied into {shown_address(args[1])}: {rows}")
        return 0
