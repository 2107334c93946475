"""Quality gate: skip the export if this run deviates from earlier runs. Articles are stored all the same."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from menafn_crawler.extensions.profile import Profile
from menafn_crawler.extensions.session import Session
from menafn_crawler.normalise import printed_time_offset, utc_text
from menafn_crawler.report.anomalies import Anomaly, PastRun, anomalies
from menafn_crawler.report.quality_gate import RUNS, EndedRun, breaches
from menafn_crawler.report.run_profile import PROFILE, RunProfile
from menafn_crawler.store import StoreError, date_queries, runs

logger = logging.getLogger(__name__)

HELD = "menafn/gate/held"
"""Counter of deviations that held the exports back."""
ACCEPTED = "menafn/gate/accepted"
"""Counter of deviations of a run that was let pass (``MENAFN_GATES=0``)."""
_GOOD = frozenset({0, 3})
"""Exit codes of runs to compare with: done, and done except for some articles."""


class Gates:
    """Judge the run before ``Exports`` writes and ``Outcome`` records."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.breaches: tuple[str, ...] = ()
        """Why the exports are held back; empty if they are not."""
        self.warnings: tuple[str, ...] = ()
        """Deviations that do not hold the exports back, one sentence each."""
        self.profile = RunProfile()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        gates = cls(crawler)
        crawler.signals.connect(gates.spider_closed, signals.spider_closed)
        return gates

    @classmethod
    def of(cls, crawler: Crawler) -> Gates:
        """Return the gates of *crawler*."""
        gates = crawler.get_extension(cls)
        assert gates is not None
        return gates

    def spider_closed(self, spider: Spider) -> None:
        """Compare the run with earlier runs of the same spider."""
        session = Session.of(self._crawler)
        self.profile = Profile.of(self._crawler).profile()
        try:
            with session.database.read() as connection:
                ended = runs.recent_runs(connection, RUNS, spider.name)
                known = date_queries.certain_before(connection, _trusted_until(ended, session.started_at))
        except StoreError as error:
            logger.error("the run cannot be compared with earlier ones: %s", error)  # noqa: TRY400
            return
        past = [_past(run) for run in ended]
        deviations = self._anomalies(ended, getattr(spider, "raw_arguments", {}), session.now())
        offset = printed_time_offset(Profile.of(self._crawler).printed_times, known, session.zone)
        found = (
            *breaches(self._crawler.stats.get_stats(), past),
            *([offset.sentence] if offset is not None else []),
            *(one.text for one in deviations if one.hold),
        )
        self.warnings = tuple(one.text for one in deviations if not one.hold)
        for sentence in self.warnings:
            logger.warning("%s", sentence)
        self._hold(found, session.configuration.gates)

    def passes_so_far(self, spider: Spider) -> bool:
        """Return True if nothing that the run has read until now would hold its files back."""
        session = Session.of(self._crawler)
        if not session.configuration.gates:
            return session.fault is None
        try:
            with session.database.read() as connection:
                past = [_past(run) for run in runs.recent_runs(connection, RUNS, spider.name)]
        except StoreError:
            return False
        return session.fault is None and not tuple(breaches(self._crawler.stats.get_stats(), past))

    def _hold(self, found: tuple[str, ...], on: bool) -> None:
        self.breaches = found if on else ()
        if found:
            self._crawler.stats.set_value(HELD if on else ACCEPTED, len(found))
        for breach in found:
            logger.log(logging.ERROR if on else logging.WARNING, "%s: %s", "held back" if on else "let pass", breach)

    def _anomalies(self, ended: Sequence[runs.EndedRun], arguments: dict[str, str], now: datetime) -> list[Anomaly]:
        """Compare the profile with those of earlier runs with the same arguments, as far as the last accepted one."""
        past: list[PastRun] = []
        for run in ended:
            if _asked(run.arguments) == _asked(arguments) and run.exit_code in _GOOD and PROFILE in run.counters:
                profile = RunProfile.from_json(run.counters[PROFILE])
                past.append(PastRun(datetime.fromisoformat(run.started_at), profile))
            if run.counters.get(ACCEPTED):
                break
        return list(anomalies(self.profile, past, now, every_list="limit" not in arguments))


def _asked(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return the arguments that decide what a run sees; a mirror of the site shows the same."""
    return {name: value for name, value in arguments.items() if name != "site"}


def _trusted_until(ended: Sequence[runs.EndedRun], started_at: datetime) -> str:
    """Return the instant (UTC text) up to which stored times are trusted: the start of the first run held in a row."""
    held = list(takewhile(lambda run: bool(run.counters.get(HELD)), ended))
    return held[-1].started_at if held else utc_text(started_at)


def _past(run: runs.EndedRun) -> EndedRun:
    return EndedRun(run.exit_code in _GOOD, bool(run.counters.get(ACCEPTED)), run.counters)
