"""The crawl's second process: started once pages come fast, ended with the crawl."""

from __future__ import annotations

import logging
import os
import time
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from menafn_crawler.configuration import Configuration
from menafn_crawler.extract.beside import Pace, SecondProcess
from menafn_crawler.store import Keeping, in_memory

logger = logging.getLogger(__name__)


class Second:
    """Has work done beside the crawl while there is somebody to do it."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._pace = Pace()
        self._may_start = True
        self._process: SecondProcess | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured where a second process is not wanted, or of no use."""
        configuration = Configuration.from_settings(crawler.settings)
        cores = len(os.sched_getaffinity(0))
        if not configuration.second_process or cores < 2 or in_memory(configuration.store):
            raise NotConfigured
        second = cls(Keeping(configuration.store, configuration.duplicate_days))
        crawler.signals.connect(second.close, signals.spider_closed)
        return second

    @classmethod
    def of(cls, crawler: Crawler) -> Second | None:
        """The second process of *crawler*; None where there will be none."""
        return crawler.get_extension(cls)

    def page_came(self) -> None:
        """Count a page; when many have come in short time, the process is started."""
        if self._may_start and self._pace.fast(time.monotonic()):
            self._may_start = False
            try:
                self._process = SecondProcess("menafn_crawler.store.beside", self._keeping)
            except OSError as error:
                logger.warning("no second process, the crawl does all itself: %s", error)

    @property
    def free(self) -> bool:
        """Whether it is there and has not enough to do."""
        return self._process is not None and not self._process.busy

    async def ask(self, work: object) -> Any:
        """What the process makes of *work*; None where the crawl has to do it: it is not free, or failed at it."""
        return await self._process.ask(work) if self._process is not None and self.free else None

    async def close(self) -> None:
        """End the process."""
        if self._process is not None:
            await self._process.close()
