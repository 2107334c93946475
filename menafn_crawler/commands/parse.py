"""``scrapy parse``: Scrapy's own, which is no run: no lock, no store, no record."""

from __future__ import annotations

from scrapy.commands.parse import Command as ScrapyParse

from menafn_crawler.project_command import CommandWithoutRun


class Command(CommandWithoutRun, ScrapyParse):
    """Scrapy's own command, without what a crawl keeps."""

    examples = (
        "scrapy parse https://menafn.com/1109547045/ --spider menafn",
        "scrapy parse https://menafn.com/1109547045/ --spider menafn_urls --nolinks",
    )
