"""Refreshes the data set's files at the end of a crawl that changed something, before the outcome is judged."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from menafn_crawler.export.dataset import NothingToExport, export
from menafn_crawler.extensions.gates import Gates
from menafn_crawler.extensions.session import Session
from menafn_crawler.store.database import StoreError
from menafn_crawler.store.selection import Selection

logger = logging.getLogger(__name__)

CHANGES = tuple(
    f"menafn/{what}" for what in ("article/stored", "article/corrected", "section/added", "date/decided_again")
)
"""Counters of what changes the data set."""


class Exports:
    """Writes the files of ``MENAFN_EXPORTS`` under the data directory."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        exports = cls(crawler)
        crawler.signals.connect(exports.spider_closed, signals.spider_closed)
        return exports

    def spider_closed(self, spider: Spider) -> None:
        """Refresh what is out of date or missing, unless the run is out of line."""
        gates = Gates.of(self._crawler)
        if gates.breaches:
            logger.warning("the files of the data set stay as they were")
            return
        session = Session.of(self._crawler)
        configuration = session.configuration
        changed = gates.reopened or any(self._crawler.stats.get_value(name) for name in CHANGES)
        for name in configuration.exports:
            path = configuration.data_dir / name
            if changed or not path.exists():
                self._export(session, path)

    def _export(self, session: Session, path: Path) -> None:
        try:
            selection = Selection(copies=session.configuration.keep_duplicates)
            written = export(session.database, path, selection)
        except NothingToExport as nothing:
            logger.warning("%s", nothing)
        except (
            OSError,
            StoreError,
        ) as error:  # the articles are safe in the store, so the other files are written all the same
            self._crawler.stats.inc_value("menafn/export/failed")
            logger.error("%s could not be written: %s", path, error)  # noqa: TRY400
        else:
            logger.info("%d articles in %s", written, path)
