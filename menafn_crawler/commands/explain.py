"""``scrapy explain``: why an article's record says what it says; without one, what was set aside."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys

from menafn_crawler.normalise import named_article
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.report.explanation import Explanation, explain
from menafn_crawler.report.explanation_text import text
from menafn_crawler.report.terminal import Terminal
from menafn_crawler.store import read_quarantine

_NUMBER = re.compile(r"[0-9]{1,12}")


class Command(ProjectCommand):
    """Prints everything known about one article."""

    usage = "[ID | URL]"
    summary = "Tell why an article's record says what it says"
    description = (
        "Tell all that the store knows of an article, by its number or any address it has had, e.g."
        " scrapy explain 1109547045. Without one, list the pages that were set aside under quarantine/, and why."
    )
    examples = (
        "scrapy explain 1109547045",
        "scrapy explain https://menafn.com/1109547045/ --json",
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The form of the output."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print what is known."""
        if len(args) > 1:
            raise Refused("name one article, e.g. scrapy explain 1109547045")
        if not args:
            self._quarantine(as_json=opts.json)
            return 0
        found = self._explained(_number(args[0]))
        if opts.json:
            print(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
        else:
            terminal = Terminal.of(sys.stdout, os.environ, shutil.get_terminal_size((100, 24)).columns)
            print("\n".join(text(found, terminal)))
        return 0

    def _explained(self, article_id: int) -> Explanation:
        database = self.open_store()
        try:
            with database.read() as connection:
                found = explain(connection, article_id, self.configuration.archive, self.configuration.duplicate_days)
        finally:
            database.close()
        if found is None:
            raise Refused(f"article {article_id} is not known: no list has shown it")
        return found

    def _quarantine(self, *, as_json: bool) -> None:
        self.open_store().close()  # a mistyped directory is no empty quarantine
        kept = list(read_quarantine(self.configuration.data_dir))
        if as_json:
            print(json.dumps(kept, ensure_ascii=False, indent=2))
            return
        print(f"{len(kept)} pages set aside")
        for page in kept:
            where = page["page"] or "page no longer kept"
            print(f"{page['article_id']}  {page['fetched_at']}  {page['reason']}  {where}")


def _number(given: str) -> int:
    if _NUMBER.fullmatch(given):
        return int(given)
    address = named_article(given)
    if address is None:
        raise Refused(
            f"{given!r} is no article; allowed are a number of at most 12 digits, or an article's address on menafn.com"
            " or a mirror"
        )
    return address.article_id
