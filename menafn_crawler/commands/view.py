"""``scrapy view``: Scrapy's own, which is no run: no lock, no store, no record."""

from __future__ import annotations

import argparse

from scrapy.commands.view import Command as ScrapyView

from menafn_crawler.project_command import ExampleCommand, without_run


class Command(ExampleCommand, ScrapyView):
    """Scrapy's own command, without what a crawl keeps."""

    examples = (
        "scrapy view https://menafn.com/1109547045/",
        "scrapy view --no-redirect https://menafn.com/",
    )

    def long_desc(self) -> str:
        """Return what ``--help`` shows."""
        return f"{super().long_desc()} It takes no lock and stores nothing, e.g. {self.examples[0]}"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take the options over, and leave the store alone."""
        super().process_options(args, opts)
        assert self.settings is not None
        without_run(self.settings)
