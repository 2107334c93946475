"""Links of a list as candidates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.discover import read_candidates
from tests.records import RECORDS

BASE = "http://127.0.0.1:8000"


def test_the_real_addresses_are_as_many_candidates_as_articles() -> None:
    found = read_candidates([record["url"] or "" for record in RECORDS], "asia", BASE)
    assert [str(candidate.article_id) for candidate in found] == list(dict.fromkeys(record["id"] for record in RECORDS))
    assert {candidate.section for candidate in found} == {"asia"}


@pytest.mark.parametrize("order", [1, -1], ids=["slug last", "slug first"])
def test_the_address_with_a_slug_is_kept(order: int) -> None:
    hrefs = ["/1109547045/", "/1109547045/Slug?Social=on"][::order]
    assert [c.url for c in read_candidates(hrefs, None, BASE)] == ["https://menafn.com/1109547045/Slug"]


def test_the_order_of_the_list_is_kept() -> None:
    hrefs = [f"/{number}/S" for number in (1109547047, 1109547045, 1109547046, 1109547047)]
    assert [c.article_id for c in read_candidates(hrefs, None, BASE)] == [1109547047, 1109547045, 1109547046]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_no_link_raises(hrefs: list[str]) -> None:
    read_candidates(hrefs, None, BASE)


def test_of_two_slugs_the_first_is_kept() -> None:
    found = read_candidates(["/1109547045/First", "/1109547045/Second"], None, BASE)
    assert [candidate.url for candidate in found] == ["https://menafn.com/1109547045/First"]
