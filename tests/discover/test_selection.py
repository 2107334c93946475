"""Which articles a run's arguments select."""

from __future__ import annotations

import pytest

from menafn_crawler.discover import Selection, list_key, run_key

SINCE, UNTIL = "2025-05-14T00:00:00Z", "2025-05-14T23:59:59Z"
BEFORE, AFTER = "2025-05-13T23:59:59Z", "2025-05-15T00:00:00Z"
DAY = Selection(since=SINCE, until=UNTIL)


@pytest.mark.parametrize(
    ("article_id", "selected"), [(9, False), (10, True), (11, True), (12, False), (20, True)], ids=str
)
def test_an_article_in_one_of_the_ranges_is_selected(article_id: int, selected: bool) -> None:
    assert Selection(ids=(range(10, 12), range(20, 21))).selects(article_id) is selected


@pytest.mark.parametrize(
    ("shown_by", "selected"), [([], False), (["en/us"], False), (["en/us", "en/asia"], True)], ids=str
)
def test_one_of_the_lists_is_enough(shown_by: list[str], selected: bool) -> None:
    assert Selection(lists=frozenset({"en/asia", "ar/asia"})).selects(1, shown_by) is selected


@pytest.mark.parametrize(
    ("first", "last", "selected"),
    [
        (BEFORE, BEFORE, False),
        (BEFORE, SINCE, True),
        (UNTIL, AFTER, True),
        (AFTER, AFTER, False),
        (None, None, True),
        (BEFORE, None, True),
    ],
    ids=["before", "may be the first second", "may be the last second", "after", "undated", "half known"],
)
def test_an_article_that_may_lie_in_the_span_is_selected(first: str | None, last: str | None, selected: bool) -> None:
    assert DAY.selects(1, first=first, last=last) is selected


@pytest.mark.parametrize("selection", [Selection(since=SINCE), Selection(until=UNTIL), Selection()], ids=str)
def test_a_missing_bound_excludes_nothing(selection: Selection) -> None:
    assert selection.selects(1, first=SINCE, last=UNTIL)
    assert selection.selects(1, first=AFTER, last=AFTER) is (selection.until is None)
    assert selection.selects(1, first=BEFORE, last=BEFORE) is (selection.since is None)


def test_every_condition_must_hold() -> None:
    selection = Selection(frozenset({"en/asia"}), (range(1, 3),), SINCE, UNTIL)
    assert selection.selects(1, ["en/asia"], SINCE, SINCE)
    assert not selection.selects(3, ["en/asia"], SINCE, SINCE)
    assert not selection.selects(1, ["en/us"], SINCE, SINCE)
    assert not selection.selects(1, ["en/asia"], AFTER, AFTER)


@pytest.mark.parametrize("name", ["x" * 400, "/rss/خبر.xml"], ids=["long", "not ASCII"])
def test_a_key_is_short_and_ascii_and_differs_with_the_name(name: str) -> None:
    key = list_key("feed", name)
    assert len(key) <= 40
    assert key.isascii()
    assert key != list_key("feed", f"{name}x")
    assert run_key(7) != list_key("run", "8")


def test_a_name_that_fits_is_its_own_key() -> None:
    longest = "x" * (40 - len("feed/"))
    assert list_key("feed", longest) == f"feed/{longest}"
    assert list_key("feed", f"{longest}x") != f"feed/{longest}x"
