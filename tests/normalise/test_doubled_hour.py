"""The hour that comes twice, told apart by the order of ids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import doubled_instants, resolve_doubled_hour

ZONE = ZoneInfo("America/New_York")
FIRST = datetime(2024, 11, 3, 5, tzinfo=UTC)
"""The clock shows one o'clock for the first time."""


def at(*minutes: int) -> list[tuple[int, datetime]]:
    """Articles by rising id, each as read at first sight: in the first hour."""
    return [(number, FIRST + timedelta(minutes=minute)) for number, minute in enumerate(minutes)]


@pytest.mark.parametrize(
    ("instant", "doubled"),
    [
        ("2024-11-03T04:59:59Z", False),
        ("2024-11-03T05:00:00Z", True),
        ("2024-11-03T06:59:59Z", True),
        ("2024-11-03T07:00:00Z", False),
        ("2024-03-10T07:30:00Z", False),
    ],
)
def test_which_instants_are_doubled(instant: str, doubled: bool) -> None:
    both = doubled_instants(datetime.fromisoformat(instant), ZONE)
    assert (both is not None) == doubled
    assert both is None or both[1] - both[0] == timedelta(hours=1)


@pytest.mark.parametrize(
    ("minutes", "second_from"),
    [
        ([5, 20, 40, 2, 21], 3),
        ([40, 2], 1),
        ([40, 38], 1),
        ([40, 39, 2], 2),
        ([5, 20, 40], None),
        ([40, 39], None),
        ([40, 2, 50, 3], None),
        ([], None),
        ([5], None),
    ],
)
def test_the_clock_falls_once(minutes: list[int], second_from: int | None) -> None:
    resolved = resolve_doubled_hour(at(*minutes), ZONE)
    wanted = (
        [(number, instant + timedelta(hours=number >= second_from)) for number, instant in at(*minutes)]
        if second_from is not None
        else []
    )
    assert resolved == wanted


@given(st.lists(st.integers(0, 119), min_size=2, max_size=20, unique=True))
def test_what_is_resolved_is_true(minutes: list[int]) -> None:
    """Articles of two hours as the clock shows them: whatever is decided is decided right."""
    truth = [(number, FIRST + timedelta(minutes=minute)) for number, minute in enumerate(sorted(minutes))]
    shown = [(number, FIRST + timedelta(minutes=minute % 60)) for number, minute in enumerate(sorted(minutes))]
    assert resolve_doubled_hour(shown, ZONE) in ([], truth)


def test_the_given_hour_does_not_matter() -> None:
    later = [(number, instant + timedelta(hours=1)) for number, instant in at(5, 40, 2)]
    assert resolve_doubled_hour(later, ZONE) == resolve_doubled_hour(at(5, 40, 2), ZONE)
