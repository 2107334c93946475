"""A newsroom that changes overnight: the files of yesterday stay, what was read is stored, the reason is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, serve
from menafn_crawler.replica.scenarios import Scenario
from tests.crawls import Run, crawl

EVENING = ("-a", "limit=120")
"""The first run leaves articles for the night."""
ALL_OF_ASIA = ("-a", "sections=asia")


def table(run: Run) -> bytes:
    return (run.data_dir / "articles.csv").read_bytes()


def set_scenario(site: ReplicaServer, scenario: Scenario) -> None:
    site.site.scenario = scenario


@pytest.mark.slow
def test_a_rebuilt_half_holds_the_files_back_until_it_is_accepted(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as site:
        evening = crawl(site.url, tmp_path, *EVENING)
        yesterday = table(evening)
        set_scenario(site, Scenario.HALF)
        night = crawl(site.url, tmp_path)
        again = crawl(site.url, tmp_path)
        assert (evening.code, night.code, again.code) == (0, 4, 4)
        assert "held back: " in night.err
        assert "pages could be read, usually " in night.summary["reason"]
        assert night.census["articles"] > evening.census["articles"]
        assert table(night) == table(again) == yesterday
        accepted = crawl(site.url, tmp_path, "-s", "MENAFN_GATES=0")
        after = crawl(site.url, tmp_path)
    assert (accepted.code, after.code) == (0, 0)
    assert "let pass: " in accepted.err
    assert len(accepted.records) == accepted.census["articles"] > len(evening.records)


def test_renamed_classes_are_told_once_there_is_a_past(newsroom: Newsroom, tmp_path: Path) -> None:
    with serve(newsroom, faults=False) as evening, serve(newsroom, faults=False, rename=True) as night:
        first = crawl(evening.url, tmp_path, *EVENING)
        second = crawl(night.url, tmp_path)
    assert (first.code, second.code) == (0, 4)
    assert "pages were read without a known layout (anchors), usually 0%" in second.summary["reason"]


@pytest.mark.parametrize(
    ("scenario", "evening", "said"),
    [
        pytest.param(Scenario.REBUILT, EVENING, "answers in a row were useless", id="rebuilt", marks=pytest.mark.slow),
        pytest.param(Scenario.EMPTY, ALL_OF_ASIA, "no list showed an article", id="empty"),
        pytest.param(
            Scenario.EMPTY,
            EVENING,
            "the list en/",
            id="empty, with articles left from the evening",
            marks=pytest.mark.slow,
        ),
        pytest.param(Scenario.REFUSING, EVENING, "answers were 403", id="refusing"),
    ],
)
def test_a_site_that_is_of_no_use_keeps_the_files(
    newsroom: Newsroom, tmp_path: Path, scenario: Scenario, evening: Sequence[str], said: str
) -> None:
    with serve(newsroom, faults=False) as site:
        yesterday = table(crawl(site.url, tmp_path, *evening))
        set_scenario(site, scenario)
        night = crawl(site.url, tmp_path)
    assert night.code == 4
    assert said in night.summary["reason"]
    assert table(night) == yesterday
