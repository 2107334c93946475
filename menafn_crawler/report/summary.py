"""Summary of one run: a record for programs, a few lines for a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.report.durations import took, when
from menafn_crawler.report.freshness import freshness_warning
from menafn_crawler.store import BegunRun, EndedRun, articles, crawl_state, newest_sighting

Summary = Mapping[str, Any]

TOLD = "menafn/gate/told"
"""Key of the run's own warnings among its counters."""

_DONE = {
    "new": ("article/stored",),
    "corrected": ("article/corrected",),
    "unchanged": ("article/unchanged",),
    "gone": ("article/gone", "article/gone_at_first_look", "article/vanished"),
    "set aside": ("article/set_aside",),
    "left for the next run": ("article/put_back",),
}
"""What a run did, and the counters of it."""


def summarise(connection: Connection, run: EndedRun, now: datetime, silent_days: int) -> dict[str, Any]:
    """The record of a run and of the data set at *now* (aware), as ``last-run.json`` has it."""
    silent = freshness_warning(newest_sighting(connection), now, silent_days)
    return {
        "run_id": run.run_id,
        "spider": run.spider,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "exit_code": run.exit_code,
        "reason": run.reason,
        "warnings": [*run.counters.get(TOLD, ()), *([silent] if silent else [])],
        "data_set": articles.census(connection) | crawl_state.census(connection),
        "counters": dict(run.counters),
    }


def in_trouble(summary: Summary) -> bool:
    """Whether somebody should look: the run did not end well, or there is a warning."""
    return bool(summary["exit_code"] or summary["warnings"])


def tell(summary: Summary) -> str:
    """The summary as text; the first line says it all."""
    counters = summary["counters"]
    did = {name: sum(counters.get(f"menafn/{key}", 0) for key in keys) for name, keys in _DONE.items()}
    told = ", ".join(f"{number:,} {name}" for name, number in did.items() if number) or "nothing new"
    held = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in summary["data_set"].items())
    lines = [
        f"{summary['spider']}: exit {summary['exit_code']}, {summary['reason']}",
        *(f"warning: {warning}" for warning in summary["warnings"]),
        "",
        f"run {summary['run_id']}: {told}",
        f"began {when(summary['started_at'])} UTC, took {took(summary['started_at'], summary['finished_at'])}",
        f"data set: {held}",
    ]
    return "\n".join(lines)


def tell_unended(run: BegunRun) -> str:
    """The text for a run that did not come to its end and is not under way."""
    return (
        f"{run.spider}: run {run.run_id}, begun {when(run.started_at)} UTC, was killed before its end;"
        " nothing is lost, the next run goes on"
    )
