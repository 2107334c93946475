"""``scrapy edit``: Scrapy's own, with examples."""

from __future__ import annotations

from scrapy.commands.edit import Command as ScrapyOwn

from menafn_crawler.project_command import ExampleCommand


class Command(ExampleCommand, ScrapyOwn):
    """Scrapy's own command."""

    examples = (
        "scrapy edit menafn",
        "EDITOR=vim scrapy edit menafn_urls",
    )
