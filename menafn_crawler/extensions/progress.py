"""Show progress: one changing line at a terminal, log lines elsewhere."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from datetime import datetime
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import AsyncioLoopingCall
from scrapy.utils.log import get_scrapy_root_handler

from menafn_crawler.discover import Selection
from menafn_crawler.extensions.session import Session
from menafn_crawler.report.progress import Pace, Progress, line
from menafn_crawler.report.quality_gate import READ
from menafn_crawler.spiders.selection_base import SelectionSpider
from menafn_crawler.store import StoreError, selection_sql

logger = logging.getLogger(__name__)

_ERASE = "\r\x1b[K"
_EVERY = 1.0
"""Seconds between two states of the line."""
_COUNT_EVERY = 5.0
"""Seconds between two looks into the store."""


class TerminalLine(logging.Filter):
    """The last line of the terminal, below what the log prints."""

    def __init__(self) -> None:
        super().__init__()
        self._handler = get_scrapy_root_handler()
        if self._handler is not None:
            self._handler.addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True: no record is dropped, each is printed on a line of its own."""
        sys.stderr.write(_ERASE)
        return True

    def show(self, text: str) -> None:
        """Replace the line with *text*."""
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(_ERASE + text[:width])
        sys.stderr.flush()

    def leave(self, text: str) -> None:
        """Print *text* as the last state of the line."""
        if self._handler is not None:
            self._handler.removeFilter(self)
        sys.stderr.write(f"{_ERASE}{text}\n")
        sys.stderr.flush()


class ProgressLine:
    """Shows the crawl's progress."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._interval = crawler.settings.getfloat("LOGSTATS_INTERVAL")
        self._pace = Pace(time.monotonic())
        self._waiting = 0
        self._counted_at = float("-inf")
        self._line: TerminalLine | None = None
        self._calls = AsyncioLoopingCall(self._show)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self, spider: Spider) -> None:
        """Start; with ``LOGSTATS_INTERVAL`` 0 only at a terminal."""
        if sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb":
            self._line = TerminalLine()
            self._calls.start(_EVERY, now=False)
        elif self._interval:
            self._calls.start(self._interval, now=False)

    def spider_closed(self, spider: Spider) -> None:
        """Show the final state."""
        if self._calls.running:
            self._calls.stop()
        self._counted_at = float("-inf")
        if self._line is not None:
            self._line.leave(self._text())

    def _show(self) -> None:
        if self._line is not None:
            self._line.show(self._text())
        else:
            logger.info("%s", self._text())

    def _text(self) -> str:
        now, progress = time.monotonic(), self._progress()
        self._pace.note(now, progress)
        return line(progress, self._pace, datetime.now().astimezone())

    def _progress(self) -> Progress:
        stats = {name: value for name, value in self._crawler.stats.get_stats().items() if name.startswith("menafn/")}

        def counted(name: str) -> int:
            return int(stats.get(f"menafn/{name}", 0))

        arguments = self._crawler.spider.arguments  # type: ignore[union-attr]
        kept = sum(map(counted, READ)) - counted("article/outside_span")
        waiting = self._counted_waiting()
        if arguments.limit is not None:
            waiting = min(waiting, max(0, arguments.limit - kept))
        return Progress(
            new=counted("article/stored"),
            copies=sum(value for name, value in stats.items() if name.startswith("menafn/drop/duplicate/")),
            aside=counted("article/set_aside"),
            put_back=counted("article/put_back"),
            answered=counted("article/answered"),
            found=counted("candidate/new"),
            waiting=waiting,
            # What ``refresh`` looks at again is not counted as waiting, so no end can be told.
            discovering=bool(arguments.refresh) or getattr(self._crawler.spider, "discovering", False),
        )

    def _counted_waiting(self) -> int:
        """Return how many articles this run still has to fetch, as of a few seconds ago."""
        if time.monotonic() - self._counted_at >= _COUNT_EVERY:
            self._counted_at = time.monotonic()
            try:
                session, spider = Session.of(self._crawler), self._crawler.spider
                chosen = spider.queue_selection() if isinstance(spider, SelectionSpider) else Selection()
                with session.database.read() as connection:
                    self._waiting = selection_sql.count_waiting(connection, chosen, session.run_id, session.now_text())
            except StoreError as error:  # the crawl will tell, if it is more than a moment's
                logger.debug("%s", error)
        return self._waiting
