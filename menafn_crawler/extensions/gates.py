"""Holds the data set's files back where a run is out of line with those before it; its articles are stored."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from menafn_crawler.extensions.session import Session
from menafn_crawler.report.quality_gate import RUNS, Past, breaches
from menafn_crawler.store import StoreError, runs

logger = logging.getLogger(__name__)

HELD = "menafn/gate/held"
"""Counter of what was out of line and held the files back."""
ACCEPTED = "menafn/gate/accepted"
"""Counter of what was out of line in a run that was let pass (``MENAFN_GATES=0``)."""
_GOOD = frozenset({0, 3})
"""Exit codes of runs that tell what is usual: done, and done but for some articles."""


class Gates:
    """Judges the run before ``Exports`` writes and ``Outcome`` records."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.breaches: tuple[str, ...] = ()
        """Why the files are held back; empty where they are not."""
        self.reopened = False
        """Whether the files lack what the run before read, since it was held back, and this one is not."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        gates = cls(crawler)
        crawler.signals.connect(gates.spider_closed, signals.spider_closed)
        return gates

    @classmethod
    def of(cls, crawler: Crawler) -> Gates:
        """The gates of *crawler*."""
        gates = crawler.get_extension(cls)
        assert gates is not None
        return gates

    def spider_closed(self, spider: Spider) -> None:
        """Compare the run with those of the same spider before it."""
        session = Session.of(self._crawler)
        try:
            with session.database.read() as connection:
                ended = runs.recent_runs(connection, RUNS, spider.name)
        except StoreError as error:
            logger.error("the run cannot be compared with those before it: %s", error)  # noqa: TRY400
            return
        past = [_past(run) for run in ended]
        found = tuple(breaches(self._crawler.stats.get_stats(), past))
        on = session.configuration.gates
        self.breaches = found if on else ()
        self.reopened = not self.breaches and bool(past and past[0].counters.get(HELD))
        if found:
            self._crawler.stats.set_value(HELD if on else ACCEPTED, len(found))
        for breach in found:
            logger.log(logging.ERROR if on else logging.WARNING, "%s: %s", "held back" if on else "let pass", breach)


def _past(run: runs.EndedRun) -> Past:
    return Past(run.exit_code in _GOOD, bool(run.counters.get(ACCEPTED)), run.counters)
