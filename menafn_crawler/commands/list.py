"""``scrapy list``: Scrapy's own, with examples."""

from __future__ import annotations

from scrapy.commands.list import Command as ScrapyOwn

from menafn_crawler.project_command import ExampleCommand


class Command(ExampleCommand, ScrapyOwn):
    """Scrapy's own command."""

    examples = (
        "scrapy list",
        "scrapy list | xargs -n 1 scrapy check",
    )
