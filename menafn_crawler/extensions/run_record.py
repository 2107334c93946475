"""Record a crawl that has ended: in the store, in ``last-run.json`` and ``runs.jsonl``, and as metrics."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from menafn_crawler.extensions.gates import Gates
from menafn_crawler.extensions.outcome import Exit, Outcome
from menafn_crawler.extensions.session import Session
from menafn_crawler.normalise import utc_text
from menafn_crawler.report.metrics import write_metrics
from menafn_crawler.report.run_profile import PROFILE
from menafn_crawler.report.summary import JOURNAL, REQUESTS, SUMMARY, WARNINGS, summarise
from menafn_crawler.store import StoreError, append_line, atomic_write, note_finished, runs

logger = logging.getLogger(__name__)


class RunRecord:
    """Records the run for people and programs. Feeds are written by then, so the exit code is final."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        record = cls(crawler)
        # When the spider closes, a feed may still be on its way to its storage.
        crawler.signals.connect(record.engine_stopped, signals.engine_stopped)
        return record

    def engine_stopped(self) -> None:
        """Record the run, and say in the log how it ended."""
        outcome = Outcome.of(self._crawler)
        outcome.add_failed_feeds()
        try:
            self._record(outcome)
        except (StoreError, OSError) as error:
            outcome.exit = max(outcome.exit, Exit.INCOMPLETE)
            outcome.reason = f"{outcome.reason}; the run could not be recorded: {error}"
        level = logging.INFO if outcome.exit is Exit.DONE else logging.WARNING
        logger.log(level, "exit %d: %s", outcome.exit, outcome.reason)

    def _record(self, outcome: Outcome) -> None:
        session = Session.of(self._crawler)
        with session.database.write() as connection:
            run_id, now = session.own_run_id, session.now_text()
            runs.end_run(connection, run_id, outcome.exit, self._counters(), now, outcome.reason)
            if session.finishes_articles:
                note_finished(connection, utc_text(session.started_at))
            run = runs.ended_run(connection, run_id)
            summary = summarise(connection, run, session.now(), session.configuration.silent_days)
        for warning in summary["warnings"]:
            logger.warning("%s", warning)
        with atomic_write(session.data_dir / SUMMARY) as file:
            file.write(json.dumps(summary, indent=2).encode() + b"\n")
        append_line(session.data_dir / JOURNAL, summary)
        self._write_metrics(summary)

    def _counters(self) -> Mapping[str, object]:
        stats, gates = self._crawler.stats.get_stats(), Gates.of(self._crawler)
        return {name: value for name, value in stats.items() if name.startswith("menafn/")} | {
            REQUESTS: stats.get("downloader/request_count", 0),
            PROFILE: gates.profile.as_json(),
            WARNINGS: [*gates.breaches[1:], *gates.warnings],
        }

    def _write_metrics(self, summary: Mapping[str, Any]) -> None:
        """Write the text file for Prometheus. The run is recorded, so a failure is a line of the log."""
        session = Session.of(self._crawler)
        path = session.configuration.metrics_file
        if path is None:
            return
        try:
            write_metrics(path, summary, summary["exit_code"], session.now())
        except OSError as error:
            logger.error("MENAFN_METRICS_FILE %s could not be written: %s", path, error.strerror)  # noqa: TRY400
