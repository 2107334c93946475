"""What a test looks at inside a crawl: put into SPIDER_MIDDLEWARES, it writes what it saw when the crawl ends."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler


class WindowProbe:
    """Counts the article requests that wait in the scheduler; the most there were at once go to ``PROBE_FILE``."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._waiting = 0
        self._most = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        probe = cls(Path(crawler.settings["PROBE_FILE"]))
        crawler.signals.connect(probe.scheduled, signals.request_scheduled)
        crawler.signals.connect(probe.sent, signals.request_reached_downloader)
        crawler.signals.connect(probe.closed, signals.spider_closed)
        return probe

    def scheduled(self, request: Request) -> None:
        """One more waits."""
        self._waiting += "task" in request.cb_kwargs
        self._most = max(self._most, self._waiting)

    def sent(self, request: Request) -> None:
        """One waits no longer."""
        self._waiting -= "task" in request.cb_kwargs

    def closed(self) -> None:
        """Write what was seen."""
        self._file.write_text(str(self._most))
