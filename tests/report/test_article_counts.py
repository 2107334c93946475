"""Articles by period, provider and section."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.report.article_counts import NO_LIST, PROVIDERS, ArticleCounter, ArticleCounts
from menafn_crawler.report.time_bins import MOST

DAY = date(2025, 5, 14)


def counted(*articles: tuple[str | None, str | None], listings: tuple[tuple[int, str], ...] = ()) -> ArticleCounts:
    """Articles 1, 2 ... by day and provider."""
    counter = ArticleCounter()
    for article_id, (day, provider) in enumerate(articles, 1):
        counter.add(article_id, day, provider)
    return counter.counts(listings)


def test_an_article_counts_once_in_the_whole_and_in_each_of_its_sections() -> None:
    found = counted(
        ("2025-05-14", "KUNA"), ("2025-05-16", "KUNA"), listings=((0, "asia"), (1, "arab"), (1, "asia"), (9, "asia"))
    )
    assert found.periods == ("2025-05-14", "2025-05-15", "2025-05-16")
    assert found.whole == {0: (1, 0, 1)}
    assert found.sections == (NO_LIST, "arab", "asia")
    assert found.listed == {(0, 0): (0, 0, 1), (0, 1): (1,), (0, 2): (1,)}


def test_undated_articles_are_left_out() -> None:
    assert counted((None, "KUNA")) == ArticleCounts()
    assert counted((None, "KUNA"), ("2025-05-14", "KUNA")).whole == {0: (1,)}


def test_small_providers_are_one_choice() -> None:
    articles = [("2025-05-14", f"wire {place:03}") for place in range(PROVIDERS + 3) for _ in range(60 - place)]
    found = counted(*articles, ("2025-05-14", None))
    assert len(found.providers) == PROVIDERS + 2
    assert found.providers[0] == "wire 000"
    assert found.providers[-2:] == ("3 others", "none named")
    assert found.whole[PROVIDERS] == (30 + 29 + 28,)


@pytest.mark.parametrize(
    ("days", "unit"),
    [(1, "day"), (180, "day"), (300, "week"), (1_300, "week"), (1_400, "month"), (4_380, "month"), (9_000, "year")],
)
def test_long_spans_have_longer_periods(days: int, unit: str) -> None:
    found = counted(*((f"{DAY + timedelta(days=count)}", "KUNA") for count in range(days)))
    assert found.unit == unit
    assert len(found.periods) <= MOST
    assert sum(found.whole[0]) == days
    assert list(found.periods) == sorted(set(found.periods))


@given(st.lists(st.tuples(st.integers(0, 20_000), st.sampled_from(["KUNA", "Trend", None])), min_size=1, max_size=40))
def test_nothing_is_lost(articles: list[tuple[int, str | None]]) -> None:
    found = counted(*((f"{date(1990, 1, 1) + timedelta(days=days)}", name) for days, name in articles))
    assert sum(map(sum, found.whole.values())) == sum(map(sum, found.listed.values())) == len(articles)
    assert all(len(row) <= len(found.periods) for row in found.whole.values())


def test_names_end_no_element() -> None:
    text = counted(("2025-05-14", "</script><b>&")).as_json()
    assert not set("<>&") & set(text)
    assert json.loads(text)["providers"] == ["</script><b>&"]
