"""Which of those that say the same said it first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate.verdict import Telling, first_tellings

DAYS = 7
START = datetime(2025, 5, 14, 8, 0, tzinfo=UTC)
FIRST = 1109547045
PER_HOUR = 170


def telling(hours: float, provider: str | None, code: str | None = None, precision: str = "second") -> Telling:
    """An article published so many hours after the first, its number as far behind."""
    moment = START + timedelta(hours=hours)
    at = f"{moment:%Y-%m-%dT%H:%M:%SZ}" if precision == "second" else None
    on = f"{moment:%Y-%m-%d}" if precision != "none" else None
    return Telling(FIRST + int(hours * PER_HOUR), provider, code, at, on)


def copies(*tellings: Telling) -> list[int | None]:
    """Position of the one that each copies, None for those that copy none."""
    numbers = [told.article_id for told in tellings]
    found = first_tellings(tellings, DAYS)
    return [None if (head := found[number]) is None else numbers.index(head) for number in numbers]


@pytest.mark.parametrize(
    ("tellings", "wanted"),
    [
        ([telling(0, "A")], [None]),
        ([telling(0, "A"), telling(2, "B")], [None, 0]),
        ([telling(2, "B"), telling(0, "A")], [1, None]),
        ([telling(0, "A"), telling(2, "B"), telling(4, "C")], [None, 0, 0]),
        ([telling(0, "A"), telling(2, "A")], [None, None]),
        ([telling(0, "A"), telling(2, "a")], [None, None]),
        ([telling(0, "A", "1"), telling(2, "A (B)", "1")], [None, None]),
        ([telling(0, "A"), telling(24 * 7, "B")], [None, 0]),
        ([telling(0, "A"), telling(24 * 7 + 1, "B")], [None, None]),
        ([telling(0, "A"), telling(24 * 5, "B"), telling(24 * 9, "C")], [None, 0, None]),
        ([telling(0, "A", precision="day"), telling(2, "B")], [None, 0]),
        ([telling(0, "A"), telling(2, "B", precision="day")], [None, 0]),
        ([telling(0, "A", precision="none"), telling(2, "B")], [None, 0]),
        ([telling(0, "A"), telling(2, "B", precision="none")], [None, 0]),
        ([telling(0, "A", precision="none"), telling(2, "B", precision="none")], [None, 0]),
        ([telling(0, None), telling(2, "B")], [None, 0]),
        ([], []),
    ],
    ids=lambda value: None if value and isinstance(value[0], int) else str(len(value)),
)
def test_verdicts(tellings: list[Telling], wanted: list[int | None]) -> None:
    assert copies(*tellings) == wanted


TELLINGS = st.lists(
    st.builds(
        telling,
        st.integers(0, 24 * 20),
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["second", "day", "none"]),
    ),
    max_size=8,
    unique_by=lambda told: told.article_id,
)


@given(TELLINGS)
def test_the_order_of_the_crawl_means_nothing(tellings: list[Telling]) -> None:
    turned = tellings[::-1]
    assert first_tellings(tellings, DAYS) == first_tellings(turned, DAYS)


@given(TELLINGS)
def test_a_copy_copies_an_original_that_came_before_it(tellings: list[Telling]) -> None:
    found = first_tellings(tellings, DAYS)
    assert set(found) == {told.article_id for told in tellings}
    for number, head in found.items():
        if head is not None:
            assert found[head] is None
            assert head < number
