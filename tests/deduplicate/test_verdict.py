"""Which of those that tell one story told it first, and what the others are to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import Kind, Relation, Repeats, Telling, in_order, latest_takes, relations

DAYS = 7
START = datetime(2025, 5, 14, 8, 0, tzinfo=UTC)
FIRST = 1109547045
PER_HOUR = 170


def telling(
    hours: float, provider: str | None, code: str | None = None, precision: str = "second", text: int = 0
) -> Telling:
    """An article published so many hours after the first, its number as far behind."""
    moment = START + timedelta(hours=hours)
    at = f"{moment:%Y-%m-%dT%H:%M:%SZ}" if precision == "second" else None
    on = f"{moment:%Y-%m-%d}" if precision != "none" else None
    return Telling(FIRST + int(hours * PER_HOUR), provider, code, at, on, text)


def verdicts(tellings: Sequence[Telling], repeats: Repeats | None = None) -> list[tuple[int, str] | None]:
    """Position of the one that each copies, and how; None for those that copy none."""
    numbers = [told.article_id for told in tellings]
    found = relations(tellings, repeats or {}, DAYS)
    return [(numbers.index(one.head), one.kind) if (one := found[number]) is not None else None for number in numbers]


SAME, NEAR, UPDATE = "same_text", "near_text", "update"


@pytest.mark.parametrize(
    ("tellings", "wanted"),
    [
        ([telling(0, "A")], [None]),
        ([telling(0, "A"), telling(2, "B")], [None, (0, SAME)]),
        ([telling(2, "B"), telling(0, "A")], [(1, SAME), None]),
        ([telling(0, "A"), telling(2, "B"), telling(4, "C")], [None, (0, SAME), (0, SAME)]),
        ([telling(0, "A"), telling(2, "A")], [None, (0, UPDATE)]),
        ([telling(0, "A"), telling(2, "a")], [None, (0, UPDATE)]),
        ([telling(0, "A", "1"), telling(2, "A (B)", "1")], [None, (0, UPDATE)]),
        ([telling(0, "A"), telling(13, "A")], [None, None]),
        ([telling(0, "A"), telling(10, "A"), telling(20, "A")], [None, (0, UPDATE), (0, UPDATE)]),
        ([telling(0, "A"), telling(24, "A")], [None, None]),
        ([telling(0, "A"), telling(24 * 7, "B")], [None, (0, SAME)]),
        ([telling(0, "A"), telling(24 * 7 + 1, "B")], [None, None]),
        ([telling(0, "A"), telling(24 * 5, "B"), telling(24 * 9, "C")], [None, (0, SAME), None]),
        ([telling(0, "A"), telling(3, "B"), telling(24, "A"), telling(25, "C")], [None, (0, SAME), None, (0, SAME)]),
        ([telling(0, "A", precision="day"), telling(2, "B")], [None, (0, SAME)]),
        ([telling(0, "A"), telling(2, "B", precision="day")], [None, (0, SAME)]),
        ([telling(0, "A", precision="none"), telling(2, "B")], [None, (0, SAME)]),
        ([telling(0, "A"), telling(2, "B", precision="none")], [None, (0, SAME)]),
        ([telling(0, "A", precision="none"), telling(2, "B", precision="none")], [None, (0, SAME)]),
        ([telling(0, "A", precision="none"), telling(2, "A", precision="none")], [None, None]),
        ([telling(0, None), telling(2, "B")], [None, (0, SAME)]),
        ([], []),
    ],
    ids=[
        "alone", "two wires", "the later one first", "three wires", "a take", "a name in another case", "the same code",
        "a take too late", "take after take", "a daily text", "the last day", "after the last day", "beyond the head",
        "a daily text and its copies", "day only, first", "day only, second", "undated first", "undated second",
        "both undated", "undated takes", "no provider", "nobody",
    ],
)  # fmt: skip
def test_one_text(tellings: list[Telling], wanted: list[tuple[int, str] | None]) -> None:
    assert verdicts(tellings) == wanted


def told(*parts: tuple[float, str]) -> list[Telling]:
    """Tellings of a text each, numbered as they stand."""
    return [telling(hours, provider, text=number) for number, (hours, provider) in enumerate(parts)]


@pytest.mark.parametrize(
    ("tellings", "repeats", "wanted"),
    [
        (told((0, "A"), (1, "B")), {(0, 1): 0.6, (1, 0): 0.6}, [None, (0, NEAR)]),
        (told((0, "A"), (1, "B")), {}, [None, None]),
        (told((0, "A"), (1, "B")), {(0, 1): 0.4, (1, 0): 1.0}, [None, (0, NEAR)]),
        (told((0, "A"), (1, "A")), {(0, 1): 0.95, (1, 0): 0.5}, [None, (0, UPDATE)]),
        (told((0, "A"), (1, "A")), {(0, 1): 0.8, (1, 0): 0.8}, [None, None]),
        (told((0, "A"), (1, "A")), {(0, 1): 0.5, (1, 0): 1.0}, [None, None]),
        (
            told((0, "A"), (1, "A"), (2, "A")),
            {(0, 1): 1.0, (1, 0): 0.5, (1, 2): 1.0, (2, 1): 0.5},
            [None, (0, UPDATE), (0, UPDATE)],
        ),
        (
            told((0, "A"), (1, "B"), (2, "C")),
            {(0, 1): 0.6, (1, 0): 0.6, (1, 2): 0.6, (2, 1): 0.6},
            [None, (0, NEAR), (0, NEAR)],
        ),
        (
            told((0, "A"), (1, "B"), (2, "C")),
            {(0, 1): 1.0, (1, 0): 0.4, (1, 2): 0.55, (2, 1): 1.0},
            [None, (0, NEAR), None],
        ),
        (
            told((0, "A"), (0.5, "C"), (1, "B")),
            {(0, 2): 1.0, (2, 0): 0.5, (1, 2): 1.0, (2, 1): 0.5},
            [None, None, (0, NEAR)],
        ),
    ],
    ids=[
        "nearly the same", "not alike", "a part", "a longer take", "a take that is another text", "a shorter take",
        "the third take", "a chain of small changes", "what else stands on a page of two", "a page of two stories",
    ],
)  # fmt: skip
def test_near_texts(tellings: list[Telling], repeats: Repeats, wanted: list[tuple[int, str] | None]) -> None:
    assert verdicts(tellings, repeats) == wanted


def test_the_kind_is_what_it_is_to_the_first_telling() -> None:
    """The third says word for word what the second says, and only nearly what the first does."""
    tellings = [telling(0, "A", text=1), telling(1, "B", text=2), telling(2, "C", text=2)]
    assert verdicts(tellings, {(1, 2): 0.7, (2, 1): 0.7}) == [None, (0, NEAR), (0, NEAR)]


def test_the_latest_take_is_the_one_to_read() -> None:
    tellings = [telling(hours, "A") for hours in (0, 2, 4)] + [telling(5, "B")]
    found = relations(tellings, {}, DAYS)
    assert latest_takes(tellings[::-1], found) == {tellings[0].article_id: tellings[2].article_id}
    assert latest_takes(tellings[3:], relations(tellings[3:], {}, DAYS)) == {}


@pytest.mark.parametrize(
    ("tellings", "wanted"),
    [
        ([Telling(1, "A", None, "2025-05-14T09:00:00Z", "2025-05-14"),
          Telling(2, "B", None, "2025-05-14T08:00:00Z", "2025-05-14")], [2, 1]),
        ([Telling(2, "A", None, "2025-05-14T08:00:00Z", "2025-05-14"),
          Telling(1, "B", None, "2025-05-14T08:00:00Z", "2025-05-14")], [1, 2]),
        ([Telling(1, "A", None, "2025-05-14T20:00:00Z", "2025-05-14"), Telling(2, "B", None, None, "2025-05-14"),
          Telling(3, "C", None, "2025-05-14T22:00:00Z", "2025-05-14")], [1, 2, 3]),
        ([Telling(1, "A", None, "2025-05-14T20:00:00Z", "2025-05-14"), Telling(2, "B", None, None, "2025-05-13")],
         [2, 1]),
        ([Telling(1, "A", None, None, None), Telling(2, "B", None, "2025-05-13T20:00:00Z", "2025-05-13")], [1, 2]),
        ([Telling(3, "A", None, "2025-05-14T20:00:00Z", "2025-05-14"), Telling(4, "B", None, None, None),
          Telling(5, "B", None, "2025-05-14T21:00:00Z", "2025-05-14")], [3, 4, 5]),
    ],
    ids=["instants before numbers", "numbers in one second", "a day only", "another day", "undated", "undated inside"],
)  # fmt: skip
def test_first_published_first(tellings: list[Telling], wanted: list[int]) -> None:
    for order in permutations(tellings):
        assert [telling.article_id for telling in in_order(order)] == wanted


TELLINGS = st.lists(
    st.builds(
        telling,
        st.integers(0, 24 * 20),
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["second", "day", "none"]),
        st.integers(0, 3),
    ),
    max_size=8,
    unique_by=lambda told: told.article_id,
)
SHARES = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.floats(0.5, 1))


def both_ways(shares: Repeats) -> dict[tuple[int, int], float]:
    return {**{(other, one): share for (one, other), share in shares.items()}, **shares}


@given(TELLINGS, SHARES)
def test_the_order_of_the_crawl_means_nothing(tellings: list[Telling], shares: Repeats) -> None:
    repeats = both_ways(shares)
    assert relations(tellings, repeats, DAYS) == relations(tellings[::-1], repeats, DAYS)


@given(TELLINGS, SHARES)
def test_a_copy_copies_an_original_that_came_before_it(tellings: list[Telling], shares: Repeats) -> None:
    found = relations(tellings, both_ways(shares), DAYS)
    place = {telling.article_id: number for number, telling in enumerate(in_order(tellings))}
    assert found.keys() == place.keys()
    for number, relation in found.items():
        if relation is not None:
            assert found[relation.head] is None
            assert place[relation.head] < place[number]


@given(TELLINGS, SHARES)
def test_nobody_copies_a_text_of_its_own_from_another_day(tellings: list[Telling], shares: Repeats) -> None:
    by_number = {telling.article_id: telling for telling in tellings}
    for number, relation in relations(tellings, both_ways(shares), DAYS).items():
        if relation is not None and relation.kind is not Kind.UPDATE:
            provider = by_number[number].provider
            assert provider is None or provider != by_number[relation.head].provider


def test_a_relation_names_head_and_kind() -> None:
    found = relations([telling(0, "A"), telling(1, "B")], {}, DAYS)
    assert list(found.values()) == [None, Relation(FIRST, Kind.SAME_TEXT)]
