"""``scrapy fetch``: Scrapy's own, which is no run: no lock, no store, no record."""

from __future__ import annotations

import argparse

from scrapy.commands.fetch import Command as ScrapyFetch

from menafn_crawler.project_command import without_run


class Command(ScrapyFetch):
    """Scrapy's own command, without what a crawl keeps."""

    def long_desc(self) -> str:
        """Return what ``--help`` shows."""
        example = "scrapy fetch --nolog https://menafn.com/1109547045/"
        return f"{super().long_desc()} It takes no lock and stores nothing, e.g. {example}"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take the options over, and leave the store alone."""
        super().process_options(args, opts)
        assert self.settings is not None
        without_run(self.settings)
