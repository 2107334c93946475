"""The site changes, and the first crawl after it says so: scenarios of the replica through real crawls."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.replica.scenarios import Scenario
from tests.crawls import crawl, scrapy

RUN = ("-a", "limit=50")
"""Each run takes other articles, so that their texts and providers can be compared."""


@pytest.fixture(scope="module")
def healthy(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory after three ordinary runs over all lists and two with a limit."""
    data_dir = tmp_path_factory.mktemp("healthy") / "data"
    with serve(newsroom, faults=False) as site:
        codes = [crawl(site.url, data_dir, *RUN).code for _ in range(3)]
        codes += [crawl(site.url, data_dir, "-a", "max_pages=1").code for _ in range(3)]
    assert set(codes) == {0}
    return data_dir


CASES: dict[Scenario, tuple[tuple[str, ...], str, int]] = {
    Scenario.LINKS_LOST: (("-a", "max_pages=1"), "articles, usually 12 a page", 0),
    Scenario.BUTTON: (("-a", "max_pages=1"), "has no way to page 2, usually there is one", 0),
    Scenario.SWAPPED: (("-a", "max_pages=1"), "list en/asia shows what en/sport shows", 4),
    Scenario.RENAMED: (("-a", "max_pages=1"), "the menu has a new 'World Affairs'", 0),
    Scenario.FLOOD: (("-a", "max_pages=1"), "one page of list en/asia showed 2,0", 4),
    Scenario.TEASERS: (RUN, "words long in the middle, usually", 4),
    Scenario.ONE_PROVIDER: (RUN, "one provider (Trend News Agency) has 9", 4),
}


@pytest.mark.parametrize(
    ("scenario", "case"),
    [
        pytest.param(scenario, case, id=scenario, marks=() if scenario is Scenario.LINKS_LOST else pytest.mark.slow)
        for scenario, case in CASES.items()
    ],
)
def test_the_first_run_after_a_change_tells_it(
    newsroom: Newsroom, healthy: Path, tmp_path: Path, scenario: Scenario, case: tuple[tuple[str, ...], str, int]
) -> None:
    options, said, code = case
    data_dir = tmp_path / "data"
    shutil.copytree(healthy, data_dir)
    with serve(newsroom, faults=False) as site:
        site.site.scenario = scenario
        run = crawl(site.url, data_dir, *options)
    assert run.code == code
    assert said in run.err
    assert said in scrapy("summary", "--trouble", "-s", f"MENAFN_DATA_DIR={data_dir}").stdout


def test_printed_times_in_another_zone_are_told_in_the_first_run(newsroom: Newsroom, tmp_path: Path) -> None:
    """Ids say how far only where the articles known are dense: a dozen a day, all of the days of the new ones."""
    with serve(newsroom, faults=False) as site:
        crawl(site.url, tmp_path, "-a", "limit=200")
        ended = int(time.time())
        while int(time.time()) == ended:  # instants are stored to the second: what is as old as a run is not its past
            time.sleep(0.02)
        site.site.scenario = Scenario.UTC
        run = crawl(site.url, tmp_path, "-a", "limit=90")
    assert run.code == 4
    assert "printed times lie 4 h later than ids" in run.err
