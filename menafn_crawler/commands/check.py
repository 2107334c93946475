"""``scrapy check``: Scrapy's own, with examples."""

from __future__ import annotations

from scrapy.commands.check import Command as ScrapyOwn

from menafn_crawler.project_command import ExampleCommand


class Command(ExampleCommand, ScrapyOwn):
    """Scrapy's own command."""

    examples = (
        "scrapy check",
        "scrapy check menafn --list",
    )
