"""``scrapy runspider``: Scrapy's own, with examples."""

from __future__ import annotations

from scrapy.commands.runspider import Command as ScrapyOwn

from menafn_crawler.project_command import ExampleCommand


class Command(ExampleCommand, ScrapyOwn):
    """Scrapy's own command."""

    examples = (
        "scrapy runspider myspider.py",
        "scrapy runspider myspider.py -O items.jsonl",
    )
