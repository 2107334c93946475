"""Dates that one page cannot decide, seen in a crawl: other numbers, constant texts, neighbours fetched later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler.normalise import site_calibration
from menafn_crawler.replica import Newsroom, expected_records, serve
from menafn_crawler.replica.sections import MENU_KEYS
from tests.crawls import crawl
from tests.sites import SmallSite, Story
from tests.sites import newsroom as small

ZONE = ZoneInfo("America/New_York")
CONSTANT = "2025-05-10 09:00:00"


@pytest.mark.parametrize("first", [1101000000, 1108000000, 1111900000], ids=["2020", "2024", "2026"])
def test_a_site_whose_numbers_contradict_the_table_has_no_conflicts(tmp_path: Path, first: int) -> None:
    """Every third page prints no wire ID; its printed time stands all the same."""
    stories = [
        Story(first + 10 * day, f"Story of day {day}", printed=f"2025-05-{day:02} 10:00:00", wire=day % 3 != 0)
        for day in range(1, 13)
    ]
    with SmallSite(small(*stories)) as site:
        run = crawl(site.url, tmp_path)
    records = sorted(run.records.values(), key=lambda record: record["article_id"])
    assert [record["published_at"] for record in records] == [f"2025-05-{day:02}T14:00:00Z" for day in range(1, 13)]
    assert not any(record["date_conflict"] for record in records)


@pytest.fixture(scope="module")
def constant(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, object]]:
    """A crawl of the replica on which the place of the printed date shows the same time on every page."""
    with serve(newsroom, faults=False, constant_date=CONSTANT) as site:
        return crawl(site.url, tmp_path_factory.mktemp("constant")).records


def test_a_constant_in_the_place_of_the_date_dates_no_article(
    newsroom: Newsroom, constant: dict[int, dict[str, object]]
) -> None:
    truth = {int(str(record["article_id"])): record for record in expected_records(newsroom, read=MENU_KEYS)}
    for number, record in constant.items():
        for name in ("published_at", "published_on", "date_precision", "date_conflict"):
            assert record[name] == truth[number][name], f"{number} {name}"


def test_the_constant_is_marked_stale_also_on_the_pages_that_came_first(
    constant: dict[int, dict[str, object]],
) -> None:
    for record in constant.values():
        evidence = record["date_evidence"]
        assert isinstance(evidence, list)
        assert [e["verdict"] for e in evidence if e["raw"] == CONSTANT] == ["stale"]


def test_the_next_run_knows_the_constant_from_the_start(tmp_path: Path) -> None:
    stories = [Story(1109547000 + day, printed=CONSTANT, wire_day=f"{day:02}052025") for day in (3, 5, 7)]
    late = Story(1109547900, printed=CONSTANT, wire_day="10052025")
    with SmallSite(small(*stories)) as site:
        crawl(site.url, tmp_path)
        site.pages.update(small(*stories, late))
        run = crawl(site.url, tmp_path)
    assert run.records[late.number]["published_at"] is None
    assert run.records[late.number]["published_on"] == "2025-05-10"
    assert run.records[late.number]["date_source"] == "wire_id"


def test_a_clock_in_the_place_of_the_date_dates_no_article(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    first = site_calibration().number_at(now)
    shown = [(now + timedelta(seconds=n)).astimezone(ZONE) for n in range(5)]
    stories = [
        Story(first + n, printed=f"{at:%Y-%m-%d %H:%M:%S}", wire_day=f"{at:%d%m%Y}") for n, at in enumerate(shown)
    ]
    with SmallSite(small(*stories)) as site:
        run = crawl(site.url, tmp_path)
    found = [(r["published_at"], r["published_on"], r["date_source"]) for r in run.records.values()]
    assert sorted(found) == [(None, f"{at:%Y-%m-%d}", "wire_id") for at in shown]
