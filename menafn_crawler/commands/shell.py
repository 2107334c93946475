"""``scrapy shell``: Scrapy's own, which is no run: no lock, no store, no record."""

from __future__ import annotations

from scrapy.commands.shell import Command as ScrapyShell

from menafn_crawler.project_command import CommandWithoutRun


class Command(CommandWithoutRun, ScrapyShell):
    """Scrapy's own command, without what a crawl keeps."""

    examples = (
        "scrapy shell -c response.status https://menafn.com/1109547045/",
        "scrapy shell https://menafn.com/1109547045/",
    )
