"""``scrapy view``: Scrapy's own, which is no run: no lock, no store, no record."""

from __future__ import annotations

from scrapy.commands.view import Command as ScrapyView

from menafn_crawler.project_command import CommandWithoutRun


class Command(CommandWithoutRun, ScrapyView):
    """Scrapy's own command, without what a crawl keeps."""

    examples = (
        "scrapy view https://menafn.com/1109547045/",
        "scrapy view --no-redirect https://menafn.com/",
    )
