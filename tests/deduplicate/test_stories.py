"""Grouping of publications into stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.deduplicate import (
    Kind,
    Publication,
    Relation,
    Shared,
    SharedText,
    in_order,
    latest_takes,
    relations,
    same_headline,
)
from menafn_crawler.deduplicate.stories import TAKE, _Story

DAYS = 7
START = datetime(2025, 5, 14, 8, 0, tzinfo=UTC)
FIRST = 1109547045
PER_HOUR = 170


def made(
    hours: float, provider: str | None, code: str | None = None, precision: str = "second", text: int = 0
) -> Publication:
    """An article published so many hours after the first, its number as far behind."""
    moment = START + timedelta(hours=hours)
    at = f"{moment:%Y-%m-%dT%H:%M:%SZ}" if precision == "second" else None
    on = f"{moment:%Y-%m-%d}" if precision != "none" else None
    return Publication(FIRST + int(hours * PER_HOUR), provider, code, at, on, text)


Shares = Mapping[tuple[int, int], float]


def pairs(shares: Shares, *, part: bool = False, forced: bool = False) -> SharedText:
    return {pair: Shared(share, part, forced) for pair, share in shares.items()}


def verdicts(publications: Sequence[Publication], shared: Shares | None = None) -> list[tuple[int, str] | None]:
    """Position of the one that each copies, and how; None for those that copy none."""
    numbers = [told.article_id for told in publications]
    found = relations(publications, pairs(shared or {}), DAYS)
    return [(numbers.index(one.head), one.kind) if (one := found[number]) is not None else None for number in numbers]


SAME, NEAR, UPDATE = "same_text", "near_text", "update"


@pytest.mark.parametrize(
    ("publications", "wanted"),
    [
        ([made(0, "A")], [None]),
        ([made(0, "A"), made(2, "B")], [None, (0, SAME)]),
        ([made(2, "B"), made(0, "A")], [(1, SAME), None]),
        ([made(0, "A"), made(2, "B"), made(4, "C")], [None, (0, SAME), (0, SAME)]),
        ([made(0, "A"), made(2, "A")], [None, (0, UPDATE)]),
        ([made(0, "A"), made(2, "a")], [None, (0, UPDATE)]),
        ([made(0, "A", "1"), made(2, "A (B)", "1")], [None, (0, UPDATE)]),
        ([made(0, "A"), made(13, "A")], [None, None]),
        ([made(0, "A"), made(10, "A"), made(20, "A")], [None, (0, UPDATE), (0, UPDATE)]),
        ([made(0, "A"), made(24, "A")], [None, None]),
        ([made(0, "A"), made(24 * 7, "B")], [None, (0, SAME)]),
        ([made(0, "A"), made(24 * 7 + 1, "B")], [None, None]),
        ([made(0, "A"), made(24 * 5, "B"), made(24 * 9, "C")], [None, (0, SAME), None]),
        ([made(0, "A"), made(3, "B"), made(24, "A"), made(25, "C")], [None, (0, SAME), None, (0, SAME)]),
        ([made(0, "A", precision="day"), made(2, "B")], [None, (0, SAME)]),
        ([made(0, "A"), made(2, "B", precision="day")], [None, (0, SAME)]),
        ([made(0, "A", precision="none"), made(2, "B")], [None, (0, SAME)]),
        ([made(0, "A"), made(2, "B", precision="none")], [None, (0, SAME)]),
        ([made(0, "A", precision="none"), made(2, "B", precision="none")], [None, (0, SAME)]),
        ([made(0, "A", precision="none"), made(2, "A", precision="none")], [None, None]),
        ([made(0, None), made(2, "B")], [None, (0, SAME)]),
        ([], []),
    ],
    ids=[
        "alone", "two wires", "the later one first", "three wires", "a take", "a name in another case", "the same code",
        "a take too late", "take after take", "a daily text", "the last day", "after the last day", "beyond the head",
        "a daily text and its copies", "day only, first", "day only, second", "undated first", "undated second",
        "both undated", "undated takes", "no provider", "nobody",
    ],
)  # fmt: skip
def test_one_text(publications: list[Publication], wanted: list[tuple[int, str] | None]) -> None:
    assert verdicts(publications) == wanted


def told(*parts: tuple[float, str]) -> list[Publication]:
    """Publications of a text each, numbered in their order."""
    return [made(hours, provider, text=number) for number, (hours, provider) in enumerate(parts)]


@pytest.mark.parametrize(
    ("publications", "shared", "wanted"),
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
            [None, (0, NEAR), None],
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
        "the third take", "near a copy, not the head", "what else stands on a page of two", "a page of two stories",
    ],
)  # fmt: skip
def test_near_texts(publications: list[Publication], shared: Shares, wanted: list[tuple[int, str] | None]) -> None:
    assert verdicts(publications, shared) == wanted


def test_the_kind_is_what_it_is_to_the_first_publication() -> None:
    publications = [made(0, "A", text=1), made(1, "B", text=2), made(2, "C", text=2)]
    assert verdicts(publications, {(1, 2): 0.7, (2, 1): 0.7}) == [None, (0, NEAR), (0, NEAR)]


def test_the_latest_take_is_the_one_to_read() -> None:
    publications = [made(hours, "A") for hours in (0, 2, 4)] + [made(5, "B")]
    found = relations(publications, {}, DAYS)
    assert latest_takes(publications[::-1], found) == {publications[0].article_id: publications[2].article_id}
    assert latest_takes(publications[3:], relations(publications[3:], {}, DAYS)) == {}


def dated(number: int, at: str | None, on: str | None = None) -> Publication:
    return Publication(number, f"Wire {number}", None, at, on or (at[:10] if at else None))


@pytest.mark.parametrize(
    ("publications", "wanted"),
    [
        ([dated(1, "2025-05-14T09:00:00Z"),
          dated(2, "2025-05-14T08:00:00Z")], [2, 1]),
        ([dated(2, "2025-05-14T08:00:00Z"),
          dated(1, "2025-05-14T08:00:00Z")], [1, 2]),
        ([dated(1, "2025-05-14T20:00:00Z"), dated(2, None, "2025-05-14"),
          dated(3, "2025-05-14T22:00:00Z")], [1, 2, 3]),
        ([dated(1, "2025-05-14T20:00:00Z"), dated(2, None, "2025-05-13")],
         [2, 1]),
        ([dated(1, None), dated(2, "2025-05-13T20:00:00Z")], [1, 2]),
        ([dated(3, "2025-05-14T20:00:00Z"), dated(4, None),
          dated(5, "2025-05-14T21:00:00Z")], [3, 4, 5]),
    ],
    ids=["instants before numbers", "numbers in one second", "a day only", "another day", "undated", "undated inside"],
)  # fmt: skip
def test_first_published_first(publications: list[Publication], wanted: list[int]) -> None:
    for order in permutations(publications):
        assert [publication.article_id for publication in in_order(order)] == wanted


PUBLICATIONS = st.lists(
    st.builds(
        made,
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


def both_ways(shares: Shares) -> SharedText:
    return pairs({**{(other, one): share for (one, other), share in shares.items()}, **shares})


@given(PUBLICATIONS, SHARES)
def test_the_order_of_the_crawl_means_nothing(publications: list[Publication], shares: Shares) -> None:
    shared = both_ways(shares)
    assert relations(publications, shared, DAYS) == relations(publications[::-1], shared, DAYS)


@given(PUBLICATIONS, SHARES)
def test_a_copy_copies_an_original_that_came_before_it(publications: list[Publication], shares: Shares) -> None:
    found = relations(publications, both_ways(shares), DAYS)
    place = {publication.article_id: number for number, publication in enumerate(in_order(publications))}
    assert found.keys() == place.keys()
    for number, relation in found.items():
        if relation is not None:
            assert found[relation.head] is None
            assert place[relation.head] < place[number]


@given(PUBLICATIONS, SHARES)
def test_nobody_copies_a_text_of_its_own_from_another_day(publications: list[Publication], shares: Shares) -> None:
    by_number = {publication.article_id: publication for publication in publications}
    for number, relation in relations(publications, both_ways(shares), DAYS).items():
        if relation is not None and relation.kind is not Kind.UPDATE:
            provider = by_number[number].provider
            assert provider is None or provider != by_number[relation.head].provider


def test_a_relation_names_head_and_kind() -> None:
    found = relations([made(0, "A"), made(1, "B")], {}, DAYS)
    assert list(found.values()) == [None, Relation(FIRST, Kind.SAME_TEXT)]


# --- boundaries -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "wanted"), [(0, (0, UPDATE)), (12, (0, UPDATE)), (12.01, None)], ids=["same instant", "12 h", "later"]
)
def test_a_take_follows_within_twelve_hours(hours: float, wanted: tuple[int, str] | None) -> None:
    at = [START, START + timedelta(hours=hours)]
    takes = [Publication(FIRST + n, "A", None, f"{t:%Y-%m-%dT%H:%M:%SZ}", None) for n, t in enumerate(at)]
    assert verdicts(takes) == [None, wanted]


def test_a_take_is_never_earlier_than_the_take_before_it() -> None:
    """An article with only a day stands behind the timed one of that day by its id, and its noon may lie before it."""
    timed = Publication(1, "A", None, "2025-05-14T20:00:00Z", "2025-05-14")
    day_only = Publication(2, "A", None, None, "2025-05-14")
    assert verdicts([timed, day_only]) == [None, None]


def test_a_story_is_closed_only_after_twice_its_days_and_a_take() -> None:
    """Ids alone bound an undated copy; a dated stranger of another text in between closes nothing too early."""
    head, stranger = made(0, "A", text=1), made(24 * 8, "B", text=2)
    undated = Publication(FIRST + 1500, "C", None, None, None, 1)
    behind = Publication(FIRST + 1400, "D", None, f"{START + timedelta(days=8):%Y-%m-%dT%H:%M:%SZ}", "2025-05-22", 3)
    found = relations([head, behind, undated, stranger], {}, DAYS)
    assert found[undated.article_id] == Relation(FIRST, Kind.SAME_TEXT)


@pytest.mark.parametrize(("late", "closed"), [(0, False), (1 / 3600, True)], ids=["exactly then", "a second later"])
def test_a_story_is_open_up_to_the_last_second(late: float, closed: bool) -> None:
    head = made(0, "A", text=1)
    hours = 2 * DAYS * 24 + TAKE / timedelta(hours=1) + late
    assert _Story(head, head).closed(made(hours, "B", text=2), DAYS) is closed


def test_another_day_begins_without_the_time_of_the_article_before() -> None:
    """Article 1 has a wrong, later date. The day-only article 2 does not take its time of day from there."""
    parts = [dated(1, "2025-05-16T20:00:00Z"), dated(2, None, "2025-05-15"), dated(3, "2025-05-15T08:00:00Z")]
    assert [one.article_id for one in in_order(parts)] == [2, 3, 1]


def test_the_same_provider_in_other_letters_or_by_code_alone() -> None:
    one = Publication(1, None, "7", "2025-05-14T08:00:00Z", "2025-05-14")
    other = Publication(2, None, "7", "2025-05-14T09:00:00Z", "2025-05-14")
    assert relations([one, other], {}, DAYS)[2] == Relation(1, Kind.UPDATE)
    assert relations([one, Publication(2, None, None, other.published_at, None)], {}, DAYS)[2] == Relation(
        1, Kind.SAME_TEXT
    )


@pytest.mark.parametrize(("ids", "wanted"), [(7 * 7_000, (0, SAME)), (7 * 7_000 + 1, None)], ids=["within", "beyond"])
def test_ids_bound_the_distance_of_undated_articles(ids: int, wanted: tuple[int, str] | None) -> None:
    parts = [Publication(FIRST, "A", None, None, None), Publication(FIRST + ids, "B", None, None, None)]
    assert verdicts(parts) == [None, wanted]


@pytest.mark.parametrize(("share", "wanted"), [(0.9, (0, UPDATE)), (0.89, None)], ids=["enough", "too little"])
def test_a_take_repeats_nine_tenths(share: float, wanted: tuple[int, str] | None) -> None:
    assert verdicts(told((0, "A"), (1, "A")), {(0, 1): share, (1, 0): 0.5}) == [None, wanted]


# --- parts, headlines, overrides -------------------------------------------------------------------------------------


def titled(number: int, title: str, provider: str = "") -> Publication:
    moment = START + timedelta(hours=number)
    at = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return Publication(FIRST + number, provider or f"Wire {number}", None, at, at[:10], number, title)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("UAE- Port of Aqaba opens a new basin", (0, NEAR)), ("Round-up of the day in the region", None)],
    ids=["the same headline", "a digest"],
)
def test_a_part_is_a_copy_only_under_the_same_headline(title: str, wanted: tuple[int, str] | None) -> None:
    told = [titled(0, "Port of Aqaba opens new basin"), titled(1, title)]
    shared = pairs({(0, 1): 1.0, (1, 0): 0.4}, part=True)
    assert relations(told, shared, DAYS)[FIRST + 1] == (Relation(FIRST, Kind.NEAR_TEXT, 0.4) if wanted else None)


def test_a_take_may_be_much_longer_than_the_take_before() -> None:
    told = [titled(0, "Port opens", "KUNA"), titled(1, "What the port will do", "KUNA")]
    shared = pairs({(0, 1): 1.0, (1, 0): 0.3}, part=True)
    assert relations(told, shared, DAYS)[FIRST + 1] == Relation(FIRST, Kind.UPDATE, 0.3)


def test_pairs_kept_apart_are_never_merged_and_may_join_another_story() -> None:
    told = [made(0, "A", text=1), made(1, "B", text=1), made(2, "C", text=1)]
    a, b, c = (one.article_id for one in told)
    apart = {(a, b), (b, a)}
    assert relations(told, {}, DAYS, apart) == {
        a: None,
        b: None,
        c: Relation(a, Kind.SAME_TEXT),
    }
    assert relations(told, {}, DAYS, apart | {(a, c), (c, a)})[c] == Relation(b, Kind.SAME_TEXT)


def test_a_forced_pair_is_one_story_whoever_published_it() -> None:
    told = [titled(0, "One", "KUNA"), titled(30, "Other", "KUNA")]
    shared = pairs({(0, 30): 0.1, (30, 0): 0.2}, forced=True)
    assert relations(told, shared, DAYS)[FIRST + 30] == Relation(FIRST, Kind.NEAR_TEXT, 0.2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Oil rises on supply fears", "UAE- Oil rises on supply fears PHOTO", True),
        ("Oil rises on supply fears", "Oil falls on demand fears", True),
        ("Oil rises on supply fears", "Gold falls as demand slows", False),
        ("Oil rises on supply fears", "In brief: oil rises on supply fears", False),
        ("Oil rises on supply fears", "Round-up: oil rises on supply fears", False),
        ("News in brief from Sohar", "News in brief from Sohar", True),
        ("Oil", "Oil", False),
        ("", "", False),
    ],
)
def test_headlines_that_share_most_words(one: str, other: str, same: bool) -> None:
    assert same_headline(one, other) is same_headline(other, one) is same


@pytest.mark.parametrize(("provider", "kind"), [("A", UPDATE), ("B", None)])
def test_where_only_figures_differ_a_provider_corrects_itself_and_another_tells_another_story(
    provider: str, kind: str | None
) -> None:
    publications = [made(0, "A", text=1), made(2, provider, text=2)]
    shared = {pair: Shared(0.99, only_figures=True) for pair in ((1, 2), (2, 1))}
    found = relations(publications, shared, DAYS)[publications[1].article_id]
    assert (found.kind if found is not None else None) == kind
