"""When the pagination of a list ends, and how deep it was read."""

from __future__ import annotations

import pytest

from menafn_crawler.bounds import LIST_PAGES
from menafn_crawler.discover import WHOLE_LIST, Depth, EndReason, Pagination

SINCE = "2025-05-14T00:00:00Z"
EARLIER = "2025-05-01T00:00:00Z"


def pagination(wanted: Depth = WHOLE_LIST, earlier: Depth | None = None) -> Pagination:
    return Pagination("asia", "en/asia", "/asia", wanted, earlier)


REACHES = [
    (WHOLE_LIST, WHOLE_LIST, True),
    (WHOLE_LIST, Depth(pages=9), True),
    (Depth(pages=2), WHOLE_LIST, False),
    (Depth(pages=2), Depth(pages=2), True),
    (Depth(pages=2), Depth(pages=3), False),
    (Depth(pages=2), Depth(since=SINCE), False),
    (Depth(since=SINCE), WHOLE_LIST, False),
    (Depth(since=EARLIER), Depth(since=SINCE), True),
    (Depth(since=SINCE), Depth(since=EARLIER), False),
    (Depth(pages=4, since=SINCE), Depth(since=SINCE), True),
    (Depth(pages=4, since=SINCE), Depth(pages=4, since=EARLIER), True),
    (Depth(pages=4, since=SINCE), Depth(pages=5, since=EARLIER), False),
]


@pytest.mark.parametrize(("came", "wanted", "enough"), REACHES)
def test_a_list_saw_all_that_another_wants_if_it_came_as_deep(came: Depth, wanted: Depth, enough: bool) -> None:
    assert came.reaches(wanted) is enough


@pytest.mark.parametrize(("wanted", "end"), [(WHOLE_LIST, EndReason.ENDLESS), (Depth(pages=LIST_PAGES + 1), None)])
def test_a_list_without_end_is_left_unless_somebody_asks_for_more(wanted: Depth, end: EndReason | None) -> None:
    one = pagination(wanted)
    for number in range(1, LIST_PAGES + 1):
        assert one.end is None, f"it ended before page {number}"
        one.add_page([number], 1, f"/asia?page={number + 1}")
    assert (one.end, one.pages) == (end, LIST_PAGES)


def test_a_list_goes_on_to_the_page_that_is_named() -> None:
    one = pagination()
    one.add_page([1, 2], 2, "/asia?page=2")
    assert (one.end, one.path, one.pages, one.shown) == (None, "/asia?page=2", 1, [1, 2])


@pytest.mark.parametrize(
    ("turns", "end"),
    [
        ([([1, 2], 2, None)], EndReason.LAST_PAGE),
        ([([1, 2], 2, "/asia")], EndReason.LAST_PAGE),
        ([([1, 2], 2, "/2"), ([3], 1, "/asia")], EndReason.LAST_PAGE),
        ([([1, 2], 2, "/2"), ([2, 1], 0, None)], EndReason.LAST_PAGE),
        ([([1, 2], 2, "/2"), ([2, 1], 0, "/asia")], EndReason.LAST_PAGE),
        ([([1, 2], 2, "/2"), ([2, 1], 0, "/3"), ([1], 0, "/4")], EndReason.LAST_PAGE),
        ([([1, 2], 2, "/2"), ([2, 1], 0, "/3")], None),
        ([([1, 2], 2, "/2"), ([2, 1], 0, "/3"), ([3], 1, "/4"), ([3], 0, "/5")], None),
        ([([], 0, "/2")], EndReason.LAST_PAGE),
        ([([1, 2], 2, "/2"), ([2, 3], 0, "/3")], None),
    ],
    ids=[
        "no next page",
        "next is itself",
        "next was there",
        "shows nothing else and leads nowhere",
        "shows nothing else and leads back",
        "shows nothing else again and again",
        "shows nothing else once",
        "shows nothing else now and then",
        "shows nothing at once",
        "shown before",
    ],
)
def test_a_list_ends_where_nothing_more_can_come(
    turns: list[tuple[list[int], int, str | None]], end: EndReason | None
) -> None:
    one = pagination()
    for shown, new, following in turns:
        one.add_page(shown, new, following)
    assert one.end is end
    assert one.reached == (WHOLE_LIST if end else None)


def test_nothing_new_ends_a_list_only_where_an_earlier_one_came_as_deep() -> None:
    for earlier, end in ((None, None), (Depth(pages=3), None), (WHOLE_LIST, EndReason.NOTHING_NEW)):
        one = pagination(earlier=earlier)
        one.add_page([1, 2], 0, "/2")
        assert one.end is end


def test_a_list_that_stopped_at_what_is_known_came_no_deeper_than_the_one_before() -> None:
    one = pagination(Depth(pages=2), Depth(pages=2))
    one.add_page([1, 2], 0, "/2")
    assert (one.end, one.reached) == (EndReason.NOTHING_NEW, Depth(pages=2))


def test_repeats_do_not_prove_that_an_earlier_run_read_the_pages_after_them() -> None:
    """The list has grown by a page while it was read, and more is new behind it."""
    one = pagination(earlier=WHOLE_LIST)
    one.add_page([8, 9], 2, "/2")
    one.add_page([8, 9], 0, "/3")
    one.add_page([7, 6], 1, "/4")
    one.add_page([6, 5], 0, "/5")
    assert (one.end, one.reached) == (EndReason.NOTHING_NEW, WHOLE_LIST)


@pytest.mark.parametrize("earlier", [None, WHOLE_LIST])
@pytest.mark.parametrize("following", [None, "/3", "/asia"])
def test_a_page_that_was_led_to_and_shows_no_article_leaves_open_what_should_stand_there(
    earlier: Depth | None, following: str | None
) -> None:
    one = pagination(earlier=earlier)
    one.add_page([1], 1, "/2")
    one.add_page([], 0, following, paged=False)
    assert (one.end, one.reached) == (EndReason.NO_LIST, None)


@pytest.mark.parametrize("following", [None, "/3"])
def test_an_empty_page_of_the_list_ends_it(following: str | None) -> None:
    one = pagination()
    one.add_page([1], 1, "/2")
    one.add_page([], 0, following)
    assert (one.end, one.reached) == (EndReason.LAST_PAGE, WHOLE_LIST)


def test_as_many_pages_as_are_wanted_are_read() -> None:
    one = pagination(Depth(pages=2))
    one.add_page([1], 1, "/2")
    assert one.reached is None
    one.add_page([2], 1, "/3")
    assert one.reached == Depth(pages=2)
    assert one.path == "/2", "no page is left to request"


def test_the_end_of_the_list_is_the_end_also_on_the_last_wanted_page() -> None:
    one = pagination(Depth(pages=1))
    one.add_page([1], 1, None)
    assert one.reached == WHOLE_LIST


def test_a_page_that_breaks_off_leaves_open_what_stands_behind_it() -> None:
    one = pagination()
    one.add_page([1], 1, None, whole=False)
    assert (one.end, one.reached) == (EndReason.CUT_OFF, None)
    other = pagination()
    other.add_page([1], 1, "/2", whole=False)
    assert other.end is None


@pytest.mark.parametrize(
    ("end", "reached"),
    [
        (EndReason.OLD_ENOUGH, Depth(3, SINCE)),
        (EndReason.DEEP_ENOUGH, Depth(3)),
        (EndReason.ENDLESS, None),
        (None, None),
    ],
    ids=str,
)
def test_how_deep_a_list_was_read_follows_from_its_end(end: EndReason | None, reached: Depth | None) -> None:
    one = pagination(Depth(since=SINCE))
    one.pages, one.end = 3, end
    assert one.reached == reached


@pytest.mark.parametrize(("pages", "end"), [(LIST_PAGES, EndReason.DEEP_ENOUGH), (None, EndReason.ENDLESS)])
def test_the_limit_is_the_users_where_there_is_one(pages: int | None, end: EndReason) -> None:
    one = pagination(Depth(pages))
    one.pages = LIST_PAGES - 1
    one.add_page([1], 1, "/2")
    assert one.end is end
