"""The newsroom: same seed, same stories; ids, times and lists fit together."""

from __future__ import annotations

import itertools
import time
from collections import Counter

import pytest

from menafn_crawler.replica import Newsroom, build_newsroom, copies, expected_record, expected_records, reachable
from menafn_crawler.replica.edge_cases import NAMED_ID, cast
from menafn_crawler.replica.pages import Pages
from menafn_crawler.replica.sections import MENU_KEYS, PAGE_SIZE


def test_same_seed_gives_the_same_newsroom(newsroom: Newsroom) -> None:
    assert build_newsroom() == newsroom


def test_same_seed_gives_the_same_pages(newsroom: Newsroom, pages: Pages) -> None:
    twin = Pages(build_newsroom())
    assert all(twin.article(story) == pages.article(story) for story in newsroom.stories[::20])


def test_another_seed_gives_other_texts(newsroom: Newsroom) -> None:
    other = build_newsroom(seed=7)
    texts, others = (
        {story.body() for story in some.stories if story.text.form != "written"} for some in (newsroom, other)
    )
    assert texts & others == {newsroom.by_id[NAMED_ID].body()}


def test_counts_are_as_ordered(newsroom: Newsroom) -> None:
    assert (len(newsroom.stories), len(newsroom.gone), len(newsroom.unreadable)) == (320, 5, 2)


def test_the_cast_fits_into_the_default_newsroom() -> None:
    assert len(cast()) < 320


@pytest.mark.parametrize("count", [1, 12, 60])
def test_small_newsrooms_hold_the_named_story(count: int) -> None:
    small = build_newsroom(stories=count)
    assert len(small.stories) == count
    assert NAMED_ID in small.by_id


def test_a_newsroom_without_stories_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        build_newsroom(stories=0)


def test_ten_thousand_stories_are_made_in_seconds() -> None:
    start = time.perf_counter()
    large = build_newsroom(stories=10_000)
    assert time.perf_counter() - start < 10
    assert len({story.article_id for story in large.stories}) == 10_000
    assert NAMED_ID in large.by_id


def test_ids_are_unique_and_rise_with_time(newsroom: Newsroom) -> None:
    everything = [newsroom.by_id[number] for number in sorted(newsroom.by_id)]
    assert len(everything) == 327
    assert all(a.moment <= b.moment for a, b in itertools.pairwise(everything))


def test_three_in_ten_stories_have_the_older_layout(newsroom: Newsroom) -> None:
    layouts = Counter(story.layout for story in newsroom.stories)
    assert 0.25 < layouts["story-2022"] / 320 < 0.35


def test_lists_are_newest_first(newsroom: Newsroom) -> None:
    for stories in newsroom.lists.values():
        ids = [story.article_id for story in stories]
        assert ids == sorted(ids, reverse=True)


def test_every_section_of_the_menu_has_several_pages(newsroom: Newsroom) -> None:
    assert all(len(newsroom.lists[key]) > PAGE_SIZE for key in MENU_KEYS)


def test_stories_stand_in_at_most_three_sections(newsroom: Newsroom) -> None:
    sizes = {len(story.sections) for story in newsroom.stories if story.language == "en"}
    assert sizes == {1, 2, 3}


def test_no_two_originals_share_a_text(newsroom: Newsroom) -> None:
    shared = Counter(story.body() for story in newsroom.stories)
    same = sum(story.retelling == "same_text" for story in map(newsroom.by_id.get, copies(newsroom)) if story)
    assert sum(count - 1 for count in shared.values()) == same + 1  # one same text nine days later


def test_no_accidental_near_copies(newsroom: Newsroom) -> None:
    shingles: dict[tuple[str, ...], set[int]] = {}
    sizes: dict[int, int] = {}
    serials = {"oil_price", "weather", "history"}
    plain = [s for s in newsroom.stories if not s.duplicate_of and s.text.form not in serials]
    for story in plain:
        words = " ".join(story.body()).lower().split()
        found = {tuple(words[i : i + 3]) for i in range(len(words) - 2)}
        sizes[story.article_id] = len(found)
        for shingle in found:
            shingles.setdefault(shingle, set()).add(story.article_id)
    common = Counter((a, b) for ids in shingles.values() if len(ids) < 40 for a in ids for b in ids if a < b)
    texts = {story.article_id: story.body() for story in plain}
    close = [pair for pair, n in common.items() if n > 0.4 * min(sizes[pair[0]], sizes[pair[1]])]
    assert all(texts[a] == texts[b] for a, b in close)


def test_reachable_leaves_out_what_only_other_lists_show(newsroom: Newsroom) -> None:
    found = {story.article_id for story in reachable(newsroom)}
    hidden = [story for story in newsroom.stories if story.article_id not in found]
    assert hidden
    assert all(not story.sections & MENU_KEYS for story in hidden)


def test_copies_and_originals_are_both_reachable_from_the_menu(newsroom: Newsroom) -> None:
    found = {story.article_id for story in reachable(newsroom)}
    assert all({copy, original} <= found for copy, original in copies(newsroom).items())


def test_records_of_a_partial_crawl_name_only_lists_that_were_read(newsroom: Newsroom) -> None:
    records = list(expected_records(newsroom, frozenset({"sport", "kw"})))
    assert records
    assert {key for record in records for key in record["sections"]} == {"sport", "kw"}
    assert expected_record(newsroom.by_id[NAMED_ID])["sections"] == ["europe", "politics"]
