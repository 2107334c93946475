"""Scrapy add-on that replaces the scheduler and adds the shared parts if ``MENAFN_REDIS_URL`` is set."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from menafn_crawler.configuration import Configuration


class RedisAddon:
    """Shares queue, heartbeats and pace among workers."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured without ``MENAFN_REDIS_URL``."""
        if Configuration.from_settings(crawler.settings).redis_url is None:
            raise NotConfigured
        return cls()

    def update_settings(self, settings: BaseSettings) -> None:
        """Add scheduler, extension and middleware."""
        settings.set("SCHEDULER", "menafn_crawler.schedulers.shared.SharedScheduler", "cmdline")
        settings["EXTENSIONS"]["menafn_crawler.extensions.workers.Workers"] = (
            15  # after the session, before its readers
        )
        # Next to the network, so that only requests that are sent take a turn.
        settings["DOWNLOADER_MIDDLEWARES"]["menafn_crawler.middlewares.shared_pace.SharedPaceMiddleware"] = 990
        settings.set("DOWNLOAD_DELAY_JITTER", 0.0, "cmdline")  # the turns are a delay apart; more would slow them down
