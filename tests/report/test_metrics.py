"""The text file for Prometheus, read by the grammar of its exposition format."""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from menafn_crawler.report.metrics import metrics_text, write_metrics

NOW = datetime(2025, 5, 14, 9, tzinfo=UTC)
SUMMARY: dict[str, Any] = {
    "spider": 'menafn "\\\n',
    "started_at": "2025-05-14T08:44:00Z",
    "finished_at": "2025-05-14T08:46:30Z",
    "exit_code": 3,
    "warnings": ["list en/us shows 3 articles, usually 12 a page"],
    "requests": 90,
    "requests_per_new_article": 1.29,
    "data_set": {"articles": 1_234_567, "copies": 5, "open": 0},
    "counters": {"menafn/article/stored": 70, "menafn/article/put_back": 2},
}
_NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
_SAMPLE = re.compile(rf"({_NAME})(?:{{({_LABEL}(?:,{_LABEL})*)}})? (-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)")
_COMMENT = re.compile(rf"# (HELP|TYPE) ({_NAME}) (.+)")


def samples(text: str) -> dict[tuple[str, str], float]:
    """Values by name and labels; every metric has its HELP and TYPE first, once, and no sample repeats."""
    assert text.endswith("\n")
    found: dict[tuple[str, str], float] = {}
    described: list[tuple[str, str]] = []
    for line in text.removesuffix("\n").split("\n"):
        if comment := _COMMENT.fullmatch(line):
            described.append((comment[1], comment[2]))
            assert comment[1] == "HELP" or comment[3] == "gauge"
            continue
        sample = _SAMPLE.fullmatch(line)
        assert sample is not None, line
        assert described[-2:] == [("HELP", sample[1]), ("TYPE", sample[1])]
        assert (sample[1], sample[2] or "") not in found
        found[sample[1], sample[2] or ""] = float(sample[3])
    assert len(described) == len(set(described))
    return found


def test_a_run_is_told_in_numbers() -> None:
    found = samples(metrics_text(SUMMARY, 3, NOW))
    spider = 'spider="menafn \\"\\\\\\n"'
    assert found["menafn_last_attempt_exit_code", ""] == 3
    assert found["menafn_last_attempt_timestamp_seconds", ""] == NOW.timestamp()
    assert found["menafn_last_run_exit_code", spider] == 3
    assert (
        found["menafn_last_run_timestamp_seconds", spider] == datetime(2025, 5, 14, 8, 46, 30, tzinfo=UTC).timestamp()
    )
    assert found["menafn_last_run_duration_seconds", spider] == 150
    assert found["menafn_last_run_requests_per_new_article", spider] == 1.29
    assert found["menafn_last_run_articles", f'{spider},outcome="new"'] == 70
    assert found["menafn_last_run_articles", f'{spider},outcome="left_for_the_next_run"'] == 2
    assert found["menafn_data_set_articles", 'state="unique"'] == 1_234_567


def test_without_a_run_only_the_attempt_is_told() -> None:
    assert {name for name, _ in samples(metrics_text(None, 2, NOW))} == {
        "menafn_last_attempt_exit_code",
        "menafn_last_attempt_timestamp_seconds",
    }


def test_what_is_not_known_is_left_out() -> None:
    names = {name for name, _ in samples(metrics_text(SUMMARY | {"requests_per_new_article": None}, 0, NOW))}
    assert "menafn_last_run_requests_per_new_article" not in names


def test_the_file_is_replaced_whole_and_readable_by_others(tmp_path: Path) -> None:
    path = tmp_path / "collector" / "menafn.prom"
    before = os.umask(0o022)
    try:
        write_metrics(path, None, 2, NOW)
        write_metrics(path, SUMMARY, 0, NOW)
    finally:
        os.umask(before)
    assert path.read_text() == metrics_text(SUMMARY, 0, NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(path.parent.iterdir()) == [path]
