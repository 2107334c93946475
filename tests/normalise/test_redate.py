"""Deciding a date again: what puts one in doubt, who is certain, and a site that numbers its articles otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.items import Article
from menafn_crawler.normalise import is_certain, is_doubtful, redate, with_date_of
from menafn_crawler.reading import extract
from menafn_crawler.replica import build_newsroom
from menafn_crawler.replica.pages import Pages
from tests.articles import article_of, page_of

ZONE = ZoneInfo("America/New_York")
NEWSROOM = build_newsroom()
PAGES = Pages(NEWSROOM)
KNOWN = 1109547045


def known() -> Article:
    """The story of 14 May 2025, 08:44:27 UTC."""
    story = NEWSROOM.by_id[KNOWN]
    return article_of(PAGES.article(story), story.url)


def renumbered(number: int) -> Article:
    """The same page under a number that the site's table dates otherwise."""
    story = NEWSROOM.by_id[KNOWN]
    page = PAGES.article(story).replace(str(KNOWN).encode(), str(number).encode())
    return article_of(page, f"https://menafn.com/{number}/Slug")


def instant(minutes: int) -> datetime:
    return datetime(2025, 5, 14, 8, 44, 27, tzinfo=UTC) + timedelta(minutes=minutes)


def test_a_clean_article_is_certain_and_decided_the_same_again() -> None:
    article = known()
    assert is_certain(article)
    assert not is_doubtful(article)
    assert redate(article, [], ZONE) == article


def test_a_number_out_of_line_puts_a_date_in_doubt_and_leaves_the_page_certain() -> None:
    article = renumbered(1108000000)
    assert article.published_at == "2025-05-14T08:44:27Z"
    assert article.date_conflict
    assert is_doubtful(article)
    assert is_certain(article)


@pytest.mark.parametrize(
    "neighbours",
    [
        [(1107999990, instant(-3)), (1108000020, instant(5))],
        [(1107999990, instant(-3)), (1107999980, instant(-9))],
        [(1108000010, instant(3))],
    ],
    ids=["on both sides", "only below", "one above"],
)
def test_a_site_that_numbers_otherwise_is_judged_by_its_own_articles(neighbours: list[tuple[int, datetime]]) -> None:
    decided = redate(renumbered(1108000000), neighbours, ZONE)
    assert decided.published_at == "2025-05-14T08:44:27Z"
    assert not decided.date_conflict
    assert not is_doubtful(decided)


def test_a_text_that_turned_out_stale_is_decided_without_it() -> None:
    decided = redate(known(), [], ZONE, {"2025-05-14 04:44:27"})
    assert (decided.published_at, decided.published_on, decided.date_source) == (None, "2025-05-14", "wire_id")
    assert {e["verdict"] for e in decided.date_evidence if e["raw"] == "2025-05-14 04:44:27"} == {"stale"}


def test_an_undated_article_takes_its_day_from_close_neighbours() -> None:
    page = PAGES.article(NEWSROOM.by_id[KNOWN]).replace(b"2025-05-14 04:44:27", b"").replace(b"MENAFN14052025", b"")
    article = article_of(page, f"https://menafn.com/{KNOWN}/Slug")
    assert article.published_on is None
    decided = redate(article, [(KNOWN - 5, instant(-30)), (KNOWN + 5, instant(30))], ZONE)
    assert (decided.published_on, decided.published_at) == ("2025-05-14", None)
    assert (decided.date_source, decided.date_precision) == ("neighbours", "day")


def fetched(article: Article, at: str) -> Article:
    """The same record, fetched at another instant by this machine's clock."""
    return replace(article, fetched_at=at)


def test_a_date_judged_by_the_sites_clock_survives_a_machine_that_is_behind() -> None:
    behind = fetched(known(), "2025-05-14T03:00:00Z")
    assert redate(behind, [], ZONE).published_at == "2025-05-14T08:44:27Z"


def test_a_page_time_close_to_the_fetch_is_no_date_unless_clocks_are_ruled_out() -> None:
    page = PAGES.article(NEWSROOM.by_id[KNOWN])
    at = datetime(2025, 5, 14, 8, 47, tzinfo=UTC)
    article = extract(replace(page_of(page), fetched=replace(page_of(page).fetched, fetched_at=at)))
    assert (article.published_at, article.published_on, article.date_source) == (None, "2025-05-14", "wire_id")
    assert is_doubtful(article)
    assert redate(article, [], ZONE, clocks_ruled_out=True).published_at == "2025-05-14T08:44:27Z"
    close = [(KNOWN - 1, instant(-5)), (KNOWN + 1, instant(5))]
    assert redate(article, close, ZONE).published_at == "2025-05-14T08:44:27Z"
    assert redate(article, [(KNOWN - 1, instant(-5)), (KNOWN + 1, instant(6))], ZONE).published_at is None


@pytest.mark.parametrize(("behind", "published"), [(5, None), (6, "2025-05-14T08:44:27Z")])
def test_how_close_to_the_fetch_a_clock_is(behind: int, published: str | None) -> None:
    page = page_of(PAGES.article(NEWSROOM.by_id[KNOWN]))
    at = datetime(2025, 5, 14, 8, 44, 27, tzinfo=UTC) + timedelta(minutes=behind)
    assert extract(replace(page, fetched=replace(page.fetched, fetched_at=at))).published_at == published


def test_dates_are_judged_by_the_sites_clock() -> None:
    page = page_of(PAGES.article(NEWSROOM.by_id[KNOWN]))
    behind = replace(page.fetched, fetched_at=datetime(2025, 5, 14, 3, tzinfo=UTC))
    ahead = replace(behind, site_time=datetime(2025, 5, 14, 9, tzinfo=UTC))
    assert extract(replace(page, fetched=behind)).published_at is None
    assert extract(replace(page, fetched=ahead)).published_at == "2025-05-14T08:44:27Z"


HEADER = "Tuesday, 02 January 2024 12:17 GMT"


@pytest.mark.parametrize("source", ["printed", "footer", "time", "header"])
def test_the_header_is_never_read_again_in_other_words_or_runs(source: str) -> None:
    """However earlier runs stored it: what was stale stays stale, also when no list of constants knows it."""
    evidence = ({"source": source, "raw": HEADER, "value": None, "verdict": "stale"},)
    undated = replace(known(), published_at=None, published_on=None, date_source=None, date_evidence=evidence)
    decided = redate(undated, [], ZONE)
    assert (decided.published_at, decided.published_on) == (None, None)
    assert [e["verdict"] for e in decided.date_evidence if e["source"] == source] == ["stale"]


def test_the_headers_time_in_the_dates_place_is_the_headers_however_it_was_stored() -> None:
    printed: dict[str, str | None] = {
        "source": "printed",
        "raw": "2 January 2024 12:17 GMT",
        "value": None,
        "verdict": "chosen",
    }
    header: dict[str, str | None] = {"source": "header", "raw": HEADER, "value": None, "verdict": "stale"}
    misled = replace(known(), date_evidence=(printed, header))
    decided = redate(misled, [], ZONE)
    assert (decided.published_at, decided.published_on) == (None, None)


def test_flags_of_the_date_go_with_it_and_flags_of_the_text_stay() -> None:
    flagged = replace(known(), quality=("mojibake", "ambiguous_time"))
    assert redate(flagged, [], ZONE).quality == ("mojibake",)
    unclear = replace(known(), quality=("ambiguous_date",), published_at=None)
    assert with_date_of(flagged, unclear).quality == ("mojibake", "ambiguous_date")
    assert with_date_of(flagged, unclear).published_at is None


@pytest.mark.parametrize(
    ("values", "certain"),
    [
        ({}, True),
        ({"published_at": None}, False),
        ({"date_source": "json_ld"}, True),
        ({"date_source": "wire_id"}, False),
        ({"quality": ("ambiguous_time",)}, False),
        ({"quality": ("mojibake",)}, True),
    ],
)
def test_which_articles_date_their_neighbours(values: dict[str, Any], certain: bool) -> None:
    assert is_certain(replace(known(), **values)) == certain


@pytest.mark.parametrize(("source", "certain"), [("neighbours", True), ("image", False)])
def test_what_stands_against_a_page_makes_it_uncertain_but_not_its_id(source: str, certain: bool) -> None:
    against: dict[str, str | None] = {"source": source, "raw": "x", "value": "2019-02-03", "verdict": "disagrees"}
    article = known()
    assert is_certain(replace(article, date_evidence=(*article.date_evidence, against))) == certain


@pytest.mark.parametrize(("verdict", "doubtful"), [("chosen", True), ("stale", False)])
def test_a_text_that_turned_stale_puts_a_date_in_doubt_once(verdict: str, doubtful: bool) -> None:
    said: dict[str, str | None] = {"source": "printed", "raw": "x", "value": None, "verdict": verdict}
    article = replace(known(), date_evidence=(said,))
    assert is_doubtful(article, {"x"}) == doubtful
    assert not is_doubtful(article, {"y"})
