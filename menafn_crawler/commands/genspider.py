"""``scrapy genspider``: Scrapy's own, with examples."""

from __future__ import annotations

from scrapy.commands.genspider import Command as ScrapyOwn

from menafn_crawler.project_command import ExampleCommand


class Command(ExampleCommand, ScrapyOwn):
    """Scrapy's own command."""

    examples = (
        "scrapy genspider other other.example",
        "scrapy genspider --list",
    )
