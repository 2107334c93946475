"""Notices and spellings of providers that only several articles tell, through crawls."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawls import ASIA, Run, crawl
from tests.sites import SmallSite, Story, newsroom

NOTICE = "Every item is given as it came in, and nobody here answers for it."
SENTENCE = "The next price is set on Friday by the guild of goldsmiths."
TITLES = ("Harbour widened", "Bakers strike", "New stamp sold", "River bridge closed", "Choir sings", "Old mill burns")
PROVIDERS = (("Kuwait News Agency (KUNA)", "000071011013"), ("Gulf Times", "000063011095"), ("IANS", "000099009999"))


def noticed(number: int) -> Story:
    """One of several stories of three providers that end with the notice."""
    provider, code = PROVIDERS[number % 3]
    text = f"{TITLES[number]} as nobody had thought, the {number + 3} people who came said so.</p><p>{NOTICE}"
    return Story(1109547000 + number, title=TITLES[number], provider=provider, code=code, text=text)


def gold(number: int) -> Story:
    """One of a daily series that ends with its sentence."""
    text = f"Gold cost {40 + number} dinars a gram in Amman.</p><p>{SENTENCE}"
    return Story(1109548000 + number, title=f"Gold price in Amman on {number} May", text=text)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    stories = [noticed(n) for n in range(6)] + [gold(n) for n in range(8)]
    with SmallSite(newsroom(*stories)) as site:
        return crawl(site.url, tmp_path_factory.mktemp("text"), *ASIA)


def test_a_notice_is_cut_from_every_story_also_the_first(run: Run) -> None:
    bodies = {number: str(run.records[number]["body"]) for number in run.found}
    assert not [number for number, body in bodies.items() if NOTICE in body]


def test_a_series_keeps_its_sentence(run: Run) -> None:
    bodies = [str(run.records[gold(n).number]["body"]) for n in range(8)]
    assert all(SENTENCE in body for body in bodies)


def test_the_next_run_knows_the_notice_from_the_first_page(tmp_path: Path) -> None:
    with SmallSite(newsroom(*(noticed(n) for n in range(5)))) as site:
        crawl(site.url, tmp_path, *ASIA)
        site.pages.update(newsroom(*(noticed(n) for n in range(6))))
        second = crawl(site.url, tmp_path, *ASIA)
    late = second.records[noticed(5).number]
    assert NOTICE not in str(late["body"])
    assert late["revision"] == 1


def test_names_of_one_code_are_one_provider(tmp_path: Path) -> None:
    names = ("Kuwait News Agency (KUNA)", "KUNA", "Kuwait News Agency")
    with SmallSite(newsroom(*(Story(1109547000 + n, provider=name) for n, name in enumerate(names)))) as site:
        run = crawl(site.url, tmp_path, *ASIA)
    assert len({record["provider"] for record in run.records.values()}) == 1
    assert {record["byline"] for record in run.records.values()} == {f"(MENAFN- {name})" for name in names}
