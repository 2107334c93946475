"""The profile of a run, collected and kept as JSON."""

from __future__ import annotations

import json

from menafn_crawler.report.run_profile import ListProfile, ProfileCollector, RunProfile
from tests.articles import an_article


def test_a_first_page_and_the_new_articles_of_all_pages() -> None:
    collector = ProfileCollector()
    collector.add_list_page("en/asia", 1, [1, 2, 3, 4], new=4, has_next=True)
    collector.add_list_page("en/asia", 2, [5, 6], new=2, has_next=False)
    assert collector.profile().lists == {"en/asia": ListProfile(links=4, new=6, has_next=True)}


def test_the_list_that_shares_most_articles_is_named() -> None:
    collector = ProfileCollector()
    collector.add_list_page("en/asia", 1, [1, 2, 3, 4], new=4, has_next=True)
    collector.add_list_page("en/sport", 1, [3, 4, 5], new=3, has_next=True)
    collector.add_list_page("en/us", 1, [4], new=1, has_next=False)
    asia = collector.profile().lists["en/asia"]
    assert (asia.twin, asia.shared) == ("en/sport", 0.5)


def test_articles_give_median_length_and_commonest_provider() -> None:
    collector = ProfileCollector()
    for words, provider in ((10, "A"), (300, "B"), (90, "B"), (70, None)):
        collector.add_article(an_article(word_count=words, provider=provider))
    profile = collector.profile()
    assert (profile.articles, profile.words, profile.provider, profile.provider_share) == (4, 80, "B", 0.5)


def test_one_odd_clock_says_nothing() -> None:
    collector = ProfileCollector()
    for ahead in (1.0, 0.0, -90_000.0):
        collector.add_clock(ahead)
    assert collector.profile().clock == 0.0


def test_it_is_kept_as_json() -> None:
    profile = RunProfile(
        lists={"en/asia": ListProfile(12, 3, True, "en/us", 0.25)}, menu=("US", "Asia"), articles=3, words=210.0,
        lengths=(1, 2), provider="A", provider_share=0.5, clock=-3.0,
    )  # fmt: skip
    assert RunProfile.from_json(json.loads(json.dumps(profile.as_json()))) == profile


def test_a_run_that_kept_none_has_an_empty_one() -> None:
    assert RunProfile.from_json({}) == RunProfile()
