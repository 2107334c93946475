"""Days without a new article."""

from __future__ import annotations

from datetime import datetime

import pytest

from menafn_crawler.report.summary import freshness_warning

NOW = datetime.fromisoformat("2025-05-17T09:00:00Z")


@pytest.mark.parametrize(
    ("newest", "days", "said"),
    [
        ("2025-05-15T09:00:01Z", 2, None),
        (
            "2025-05-15T09:00:00Z",
            2,
            "no new article for 2 days: the last one was first seen on 2025-05-15 09:00:00 UTC",
        ),
        ("2025-05-15T10:00:00Z", 1, "no new article for 1 day: the last one was first seen on 2025-05-15 10:00:00 UTC"),
        ("2020-01-01T00:00:00Z", 0, None),
        ("2025-05-18T09:00:00Z", 1, None),
        (None, 2, None),
    ],
    ids=["a second less", "to the second", "one day", "turned off", "a clock that was wrong", "an empty store"],
)
def test_days_without_a_new_article_are_a_warning(newest: str | None, days: int, said: str | None) -> None:
    assert freshness_warning(newest, NOW, days) == said
