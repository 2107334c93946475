"""What ``MENAFN_REDIS_URL`` changes in Scrapy's settings; without it, nothing."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from menafn_crawler.configuration import Configuration


class SeveralWorkers:
    """An add-on: queue, signs of life and pace are shared."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured where nothing is shared."""
        if Configuration.from_settings(crawler.settings).redis_url is None:
            raise NotConfigured
        return cls()

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the shared parts in."""
        settings.set("SCHEDULER", "menafn_crawler.schedulers.shared.SharedScheduler", "cmdline")
        settings["EXTENSIONS"]["menafn_crawler.extensions.workers.Workers"] = (
            15  # after the session, before its readers
        )
        # Last before the network, so that nothing that is answered without it takes a turn.
        settings["DOWNLOADER_MIDDLEWARES"]["menafn_crawler.middlewares.shared_pace.SharedPaceMiddleware"] = 990
        settings.set("DOWNLOAD_DELAY_JITTER", 0.0, "cmdline")  # the turns are a delay apart; more would slow them down
