"""The replica's feeds: what they show, how they say that nothing has changed, and which is broken."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from menafn_crawler.replica import Newsroom, ReplicaServer, expected_fed_record, expected_record
from menafn_crawler.replica.feeds import BROKEN, COUNTRY_OF, FEED_SIZE, feed_address, feed_date, feed_stories

from .client import ask

MEDIA = "{http://search.yahoo.com/mrss/}content"


def _status(site: ReplicaServer, address: str, headers: dict[str, str]) -> tuple[int, bytes]:
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    try:
        return response.status, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("name", sorted(COUNTRY_OF))
def test_a_feed_shows_the_newest_stories_of_its_country(
    newsroom: Newsroom, calm_site: ReplicaServer, name: str
) -> None:
    answer = ask(calm_site.url, feed_address(name))
    items = ElementTree.fromstring(answer.text).findall("channel/item")
    stories = feed_stories(newsroom, name)
    assert len(stories) == min(len(newsroom.lists[COUNTRY_OF[name] or "sy"]), FEED_SIZE)
    assert [item.findtext("link") for item in items] == [f"{story.url}?src=RSS" for story in stories]
    assert {item.findtext("author") for item in items} <= {"marketing@menafn.com (MENAFN)"}
    for item, story in zip(items, stories, strict=True):
        description = item.findtext("description") or ""
        assert description.startswith("(MENAFN")
        assert description.endswith("...")
        picture = item.find(MEDIA)
        if picture is not None:
            assert story.image_path == f"/updates/pr/{picture.get('url')}"


def test_the_date_is_the_clock_of_new_york_and_says_gmt(newsroom: Newsroom) -> None:
    assert feed_date(newsroom.by_id[1109547045]) == "Wed, 14 May 2025 04:44:27 GMT"


def test_a_client_that_has_it_is_told_so(calm_site: ReplicaServer) -> None:
    address = feed_address("Qatar")
    headers = ask(calm_site.url, address).headers
    etag, modified = headers["etag"], headers["last-modified"]
    for known in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"x", W/{etag}'},
        {"If-Modified-Since": modified},
        {"If-None-Match": etag, "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        assert _status(calm_site, address, known) == (304, b"")
    for other in ({}, {"If-None-Match": '"x"', "If-Modified-Since": modified}, {"If-Modified-Since": "x"}):
        assert _status(calm_site, address, other)[0] == 200


def test_one_feed_is_broken_where_faults_are_on(site: ReplicaServer, calm_site: ReplicaServer) -> None:
    for name in COUNTRY_OF:
        text = ask(site.url, feed_address(name)).text
        if name == BROKEN:
            assert text.count("</item>") == FEED_SIZE
            with pytest.raises(ElementTree.ParseError):
                ElementTree.fromstring(text)
        else:
            assert text == ask(calm_site.url, feed_address(name)).text


def test_the_truth_of_a_fed_story_has_a_day_where_the_page_has_none(newsroom: Newsroom) -> None:
    for story in newsroom.stories:
        record, fed = expected_record(story), expected_fed_record(story, frozenset())
        changed = {key for key in record if record[key] != fed[key]} - {"sections"}
        assert changed <= (
            {"published_on", "date_precision", "date_source"} if story.dates in ("none", "image_only") else set()
        )
        assert fed["published_on"] in (record["published_on"], f"{story.eastern:%Y-%m-%d}")


@pytest.mark.parametrize("address", ["/rss/menafn_Atlantis.xml", "/rss/", "/rss/menafn_kuwait.xml"])
def test_there_is_no_other_feed(calm_site: ReplicaServer, address: str) -> None:
    assert ask(calm_site.url, address).status == 404
