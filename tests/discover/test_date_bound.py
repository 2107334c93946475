"""One end of a date range as a user writes it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from menafn_crawler.discover import read_date_bound

NOW = datetime(2025, 5, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2025-05-14", "2025-05-14T00:00:00Z", "2025-05-14T23:59:59Z"),
        ("2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z"),
        ("2025-12", "2025-12-01T00:00:00Z", "2025-12-31T23:59:59Z"),
        ("today", "2025-05-14T00:00:00Z", "2025-05-14T23:59:59Z"),
        ("Yesterday", "2025-05-13T00:00:00Z", "2025-05-13T23:59:59Z"),
        ("2025-05-14T08:44:27", "2025-05-14T08:44:27Z", "2025-05-14T08:44:27Z"),
        ("2025-05-14T08:44:27+04:00", "2025-05-14T04:44:27Z", "2025-05-14T04:44:27Z"),
        ("90m", "2025-05-14T08:00:00Z", "2025-05-14T08:00:00Z"),
        ("2 w", "2025-04-30T09:30:00Z", "2025-04-30T09:30:00Z"),
    ],
    ids=str,
)
def test_a_bound_is_utc_text(written: str, first: str, last: str) -> None:
    assert read_date_bound(written, NOW, last=False) == first
    assert read_date_bound(written, NOW, last=True) == last


@pytest.mark.parametrize(
    "written", ["", "20250514", "2025-W20", "2025-13", "2025-02-30", "14.05.2025", "7", "7y", "999999d", "0000-01-01"]
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no date; allowed is a UTC day"):
        read_date_bound(written, NOW, last=False)
