"""Write the figures of the last run as a text file for Prometheus' node_exporter (textfile collector)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from menafn_crawler.report.summary import Summary, counted_outcomes
from menafn_crawler.store import atomic_write

_STATES = {"articles": "unique"}
"""Metric names of counts that the summary names differently."""

_Samples = Sequence[tuple[Mapping[str, str], float]]


def write_metrics(path: Path, summary: Summary | None, exit_code: int, now: datetime) -> None:
    """Replace the file at *path*. Raises OSError.

    *summary* is that of the last run that was recorded, None if there is none; *exit_code* is that of the last
    attempt, which ended at *now* (aware): a crawl that is refused before any request is an attempt and no run.
    """
    with atomic_write(path) as file:
        file.write(metrics_text(summary, exit_code, now).encode())


def metrics_text(summary: Summary | None, exit_code: int, now: datetime) -> str:
    """Return the file: for each metric its HELP and TYPE lines, then its samples."""
    lines: list[str] = []
    for name, description, samples in (
        *_attempt_metrics(exit_code, now),
        *(_run_metrics(summary) if summary is not None else ()),
    ):
        if samples:
            lines += [f"# HELP menafn_{name} {description}", f"# TYPE menafn_{name} gauge"]
            lines += [f"menafn_{name}{_labels(labels)} {value:.15g}" for labels, value in samples]
    return "\n".join([*lines, ""])


def _attempt_metrics(exit_code: int, now: datetime) -> Iterator[tuple[str, str, _Samples]]:
    yield (
        "last_attempt_exit_code",
        "Exit code of the last scrapy crawl, also of one that was refused.",
        _one_sample(exit_code),
    )
    yield "last_attempt_timestamp_seconds", "When the last scrapy crawl ended.", _one_sample(now.timestamp())


def _run_metrics(summary: Summary) -> Iterator[tuple[str, str, _Samples]]:
    spider = {"spider": str(summary["spider"])}
    began, ended = (datetime.fromisoformat(summary[name]) for name in ("started_at", "finished_at"))
    per_new = summary.get("requests_per_new_article")
    did = counted_outcomes(summary["counters"])
    yield "last_run_exit_code", "Exit code of the last recorded run.", [(spider, summary["exit_code"])]
    yield "last_run_timestamp_seconds", "When the last recorded run ended.", [(spider, ended.timestamp())]
    yield "last_run_duration_seconds", "How long it took.", [(spider, (ended - began).total_seconds())]
    yield "last_run_warnings", "Warnings of the last recorded run.", [(spider, len(summary["warnings"]))]
    yield "last_run_requests", "Requests of the last recorded run.", [(spider, summary.get("requests", 0))]
    if per_new is not None:
        yield "last_run_requests_per_new_article", "Requests for each new article.", [(spider, per_new)]
    yield (
        "last_run_articles",
        "Articles of the last recorded run by what came of them.",
        [({**spider, "outcome": name.replace(" ", "_")}, number) for name, number in did.items()],
    )
    yield (
        "data_set_articles",
        "Articles that the store knows after the last recorded run, by state.",
        [({"state": _STATES.get(name, name)}, number) for name, number in summary["data_set"].items()],
    )


def _one_sample(value: Any) -> _Samples:
    return [({}, value)]


def _labels(labels: Mapping[str, str]) -> str:
    """Return labels in braces.

    >>> _labels({"spider": 'a"b'})
    '{spider="a\\\\"b"}'
    """
    inner = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{inner}}}" if inner else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
