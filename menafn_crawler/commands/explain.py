"""``scrapy explain``: why an article's record says what it says; without one, what was set aside."""

from __future__ import annotations

import argparse

from menafn_crawler.extensions.session import open_store
from menafn_crawler.normalise.addresses import article_address
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.report.explanation import explain
from menafn_crawler.store.quarantine import read_quarantine


class Command(ProjectCommand):
    """Tells what is known of an article."""

    def syntax(self) -> str:
        """Shown by ``--help``."""
        return "[ID | URL]"

    def short_desc(self) -> str:
        """Shown by ``scrapy``."""
        return "Tell why an article's record says what it says"

    def long_desc(self) -> str:
        """Shown by ``--help``."""
        return (
            "Tell all that the store knows of an article, by its number or any address it has had, e.g."
            " scrapy explain 1109547045. Without one, list the pages that were set aside under quarantine/, and why."
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print; 1 if there is nothing to tell."""
        if len(args) > 1:
            raise Refused("name one article, e.g. scrapy explain 1109547045")
        lines = self._article(_number(args[0])) if args else self._quarantine()
        print("\n".join(lines))
        return 0 if lines else 1

    def _article(self, article_id: int) -> list[str]:
        database = open_store(self.configuration)
        try:
            with database.read() as connection:
                lines = list(explain(connection, article_id))
        finally:
            database.close()
        if not lines:
            raise Refused(f"article {article_id} is not known: no list has shown it")
        return lines

    def _quarantine(self) -> list[str]:
        kept = list(read_quarantine(self.configuration.data_dir))
        return [f"{len(kept)} pages set aside"] + [
            f"{page['article_id']}  {page['fetched_at']}  {page['reason']}  {page['page'] or 'page no longer kept'}"
            for page in kept
        ]


def _number(given: str) -> int:
    if given.isascii() and given.isdigit():
        return int(given)
    address = article_address(given)
    if address is None:
        raise Refused(f"{given!r} is no article; allowed are a number or an address of menafn.com")
    return address.article_id
