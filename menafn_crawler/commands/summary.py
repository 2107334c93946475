"""``scrapy summary``: the last run in a few lines, as the mail of a cron job."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from menafn_crawler.export import behind
from menafn_crawler.extensions.exports import configured_exports
from menafn_crawler.project_command import ProjectCommand, Refused
from menafn_crawler.report.environment_checks import Verdict, check_disk
from menafn_crawler.report.last_attempt import Attempt, unrecorded_attempt
from menafn_crawler.report.summary import in_trouble, summarise, summary_text, unended_run_text
from menafn_crawler.store import DataDirectoryBusy, RunLock, runs

_NO_RUN = "no run has ended yet: scrapy crawl menafn"


class Command(ProjectCommand):
    """Prints the last run."""

    usage = "[options]"
    summary = "Tell what came of the last run, in a few lines"
    description = (
        "Print what came of the last run that has ended and what the data set holds, e.g. scrapy summary --trouble"
        " as the second half of a cron job's line: it prints nothing, and cron sends no mail, where all is well."
    )
    examples = (
        "scrapy summary",
        "scrapy crawl menafn -s LOG_LEVEL=CRITICAL; scrapy summary --trouble",
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """When and how to print."""
        super().add_options(parser)
        parser.add_argument("--trouble", action="store_true", help="print only where somebody should look")
        parser.add_argument(
            "--json", action="store_true", help="for programs: the record of last-run.json, on one line"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the summary; exit code 1 if there is no run."""
        if args:
            raise Refused("it takes no argument, e.g. scrapy summary --trouble")
        killed, summary, late = self._last()
        begun = [killed.started_at] if killed is not None else [summary["started_at"]] if summary is not None else []
        lost = unrecorded_attempt(self.configuration.data_dir, begun[0] if begun else None)
        if (killed is not None or lost is not None or late) and self._is_crawl_running():
            killed, lost, late = None, None, []
        warnings = [f"exports are behind the store: {', '.join(late)}; scrapy export refreshes them"] if late else []
        if summary is not None:
            summary["warnings"] += warnings
        if opts.json:
            self._print_json(killed, lost, summary or {"warnings": warnings}, trouble=opts.trouble)
        elif lost is not None:
            self._print_unended(lost.describe(), warnings)
        elif killed is not None:
            self._print_unended(unended_run_text(killed), warnings)
        elif summary is None:
            raise Refused(_NO_RUN + self._full_disk())
        elif not opts.trouble or in_trouble(summary):
            print(summary_text(summary))
        return 0

    def _print_unended(self, text: str, warnings: Sequence[str]) -> None:
        print(text + self._full_disk(), *(f"warning: {warning}" for warning in warnings), sep="\n")

    def _full_disk(self) -> str:
        """Return words about a disk that is full or nearly so: why a crawl could leave no record. Empty otherwise."""
        data_dir = self.configuration.data_dir
        disk = check_disk(shutil.disk_usage(data_dir).free, str(data_dir))
        return "" if disk.verdict is Verdict.OK else f"; the disk is full or nearly so: {disk.text}"

    def _print_json(
        self, killed: runs.BegunRun | None, lost: Attempt | None, summary: dict[str, Any], *, trouble: bool
    ) -> None:
        """Print one line: the last run that ended, with what began after it and was not recorded to its end."""
        later = {name: asdict(one) for name, one in (("killed", killed), ("unrecorded", lost)) if one is not None}
        if "run_id" not in summary and not later:
            raise Refused(_NO_RUN)
        if later or not trouble or in_trouble(summary):
            print(json.dumps({**summary, **later}, ensure_ascii=False))

    def _last(self) -> tuple[runs.BegunRun | None, dict[str, Any] | None, list[str]]:
        """Return the last run if it has not ended, the summary of the last that has, the exports that are behind."""
        database = self.open_store()
        try:
            with database.read() as connection:
                ended = runs.recent_runs(connection, 1)
                now = datetime.now(UTC).replace(microsecond=0)
                summary = summarise(connection, ended[0], now, self.configuration.silent_days) if ended else None
                killed = runs.unended_run(connection)
            known = killed is not None or summary is not None
            late = behind(database, configured_exports(self.configuration)) if known else []
            return killed, summary, [str(spec.path) for spec in late]
        finally:
            database.close()

    def _is_crawl_running(self) -> bool:
        lock = RunLock(self.configuration.data_dir)
        try:
            lock.acquire()
        except DataDirectoryBusy:
            return True
        lock.release()
        return False
