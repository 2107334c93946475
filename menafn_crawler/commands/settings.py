"""``scrapy settings``: Scrapy's own, with examples."""

from __future__ import annotations

from scrapy.commands.settings import Command as ScrapyOwn

from menafn_crawler.project_command import ExampleCommand


class Command(ExampleCommand, ScrapyOwn):
    """Scrapy's own command."""

    examples = (
        "scrapy settings --get MENAFN_DATA_DIR",
        "scrapy settings --getint MENAFN_DUPLICATE_DAYS -s MENAFN_DUPLICATE_DAYS=3",
    )
