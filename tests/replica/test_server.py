"""The server: routing, request log, control endpoints, and a clean end."""

from __future__ import annotations

import json
import re
import threading

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, gone_ids, serve, unreadable_ids
from menafn_crawler.replica.sections import SECTIONS
from menafn_crawler.replica.url_forms import GUID_LINK, url_forms

from .client import ask

ODD_SLUGS = ("/1109547045/another-slug", "/1109547045", "/1109547045/A-&-B", "/arabic/1109547045/x",
             "/1109547045/&source=29", "/qn_news_story_s.aspx?title=x&storyid=1109547045")  # fmt: skip


def _local(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?menafn\.com", "", address)


def test_every_form_of_address_shows_the_article(newsroom: Newsroom, calm_site: ReplicaServer) -> None:
    stories = [next(s for s in newsroom.stories if s.language == "ar" or "&" in s.title), newsroom.by_id[1109547045]]
    for story in stories:
        for address in url_forms(story).values():
            answer = ask(calm_site.url, _local(address))
            assert answer.status == 200
            assert f'property="og:url" content="{story.url}"' in answer.text


@pytest.mark.parametrize("address", ODD_SLUGS)
def test_the_number_alone_decides(calm_site: ReplicaServer, address: str) -> None:
    assert "Moscow claims Kiev escalated assaults on civilians</h1>" in ask(calm_site.url, address).text


def test_only_the_social_address_adds_hashtags(calm_site: ReplicaServer) -> None:
    assert "civilians #Moscow" in ask(calm_site.url, "/1109547045/x?Social=on").text
    assert "civilians #Moscow" not in ask(calm_site.url, "/1109547045/x?src=RSS").text


@pytest.mark.parametrize("address", ["/1/x", "/1999999999/", "/arabic/1999999999/x"])
def test_an_unknown_number_answers_200_and_says_sorry(calm_site: ReplicaServer, address: str) -> None:
    answer = ask(calm_site.url, address)
    assert answer.status == 200
    assert "Sorry!!" in answer.text


@pytest.mark.parametrize("address", ["/nothing.aspx", "/qn_news_sections.aspx?src=c&country=Atlantis", GUID_LINK])
def test_an_unknown_path_answers_404(calm_site: ReplicaServer, address: str) -> None:
    assert ask(calm_site.url, address).status == 404


def test_missing_and_unreadable_articles_answer_as_planned(newsroom: Newsroom, calm_site: ReplicaServer) -> None:
    gone = sorted(ask(calm_site.url, f"/{number}/x").status for number in gone_ids(newsroom))
    assert gone == [200, 200, 200, 404, 404]
    for number in unreadable_ids(newsroom):
        assert "membership" in ask(calm_site.url, f"/{number}/x").text


def test_every_list_answers_on_its_pages(calm_site: ReplicaServer) -> None:
    for section in SECTIONS.values():
        for number in (1, 2):
            assert ask(calm_site.url, section.page_address(number)).status == 200


def test_robots_allow_the_site_and_not_the_controls(calm_site: ReplicaServer) -> None:
    answer = ask(calm_site.url, "/robots.txt")
    assert answer.status == 200
    assert "Disallow: /__replica__/" in answer.text


def test_requests_are_logged_in_order_with_their_query(calm_site: ReplicaServer) -> None:
    for address in ("/", "/1109547045/a?Social=on", "/__replica__/requests", "/x.aspx"):
        ask(calm_site.url, address)
    assert calm_site.requests == ["/", "/1109547045/a?Social=on", "/x.aspx"]
    assert json.loads(ask(calm_site.url, "/__replica__/requests").text) == calm_site.requests


def test_reset_empties_the_log(calm_site: ReplicaServer) -> None:
    ask(calm_site.url, "/")
    assert ask(calm_site.url, "/__replica__/reset", "POST").status == 204
    assert calm_site.requests == []


def test_the_truth_is_served_as_lines(newsroom: Newsroom, calm_site: ReplicaServer) -> None:
    lines = ask(calm_site.url, "/__replica__/truth.jsonl").text.splitlines()
    assert [json.loads(line)["article_id"] for line in lines] == [s.article_id for s in newsroom.stories]


def test_it_listens_on_loopback_only(calm_site: ReplicaServer) -> None:
    assert calm_site.url.startswith("http://127.0.0.1:")


def test_stop_closes_the_port_and_ends_the_thread(newsroom: Newsroom) -> None:
    before = threading.active_count()
    server = serve(newsroom)
    ask(server.url, "/")
    server.stop()
    server.stop()
    assert threading.active_count() == before
    with pytest.raises(ConnectionError):
        ask(server.url, "/")


def test_a_taken_port_is_an_error(newsroom: Newsroom, calm_site: ReplicaServer) -> None:
    with pytest.raises(OSError, match="address already in use"):
        serve(newsroom, port=int(calm_site.url.rsplit(":", 1)[1]))
