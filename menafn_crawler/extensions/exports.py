"""Refresh the exports that are behind the store, at the end of every crawl that may publish."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import AsyncioLoopingCall

from menafn_crawler.configuration import Configuration
from menafn_crawler.export import (
    EmptyExportError,
    ExportSpec,
    ExportStoppedError,
    ForeignPackageError,
    MissingLibraryError,
    configured,
    refresh,
)
from menafn_crawler.extensions.gates import Gates
from menafn_crawler.extensions.session import Session
from menafn_crawler.store import StoreError

logger = logging.getLogger(__name__)

LONG = 10.0
"""Seconds from which on the log says what the exports cost."""
INTERRUPTED = "shutdown"
"""Scrapy's reason for the end of a crawl that a signal ended."""


def configured_exports(configuration: Configuration) -> list[ExportSpec]:
    """Return what ``MENAFN_EXPORTS`` asks for."""
    return configured(configuration.data_dir, configuration.exports, copies=configuration.keep_duplicates)


class Exports:
    """Writes the files of ``MENAFN_EXPORTS`` under the data directory, and what describes them."""

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = time.monotonic) -> None:
        self._crawler = crawler
        self._clock = clock
        self._calls = AsyncioLoopingCall(self._refresh_meanwhile)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        exports = cls(crawler)
        crawler.signals.connect(exports.spider_opened, signals.spider_opened)
        crawler.signals.connect(exports.spider_closed, signals.spider_closed)
        return exports

    def spider_opened(self, spider: Spider) -> None:
        """Refresh every ``MENAFN_EXPORT_MINUTES`` of a long crawl."""
        minutes = Session.of(self._crawler).configuration.export_minutes
        if minutes:
            self._calls.start(60.0 * minutes, now=False)

    def _refresh_meanwhile(self) -> None:
        spider = self._crawler.spider
        if spider is not None and Session.of(self._crawler).publishes and Gates.of(self._crawler).passes_so_far(spider):
            for spec in configured_exports(Session.of(self._crawler).configuration):
                self._refresh(spec)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Refresh what is behind the store, whichever run changed it, unless this run failed a quality gate.

        Of several workers only the one that leaves last does.
        """
        if self._calls.running:
            self._calls.stop()
        session = Session.of(self._crawler)
        if not session.publishes:
            logger.info("the exports are left to the last worker of the job")
            return
        if Gates.of(self._crawler).breaches or (session.fault is not None and session.fault.fatal):
            logger.warning("the files of the data set stay as they were")
            return
        if reason == INTERRUPTED:
            session.stop_signal.note()
        began = self._clock()
        specs = configured_exports(session.configuration)
        for spec in specs:
            self._refresh(spec)
        seconds = self._clock() - began
        if seconds > LONG and not all(spec.by_month for spec in specs):
            logger.warning("exports took %.0f s of this run; articles/ writes only what changed", seconds)

    def _refresh(self, spec: ExportSpec) -> None:
        """Refresh one export. The articles are safe in the store, so a failure is logged and the next one tried."""
        session = Session.of(self._crawler)
        try:
            with session.stop_signal.noticed():
                export = refresh(session.database, replace(spec, stop=session.stop_signal.is_due), session.now_text())
        except (EmptyExportError, ForeignPackageError) as error:
            logger.warning("%s", error)
        except ExportStoppedError:
            self._crawler.stats.inc_value("menafn/export/failed")
            logger.warning("%s stays as it was: a signal ended its export; the next run writes it", spec.path)
        except (OSError, StoreError, MissingLibraryError) as error:
            self._crawler.stats.inc_value("menafn/export/failed")
            logger.error("%s could not be written: %s", spec.path, error)  # noqa: TRY400
        else:
            if export is not None:
                logger.info("%d articles in %s", export.rows, export.path)
