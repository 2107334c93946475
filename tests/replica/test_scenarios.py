"""What a site does overnight, and what stays."""

from __future__ import annotations

import pytest

from menafn_crawler.normalise import article_address
from menafn_crawler.parse import UnreadablePage, read_article, read_links, read_list, read_page
from menafn_crawler.replica import Newsroom, ReplicaServer
from menafn_crawler.replica.scenarios import Scenario
from menafn_crawler.replica.sections import MENU

from .client import ask


def _readable(text: str, url: str) -> bool:
    try:
        read_article(read_page(text.encode(), url))
    except UnreadablePage:
        return False
    return True


@pytest.mark.parametrize(("scenario", "share"), [(Scenario.KNOWN, 1.0), (Scenario.HALF, 0.5), (Scenario.REBUILT, 0.0)])
def test_a_rebuilt_site_has_the_stories_and_nobody_reads_them(
    calm_site: ReplicaServer, newsroom: Newsroom, scenario: Scenario, share: float
) -> None:
    ask(calm_site.url, f"/__replica__/scenario/{scenario}", "POST")
    stories = newsroom.stories[::5]
    texts = [ask(calm_site.url, story.path).text for story in stories]
    read = sum(_readable(text, calm_site.url + story.path) for text, story in zip(texts, stories, strict=True))
    assert read / len(stories) == pytest.approx(share, abs=0.12)


@pytest.mark.parametrize("address", ["/", *(section.address for section in MENU[:3])])
def test_an_emptied_list_keeps_its_menu(calm_site: ReplicaServer, address: str) -> None:
    before = ask(calm_site.url, address).text
    calm_site.site.scenario = Scenario.EMPTY
    page = read_page(ask(calm_site.url, address).text.encode(), calm_site.url + address)
    base = calm_site.url
    assert any(article_address(href, base) for href in read_list(read_page(before.encode(), base + address)).entries)
    assert not any(article_address(href, base) for href in read_list(page).entries)
    assert {section.label for section in MENU} <= {link.text for link in read_links(page)}


def test_a_refusing_site_still_has_its_robots_txt(calm_site: ReplicaServer) -> None:
    calm_site.site.scenario = Scenario.REFUSING
    assert [ask(calm_site.url, address).status for address in ("/robots.txt", "/", MENU[0].address)] == [200, 403, 403]


def test_an_unknown_scenario_is_refused(calm_site: ReplicaServer) -> None:
    answer = ask(calm_site.url, "/__replica__/scenario/merry", "POST")
    assert (answer.status, calm_site.site.scenario) == (404, Scenario.KNOWN)
    assert "rebuilt" in answer.text
