"""``scrapy fetch``: Scrapy's own, which is no run: no lock, no store, no record."""

from __future__ import annotations

from scrapy.commands.fetch import Command as ScrapyFetch

from menafn_crawler.project_command import CommandWithoutRun


class Command(CommandWithoutRun, ScrapyFetch):
    """Scrapy's own command, without what a crawl keeps."""

    examples = (
        "scrapy fetch --nolog https://menafn.com/1109547045/",
        "scrapy fetch --nolog --headers https://menafn.com/",
    )
