"""The mark of the last crawl that was tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from menafn_crawler.report.last_attempt import ATTEMPT, Attempt, unrecorded_attempt, write_attempt

TRIED = Attempt("menafn", "2025-05-14T08:44:27Z", 4, "the store failed")

AGAINST = {
    "no run at all": (None, True),
    "a run of yesterday": ("2025-05-13T08:44:27Z", True),
    "the run of this attempt": ("2025-05-14T08:44:28Z", False),
    "begun in the same second": ("2025-05-14T08:44:27Z", False),
}


@pytest.mark.parametrize(("last", "unrecorded"), AGAINST.values(), ids=AGAINST.keys())
def test_an_attempt_after_the_last_run_left_no_record(tmp_path: Path, last: str | None, unrecorded: bool) -> None:
    write_attempt(tmp_path, TRIED)
    assert unrecorded_attempt(tmp_path, last) == (TRIED if unrecorded else None)


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"spider": "menafn"}', "\xff"])
def test_a_damaged_mark_says_nothing(tmp_path: Path, kept: str) -> None:
    (tmp_path / ATTEMPT).write_bytes(kept.encode("latin-1"))
    assert unrecorded_attempt(tmp_path, None) is None


def test_no_data_directory_is_made(tmp_path: Path) -> None:
    write_attempt(tmp_path / "mistyped", TRIED)
    assert list(tmp_path.iterdir()) == []


def test_an_attempt_without_an_end_was_killed() -> None:
    assert Attempt("menafn", "2025-05-14T08:44:27Z").describe() == (
        "menafn: the crawl begun 2025-05-14 08:44:27 UTC left no record: it was killed"
    )
