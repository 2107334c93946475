"""Notices are known by repetition; sentences of a series are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from menafn_crawler.items import Article
from menafn_crawler.normalise import Notice, RepeatedParagraphs
from tests.store.made import article

NOTICE = "Every item is given as it came in, and nobody here answers for it."
TITLES = ("Harbour widened", "Bakers strike", "New stamp sold", "River bridge closed", "Choir sings in Rome")
NAMES = ("Trend News Agency", "Khaama Press", "Jordan Times", "Gulf Times")


def story(number: int, *closing: str, provider: str | None = None, title: str | None = None, text: str = "") -> Article:
    """A story of its own with *closing* paragraphs."""
    body = "\n\n".join([text or f"Story {number} begins with words that no other has, {number * 7}.", *closing])
    return replace(
        article(),
        article_id=1109547000 + number,
        provider=provider or NAMES[number % len(NAMES)],
        title=title or f"{TITLES[number % len(TITLES)]} {'abcdefghijklmnopqrstuvwxyz'[number]}",
        body=body,
    )


def endings(*stories: Article) -> list[tuple[bool, bool]]:
    """Of each story in turn: whether the notice stayed, and whether it is flagged."""
    watched = RepeatedParagraphs()
    read = [watched.strip(each) for each in stories]
    return [(NOTICE in each.body, "boilerplate_suspected" in each.quality) for each in read]


def test_a_notice_under_different_stories_is_suspected_and_then_cut() -> None:
    assert endings(*(story(n, NOTICE) for n in range(7))) == [
        (True, False),
        (True, False),
        (True, True),
        (True, True),
        (False, False),
        (False, False),
        (False, False),
    ]


def test_what_is_cut_changes_count_and_hash() -> None:
    watched = RepeatedParagraphs([Notice("story-2025", "", "x")])
    for n in range(5):
        watched.strip(story(n, NOTICE))
    cut = watched.strip(story(6, NOTICE))
    assert cut.body == story(6).body
    assert cut.word_count == len(cut.body.split())
    assert cut.content_hash == watched.strip(story(6)).content_hash or cut.content_hash != story(6, NOTICE).content_hash


@pytest.mark.parametrize(
    "spelling", [str.upper, lambda text: text.replace(" ", "\u00a0"), lambda text: f"\u200f{text}"]
)
def test_spelling_makes_no_difference(spelling: object) -> None:
    watched = RepeatedParagraphs()
    for n in range(5):
        watched.strip(story(n, NOTICE))
    assert watched.strip(story(6, spelling(NOTICE))).body == story(6).body  # type: ignore[operator]


def test_a_series_keeps_its_sentence() -> None:
    days = [story(n, NOTICE, provider=NAMES[0], title=f"Gold price in Amman on {n} May") for n in range(12)]
    assert set(endings(*days)) == {(True, False)}


def test_a_provider_s_own_notice_is_cut_from_its_stories_alone() -> None:
    watched = RepeatedParagraphs()
    own = [watched.strip(story(n, NOTICE, provider=NAMES[0])) for n in range(8)]
    assert [NOTICE in each.body for each in own] == [True] * 5 + [False] * 3
    assert NOTICE in watched.strip(story(9, NOTICE, provider=NAMES[1])).body


def test_one_story_by_several_wires_is_one_story() -> None:
    copies = [story(n, NOTICE, text="The same release.", title="A release") for n in range(8)]
    assert set(endings(*copies)) == {(True, False)}


def test_a_sentence_that_most_stories_lack_is_no_notice_of_the_provider() -> None:
    mixed = [story(n, *([NOTICE] if n % 3 == 0 else []), provider=NAMES[0]) for n in range(24)]
    assert all(stays for n, (stays, _) in enumerate(endings(*mixed)) if n % 3 == 0)


def test_a_short_paragraph_between_others_is_known_too() -> None:
    watched = RepeatedParagraphs()
    parts = (NOTICE, *(f"Part {n}." for n in range(5)))
    for n in range(5):
        watched.strip(story(n, *(f"{part} {n}" if part != NOTICE else part for part in parts)))
    assert NOTICE not in watched.strip(story(6, *parts)).body


def test_the_first_paragraph_always_stays() -> None:
    watched = RepeatedParagraphs()
    for n in range(6):
        watched.strip(story(n, NOTICE))
    assert watched.strip(story(7, text=NOTICE)).body == NOTICE


def test_another_layout_is_another_page() -> None:
    watched = RepeatedParagraphs()
    for n in range(6):
        watched.strip(story(n, NOTICE))
    assert NOTICE in watched.strip(replace(story(7, NOTICE), extraction="story-2030")).body


def test_what_was_known_is_cut_from_the_first() -> None:
    first = RepeatedParagraphs()
    for n in range(6):
        first.strip(story(n, NOTICE))
    assert RepeatedParagraphs(first.known).strip(story(7, NOTICE)).body == story(7).body
