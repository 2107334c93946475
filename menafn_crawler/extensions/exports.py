"""Refreshes the data set's files at the end of a crawl that changed something, before the outcome is judged."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from menafn_crawler.export import (
    EmptyExportError,
    ExportSpec,
    ForeignPackageError,
    MissingLibraryError,
    StagedExport,
    is_current,
    is_described,
    publish,
    stage_export,
)
from menafn_crawler.extensions.gates import Gates
from menafn_crawler.extensions.session import Session
from menafn_crawler.store import Selection, StoreError

logger = logging.getLogger(__name__)

CHANGES = tuple(
    f"menafn/{what}" for what in ("article/stored", "article/corrected", "section/added", "date/decided_again")
)
"""Counters of what changes the data set."""


class Exports:
    """Writes the files of ``MENAFN_EXPORTS`` under the data directory, and what describes them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        exports = cls(crawler)
        crawler.signals.connect(exports.spider_closed, signals.spider_closed)
        return exports

    def spider_closed(self, spider: Spider) -> None:
        """Refresh what is out of date or missing, a directory at a time, unless the run is out of line."""
        gates = Gates.of(self._crawler)
        fault = Session.of(self._crawler).fault
        if gates.breaches or (fault is not None and fault.fatal):
            logger.warning("the files of the data set stay as they were")
            return
        changed = gates.reopened or any(self._crawler.stats.get_value(name) for name in CHANGES)
        data_dir = Session.of(self._crawler).data_dir
        by_directory: dict[Path, list[Path]] = {}
        for path in dict.fromkeys(data_dir / name for name in Session.of(self._crawler).configuration.exports):
            by_directory.setdefault(path.parent, []).append(path)
        for directory, paths in by_directory.items():
            try:
                self._refresh(directory, paths, changed=changed)
            except ForeignPackageError as foreign:
                logger.warning("%s", foreign)
            except OSError as error:
                self._failed(directory, error)

    def _refresh(self, directory: Path, paths: list[Path], *, changed: bool) -> None:
        with ExitStack() as aside:
            staged = [self._staged(path, aside) for path in paths if changed or not is_current(path)]
            ready = [new for new in staged if new is not None]
            if ready or (directory.is_dir() and not is_described(directory)):
                publish(ready, directory, Session.of(self._crawler).now_text())
        for new in ready:
            logger.info("%d articles in %s", new.rows, new.path)

    def _staged(self, path: Path, aside: ExitStack) -> StagedExport | None:
        """The new file, aside; None, told aloud, if there is none to be had."""
        session = Session.of(self._crawler)
        spec = ExportSpec(path, Selection(copies=session.configuration.keep_duplicates))
        try:
            return aside.enter_context(stage_export(session.database, spec))
        except EmptyExportError as nothing:
            logger.warning("%s", nothing)
        except (
            OSError,
            StoreError,
            MissingLibraryError,
        ) as error:  # the articles are safe in the store, so the other files are written all the same
            self._failed(path, error)
        return None

    def _failed(self, path: Path, error: Exception) -> None:
        self._crawler.stats.inc_value("menafn/export/failed")
        logger.error("%s could not be written: %s", path, error)
