"""Summary of one run: a record for programs, a few lines for a mail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.report.formatting import format_elapsed, format_instant
from menafn_crawler.store import BegunRun, EndedRun, articles, crawl_state, newest_sighting

Summary = Mapping[str, Any]

SUMMARY = "last-run.json"
"""File in the data directory that describes the last run."""
JOURNAL = "runs.jsonl"
"""File beside it that describes every run, one a line."""

WARNINGS = "menafn/gate/told"
"""Key of the run's own warnings among its counters."""
REQUESTS = "menafn/requests"
"""Counter of all requests that the run sent, robots.txt and retries among them."""

_DONE = {
    "new": ("article/stored",),
    "corrected": ("article/corrected",),
    "unchanged": ("article/unchanged",),
    "gone": ("article/gone", "article/gone_at_first_look", "article/vanished"),
    "set aside": ("article/set_aside",),
    "left for the next run": ("article/put_back",),
}
"""Outcomes of a run, and the counters of each."""


_ALWAYS = {"spider", "started_at", "finished_at", "exit_code", "warnings", "data_set", "counters"}
"""Keys that every version has written."""


def summarise(connection: Connection, run: EndedRun, now: datetime, silent_days: int) -> dict[str, Any]:
    """Return the record of a run and of the data set at *now* (aware), as ``last-run.json`` has it."""
    silent = freshness_warning(newest_sighting(connection), now, silent_days)
    requests, new = run.counters.get(REQUESTS), run.counters.get("menafn/article/stored", 0)
    return {
        "run_id": run.run_id,
        "spider": run.spider,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "exit_code": run.exit_code,
        "reason": run.reason,
        "warnings": [*run.counters.get(WARNINGS, ()), *([silent] if silent else [])],
        "requests": requests,
        "requests_per_new_article": round(requests / new, 2) if requests is not None and new else None,
        "data_set": articles.census(connection) | crawl_state.census(connection),
        "counters": dict(run.counters),
    }


def last_summary(data_dir: Path) -> dict[str, Any] | None:
    """Return the summary of the last run in *data_dir*; None if there is none, or a broken one."""
    try:
        kept = json.loads((data_dir / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.keys() >= _ALWAYS else None


def in_trouble(summary: Summary) -> bool:
    """Return True if somebody should look: the run did not end well, or there is a warning."""
    return bool(summary["exit_code"] or summary["warnings"])


def counted_outcomes(counters: Mapping[str, Any]) -> dict[str, int]:
    """Return how many articles were new, corrected and so on, from a run's counters."""
    return {name: sum(counters.get(f"menafn/{key}", 0) for key in keys) for name, keys in _DONE.items()}


def summary_text(summary: Summary) -> str:
    """Return the summary as text; the first line says it all."""
    began = summary["started_at"]
    did = counted_outcomes(summary["counters"])
    done = ", ".join(f"{number:,} {name}" for name, number in did.items() if number) or "nothing new"
    held = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in summary["data_set"].items())
    lines = [
        f"{summary['spider']}: exit {summary['exit_code']}, {summary['reason']}",
        *(f"warning: {warning}" for warning in summary["warnings"]),
        "",
        f"run {summary['run_id']}: {done}",
        f"began {format_instant(began)} UTC, took {format_elapsed(began, summary['finished_at'])}",
        f"data set: {held}",
    ]
    return "\n".join(lines)


def unended_run_text(run: BegunRun) -> str:
    """Return the text for a run that did not come to its end and is not under way."""
    return (
        f"{run.spider}: run {run.run_id}, begun {format_instant(run.started_at)} UTC, was killed before its end;"
        " nothing is lost, the next run goes on"
    )


def freshness_warning(newest: str | None, now: datetime, days: int) -> str | None:
    """Return a warning if the *newest* article was first seen (UTC text) *days* before *now* (aware) or earlier.

    None as well where there is no article yet, and for 0 days: the warning is off.

    >>> freshness_warning("2025-05-14T08:44:27Z", datetime.fromisoformat("2025-05-17T09:00:00Z"), 2)
    'no new article for 3 days: the last one was first seen on 2025-05-14 08:44:27 UTC'
    """
    if newest is None or not days:
        return None
    since = now - datetime.fromisoformat(newest)
    if since < timedelta(days=days):
        return None
    seen = newest.replace("T", " ").removesuffix("Z")
    return f"no new article for {since.days} day{'s' * (since.days != 1)}: the last one was first seen on {seen} UTC"
