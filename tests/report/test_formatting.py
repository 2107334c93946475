"""Values as people read them."""

from __future__ import annotations

import pytest

from menafn_crawler.report.formatting import format_elapsed, format_instant


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ("2025-05-14T08:00:09Z", "9 s"),
        ("2025-05-14T08:03:09Z", "3 min 09 s"),
        ("2025-05-15T09:03:09Z", "25 h 03 min"),
        (None, "–"),
    ],
)
def test_how_long_a_run_took(ended: str | None, said: str) -> None:
    assert format_elapsed("2025-05-14T08:00:00Z", ended) == said


def test_an_instant_is_read_without_its_letters_and_a_day_stays() -> None:
    assert [format_instant(value) for value in ("2025-05-14T08:44:27Z", "2025-05-14", None)] == [
        "2025-05-14 08:44:27",
        "2025-05-14",
        "–",
    ]
