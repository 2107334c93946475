"""Deciding a date again: what puts one in doubt, who is certain, and a site that numbers its articles otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.items import Article
from menafn_crawler.normalise import is_certain, is_doubtful
from menafn_crawler.normalise.redate import redate
from menafn_crawler.replica import build_newsroom
from menafn_crawler.replica.pages import Pages
from tests.articles import article_of

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
