"""What the doctor says of the machine, and the exit code of all that it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from menafn_crawler.report.environment_checks import (
    LITTLE_SPACE,
    OPTIONAL,
    Check,
    Verdict,
    check_clock,
    check_disk,
    check_store,
    check_versions,
    exit_code,
)
from menafn_crawler.store import SCHEMA_VERSION, StoreState

NOW = datetime.fromisoformat("2025-05-14T08:44:27Z")
SOUND = StoreState("SQLite 3.45", SCHEMA_VERSION, 5 << 20, None, 1234, 5, "2025-05-14T08:44:27Z")


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [((), 0), (("ok", "warning"), 0), (("ok", "wrong", "warning"), 3), (("unusable", "wrong"), 4)],
)
def test_the_worst_verdict_decides(verdicts: tuple[str, ...], code: int) -> None:
    assert exit_code(Check("x", Verdict(verdict), "") for verdict in verdicts) == code


@pytest.mark.parametrize(
    ("state", "verdict", "said"),
    [
        (None, Verdict.OK, "none yet"),
        (SOUND, Verdict.OK, f"1,234 articles, 5 waiting, schema {SCHEMA_VERSION}, 5.0 MB, SQLite 3.45"),
        (replace(SOUND, schema=2), Verdict.OK, f"schema 2 (the next crawl brings it to {SCHEMA_VERSION})"),
        (replace(SOUND, schema=99), Verdict.WRONG, "upgrade menafn_crawler"),
        (replace(SOUND, damage="row 7 missing from index"), Verdict.WRONG, "damaged: row 7 missing"),
        (replace(SOUND, schema=None, articles=None, waiting=None), Verdict.OK, "not readable"),
    ],
    ids=["none", "sound", "old", "of the future", "damaged", "another's"],
)
def test_the_store(state: StoreState | None, verdict: Verdict, said: str) -> None:
    check = check_store(state, "sqlite:///x.db")
    assert check.verdict is verdict
    assert said in check.text
    assert "sqlite:///x.db" in check.text


@pytest.mark.parametrize(("free", "verdict"), [(LITTLE_SPACE, Verdict.OK), (LITTLE_SPACE - 1, Verdict.WRONG)])
def test_the_disk(free: int, verdict: Verdict) -> None:
    assert check_disk(free, "/srv").verdict is verdict


@pytest.mark.parametrize(
    ("ahead", "verdict", "said"),
    [(0, Verdict.OK, "within 0 s"), (-60, Verdict.OK, "within 60 s"), (61, Verdict.WARNING, "within 61 s"),
     (301, Verdict.WRONG, "301 s ahead of"), (-7200, Verdict.WRONG, "7200 s behind")],
)  # fmt: skip
def test_the_clock(ahead: int, verdict: Verdict, said: str) -> None:
    check = check_clock(NOW, NOW + timedelta(seconds=ahead))
    assert (check.verdict, said in check.text) == (verdict, True)


def test_a_clock_that_cannot_be_compared_is_told() -> None:
    assert check_clock(None, NOW).verdict is Verdict.WARNING


def test_absent_layers_are_named_with_what_they_are_for() -> None:
    needed, layers = check_versions({"Python": "3.13"}, {**dict.fromkeys(OPTIONAL), "psycopg": "3.2"})
    assert needed.text == "Python 3.13"
    assert layers.text.startswith("present: psycopg 3.2; absent: scrapy-splash (pages that only a script shows), ")
    assert layers.verdict is Verdict.OK
