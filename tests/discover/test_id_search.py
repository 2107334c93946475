"""The search for a span: on sites whose numbers and dates are as they should be, and on others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menafn_crawler.discover import DateRange, KnownId, search_ids, search_span
from menafn_crawler.discover.id_probe import BATCH, LEAST_NUMBER, Probe
from menafn_crawler.discover.id_search import _SpanSearch
from menafn_crawler.normalise import site_calibration

TABLE = site_calibration()
DAY = datetime(2025, 5, 14, tzinfo=UTC)
LATER = timedelta(hours=24) - timedelta(seconds=1)
WANTED = DateRange(DAY, DAY + LATER)
Instants = dict[int, datetime]


@dataclass
class Site:
    """Articles by number, with the instants that they print, and the truth where that is another."""

    printed: Instants
    true: Instants = field(default_factory=dict)
    undated: frozenset[int] = frozenset()
    asked: list[int] = field(default_factory=list)

    def answer(self, number: int) -> KnownId:
        self.asked.append(number)
        if number in self.undated:
            return KnownId(article=True)
        return KnownId(number in self.printed, self.printed.get(number))

    def articles(self, wanted: DateRange) -> set[int]:
        """What a search has to find."""
        return {n for n, at in (self.printed | self.true).items() if wanted.side(at) == 0}


def dense(before: float = 20, behind: float = 20, pace: float = 1.0, shift: int = 0) -> Instants:
    """One article for each number given out from so many hours before the day to so many behind it."""
    first, last = DAY - timedelta(hours=before), DAY + timedelta(hours=24 + behind)
    low = TABLE.number_at(first) + shift
    count = int((TABLE.number_at(last) + shift - low) * pace)
    return {low + n: first + (last - first) * (n / count) for n in range(count)}


def search(
    site: Site, wanted: DateRange = WANTED, near: Iterable[tuple[int, datetime]] = (), *, vacant_remembered: bool = True
) -> Site:
    """Search the site as the spider does: what was asked for once is known.

    Vacant numbers are remembered but for those that the site may yet give out: of these there is no answer.
    """
    known: dict[int, KnownId] = {}
    conversation = search_span(wanted, TABLE.ids(wanted.since, wanted.until), TABLE.number_at, near)
    stretch = next(conversation)
    while True:
        known.update((number, site.answer(number)) for number in stretch if number not in known)
        assert len(site.asked) < 60_000, "the search does not end"
        try:
            answers = {number: known[number] for number in stretch if known[number].article or vacant_remembered}
            stretch = conversation.send(answers)
        except StopIteration:
            return site


def without(instants: Instants, gone: Callable[[int], bool]) -> Instants:
    return {number: at for number, at in instants.items() if not gone(number)}


def number_of(instants: Instants, at: datetime) -> int:
    numbers = sorted(instants)
    return numbers[bisect_left(numbers, at, key=instants.__getitem__)]


def a_share_vacant(share: float) -> Site:
    random = Random(7)
    return Site(without(dense(), lambda _: random.random() < share))


def a_gap(first: datetime, numbers: int) -> Site:
    instants = dense()
    start = number_of(instants, first)
    return Site(without(instants, lambda n: start <= n < start + numbers))


def misdated(at: datetime, count: int, by: timedelta) -> Site:
    instants = dense()
    start = number_of(instants, at)
    wrong = {n: instants[n] + by for n in range(start, start + count)}
    return Site(instants | wrong, {n: instants[n] for n in wrong})


def in_disorder(seconds: int) -> Site:
    random = Random(7)
    return Site({n: at + timedelta(seconds=random.uniform(-seconds, seconds)) for n, at in dense().items()})


def undated(first: datetime, count: int) -> Site:
    instants = dense()
    start = number_of(instants, first)
    silent = frozenset(range(start, start + count))
    return Site(without(instants, silent.__contains__), {n: instants[n] for n in silent}, silent)


NOON, YEAR = DAY + timedelta(hours=12), timedelta(days=365)
SITES: dict[str, tuple[Callable[[], Site], float]] = {
    "every number an article": (lambda: Site(dense()), 1.02),
    "a tenth of the numbers vacant": (lambda: a_share_vacant(0.1), 1.15),
    "the half of them vacant": (lambda: a_share_vacant(0.5), 2.2),
    "nothing before the day and nothing behind it": (lambda: Site(dense(0, 0)), 1.03),
    "five hundred in a row vacant": (lambda: a_gap(NOON - timedelta(hours=6), 500), 1.16),
    "vacant where the search begins": (lambda: a_gap(NOON - timedelta(hours=1), 400), 1.16),
    "vacant where the day begins": (lambda: a_gap(DAY - timedelta(minutes=30), 200), 1.08),
    "vacant where the day ends": (lambda: a_gap(DAY + LATER - timedelta(hours=1), 300), 1.12),
    "the first one found says another year": (lambda: misdated(NOON, 1, -YEAR), 1.04),
    "some in a row say another year": (lambda: misdated(NOON + timedelta(hours=3), 12, -YEAR), 1.04),
    "some in a row say the next year": (lambda: misdated(NOON + timedelta(hours=3), 12, YEAR), 1.04),
    "some before the day say that they are of it": (lambda: misdated(DAY - timedelta(hours=2), 3, YEAR), 1.04),
    "numbers out of order by a few minutes": (lambda: in_disorder(300), 1.04),
    "many that print no date": (lambda: undated(NOON, 300), 1.12),
    "none that print a date where the day ends": (lambda: undated(DAY + LATER - timedelta(hours=1), 400), 1.12),
    "twice as many numbers a day as the table says": (lambda: Site(dense(pace=2)), 1.03),
    "half as many": (lambda: Site(dense(pace=0.5)), 1.05),
    "numbers shifted by a day": (lambda: Site(dense(shift=4_000)), 1.03),
    "numbers ten days away from the table": (lambda: Site(dense(500, 500, shift=40_000)), 1.05),
}


@pytest.mark.parametrize("vacant_remembered", [True, False])
@pytest.mark.parametrize(("make", "most"), SITES.values(), ids=SITES.keys())
def test_all_articles_of_a_day_are_found_with_few_requests_besides(
    make: Callable[[], Site], most: float, vacant_remembered: bool
) -> None:
    site = search(make(), vacant_remembered=vacant_remembered)
    wanted = site.articles(WANTED)
    assert wanted <= set(site.asked)
    assert len(site.asked) <= most * len(wanted), len(site.asked) / len(wanted)


def test_no_number_is_asked_for_twice() -> None:
    site = search(a_share_vacant(0.1))
    assert len(site.asked) == len(set(site.asked))


@given(
    hour=st.integers(0, 20), length=st.integers(1, 4), share=st.sampled_from([0.0, 0.05, 0.2]), seed=st.integers(0, 99)
)
@settings(max_examples=30, deadline=None)
def test_all_of_any_few_hours_are_found(hour: int, length: int, share: float, seed: int) -> None:
    random = Random(seed)
    site = Site(without(dense(), lambda _: random.random() < share))
    since = DAY + timedelta(hours=hour)
    wanted = DateRange(since, since + timedelta(hours=length))
    assert site.articles(wanted) <= set(search(site, wanted).asked)


@pytest.mark.parametrize("vacant_remembered", [True, False])
def test_where_articles_are_few_every_number_that_can_be_one_is_asked_for(vacant_remembered: bool) -> None:
    few = Site(without(dense(100, 100), lambda number: number % 300 > 0))
    site = search(few, vacant_remembered=vacant_remembered)
    assert site.articles(WANTED) <= set(site.asked)
    assert len(site.asked) < 2.5 * 4_200, "the articles themselves say where the day begins and ends"


def test_where_there_is_nothing_every_number_of_the_table_is_asked_for_and_no_more() -> None:
    site = search(Site({}))
    assert set(site.asked) >= set(TABLE.ids(WANTED.since, WANTED.until))
    assert len(site.asked) < 1.1 * len(TABLE.ids(WANTED.since, WANTED.until))


def test_a_span_that_has_not_come_to_its_end_is_asked_for_up_to_the_last_article() -> None:
    site = search(Site(dense(20, -10)))
    assert site.articles(WANTED) <= set(site.asked)
    assert max(site.asked) < max(site.printed) + 4_500


def test_a_span_between_two_articles_costs_a_look_around() -> None:
    site = search(Site(dense()), DateRange(NOON, NOON))
    assert len(site.asked) < 80


def test_articles_that_are_known_spare_the_search_for_a_beginning() -> None:
    site = Site(dense())
    noon = number_of(site.printed, NOON)
    search(site, near=[(noon, site.printed[noon])])
    assert site.asked[0] == noon


def test_numbers_that_are_named_are_asked_for_in_their_order() -> None:
    ranges = (range(1109547000, 1109547100), range(1109547200, 1109547201))
    asked = [number for stretch in search_ids(ranges) for number in stretch]
    assert asked == [number for numbers in ranges for number in numbers]


@pytest.mark.parametrize(("fewer", "goes_on"), [(1, False), (0, True)])
def test_a_date_beyond_the_span_counts_if_half_of_its_neighbours_agree(fewer: int, goes_on: bool) -> None:
    asked = object.__new__(_SpanSearch)._continues(Probe(1, 1109547045, 1109647045, WANTED))
    far = next(asked)[-1]
    around = asked.send({far: KnownId(article=True, at=DAY)})
    inside = around[: len(around) // 2 - fewer]
    answers = {number: KnownId(True, DAY if number in inside else DAY + timedelta(days=9)) for number in around}
    with pytest.raises(StopIteration) as end:
        asked.send(answers)
    assert end.value.value is goes_on


HOUR = timedelta(hours=1)
Places = list[tuple[int, datetime]]


def span_search(places: Places) -> _SpanSearch:
    """A table by which an id is given out each second from the day on."""
    numbers = range(1109547000, 1109547000 + 86_400)
    return _SpanSearch(WANTED, numbers, lambda at: 1109547000 + int((at - DAY).total_seconds()), places)


@pytest.mark.parametrize(
    ("places", "start"),
    [
        ([(1109547000, NOON - HOUR), (1109547001, NOON), (1109547002, NOON + HOUR)], 1109547001),
        ([(1109547000, DAY - HOUR), (1109547008, DAY + 25 * HOUR)], 1109547000),
    ],
    ids=["the middle of those within", "between two close ones"],
)
def test_a_search_starts_from_what_is_known(places: Places, start: int) -> None:
    with pytest.raises(StopIteration) as end:
        next(span_search(places).starting_id())
    assert end.value.value == start


@pytest.mark.parametrize(
    ("places", "first"),
    [
        ([], 1109590199),
        ([(1109547000, DAY - 6 * HOUR)], 1109547000 + 18 * 3600),
        ([(1109547000, DAY + 30 * HOUR)], 1109547000 - 18 * 3600 - 2),
        ([(1109547000, DAY - 12 * HOUR), (1109551800, DAY + 36 * HOUR)], 1109549400),
        ([(1109547000, DAY - HOUR), (1109547009, DAY + 300 * HOUR)], 1109547001),
        ([(LEAST_NUMBER + 2, DAY + 24 * HOUR)], LEAST_NUMBER + 1),
    ],
    ids=["none", "one before", "one after", "halfway", "next to the one before", "the least number"],
)
def test_the_first_guess_is_where_the_middle_of_the_range_is_expected(places: Places, first: int) -> None:
    asked = next(span_search(places).starting_id())
    assert abs(asked[0] - first) <= 1


def test_every_third_guess_is_halfway_between_the_nearest() -> None:
    search = span_search([])
    below, above = (1109547000, DAY - HOUR), (1109548000, DAY + 99 * HOUR)
    guesses = [search._guess(below, above, attempt) for attempt in range(6)]
    assert guesses == [1109547130, 1109547130, 1109547500] * 2
    assert [search._guess((1109547000, DAY), None, attempt) - 1109547000 for attempt in (0, 3)] == [43200, 43207]


def test_a_guess_that_hits_nothing_is_widened_on_both_sides_within_the_limits() -> None:
    asking = span_search([])._ask_around(1109590000, 1109589997, 1109590004)
    assert next(asking) == [1109590000, 1109589999, 1109590001]
    assert asking.send({}) == [1109590002, 1109589998, 1109590004]
    with pytest.raises(StopIteration) as end:
        asking.send({1109590002: KnownId(article=True)})
    assert end.value.value is False, "an article without a date helps nobody, and no id of the grid is within"


def test_the_last_ids_tried_are_a_grid_over_the_table() -> None:
    search = span_search([])
    asking = search._ask_around(1109590000, LEAST_NUMBER, 10**12)
    ring, grid = ([next(asking)], asking.send({}), asking.send({}))[1:]
    assert (len(ring), min(ring), max(ring)) == (22, 1109590000 - 2048, 1109590000 + 2048)
    assert list(grid) == list(search.numbers[::1350])
    with pytest.raises(StopIteration) as end:
        asking.send({grid[3]: KnownId(True, NOON)})
    assert end.value.value is True
    assert search.places == [(grid[3], NOON)]
    assert (search.rate.numbers, search.rate.articles) == (3 + 22 + 64, 1)


def test_named_ids_come_in_batches() -> None:
    assert [len(some) for some in search_ids([range(2 * BATCH + 1), range(BATCH)])] == [BATCH, BATCH, 1, BATCH]


def test_a_wrong_start_is_left_with_what_it_showed() -> None:
    search = span_search([])
    probing = search.probe_from(1109590000, to_the_end=False)
    asked, late = next(probing), DAY + 40 * HOUR
    with pytest.raises(StopIteration) as end:
        for _ in range(9):
            asked = probing.send({number: KnownId(True, late) for number in asked})
    assert end.value.value is False
    assert {at for _, at in search.places} == {late}
