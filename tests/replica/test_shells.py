"""Stories that only a script shows."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from menafn_crawler.replica import Amendment, Newsroom, ReplicaServer, serve, shell_ids
from menafn_crawler.replica.truth import as_shown

from .client import ask

STORY = "/mobile/WebAPI/getnews/getstory/"
FIELDS = "newsID newsTitle newsDate imagePath providerName newsLink providerLogo newsDisclaimer newsBody title".split()


@pytest.fixture
def shell_site(newsroom: Newsroom) -> Iterator[ReplicaServer]:
    with serve(newsroom, faults=False, shells=["sport"]) as server:
        yield server


def test_the_page_of_a_hidden_story_says_nothing_of_it(newsroom: Newsroom, shell_site: ReplicaServer) -> None:
    for number in sorted(shell_ids(newsroom, ["sport"]))[:20]:
        story, text = newsroom.by_id[number], ask(shell_site.url, newsroom.by_id[number].path).text
        assert '<div id="root"></div>' in text
        assert story.title not in text
        assert "(MENAFN" not in text
        assert f"{STORY}{number}" in text


def test_stories_of_other_lists_have_their_pages(newsroom: Newsroom, shell_site: ReplicaServer) -> None:
    hidden = shell_ids(newsroom, ["sport"])
    other = next(story for story in newsroom.stories if story.article_id not in hidden)
    assert 'id="ContentPlaceHolder1_div_story"' in ask(shell_site.url, other.path).text


def test_the_mobile_interface_answers_an_array_of_one(newsroom: Newsroom, shell_site: ReplicaServer) -> None:
    number = min(shell_ids(newsroom, ["sport"]))
    (story,) = json.loads(ask(shell_site.url, f"{STORY}{number}").text)
    assert list(story) == FIELDS
    assert (story["newsID"], story["newsTitle"]) == (number, newsroom.by_id[number].title)
    assert story["newsLink"] == newsroom.by_id[number].url


@pytest.mark.parametrize("number", [1, 1999999999])
def test_the_mobile_interface_knows_no_other_story(shell_site: ReplicaServer, number: int) -> None:
    assert json.loads(ask(shell_site.url, f"{STORY}{number}").text) == []


def test_a_correction_shows_in_the_mobile_interface(newsroom: Newsroom, shell_site: ReplicaServer) -> None:
    number = min(shell_ids(newsroom, ["sport"]))
    shell_site.amend(number, Amendment(removed=True))
    assert json.loads(ask(shell_site.url, f"{STORY}{number}").text) == []


def test_the_truth_is_that_of_the_shown_page(newsroom: Newsroom, shell_site: ReplicaServer) -> None:
    hidden = shell_ids(newsroom, ["sport"])
    for line in ask(shell_site.url, "/__replica__/truth.jsonl").text.splitlines():
        record = json.loads(line)
        shown = record["article_id"] in hidden
        assert (record["extraction"] == "anchors") is shown
        assert not (shown and (record["tags"] or record["provider_url"] or record["date_source"] == "footer"))


def test_only_what_the_page_cannot_say_is_left_out_of_the_truth(newsroom: Newsroom) -> None:
    story = newsroom.by_id[1109547045]
    shown = as_shown(story)
    assert (shown.title, shown.moment, shown.wire_id, shown.body()) == (
        story.title, story.moment, story.wire_id, story.body())  # fmt: skip


def test_nothing_is_hidden_unless_asked_for(newsroom: Newsroom) -> None:
    assert shell_ids(newsroom, []) == frozenset()
