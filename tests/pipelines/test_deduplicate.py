"""Which of the articles with one text is given out, from crawl to data set."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawls import ASIA, crawl, read_lines
from tests.sites import Reply, SmallSite, Story, newsroom, path

TEXT = "The company said on Monday that its board had approved the purchase of a smaller rival for cash."
KUNA = Story(1109547045, printed="2025-05-12 08:00:00", text=TEXT)
GULF = Story(1109547099, provider="Gulf Times", code="000063011095", printed="2025-05-12 09:00:00", text=TEXT)
LATE = Story(1109647099, provider="Trend News Agency", code="000187011040", printed="2025-05-24 09:00:00", text=TEXT)
SERIES = Story(1109557045, printed="2025-05-13 08:00:00", text=TEXT)
OTHER = Story(1109547050, provider="Gulf Times", code="000063011095", title="The same title")
SAME_TITLE = Story(1109547051, title="The same title")

LONG = (
    "The port authority has begun to deepen the western basin so that ships with grain can enter at low water and "
    "leave on the same tide.</p><p>Dredgers work from dusk to dawn because fishing boats need the channel by day, its "
    "engineer told visitors, and the spoil is pumped behind a new dam where a yard for containers is to be built later."
)
WHOLE = Story(1109547100, printed="2025-05-12 08:00:00", text=f"{LONG}</p><p>(end) abc.mb")
RETOLD = Story(
    1109547190, provider="Gulf Times", code="000063011095", printed="2025-05-12 11:00:00",
    text=f"MUSCAT: {LONG.replace('its engineer told visitors, and ', '')}</p><p>The journal will report on the yard.",
)  # fmt: skip
FIRST_TAKE = Story(1109547300, printed="2025-05-12 13:00:00", text=f"{LONG}</p><p>(more) abc.mb")
LAST_TAKE = Story(
    1109547400, printed="2025-05-12 14:30:00", title="The whole of it",
    text=f"{LONG}</p><p>The basin should be ready before the winter, the authority added.</p><p>(end) abc.mb",
)  # fmt: skip

GROUPS = {
    "nearly the same text by another provider": ((WHOLE, RETOLD), {RETOLD.number: WHOLE.number}),
    "a later take": ((FIRST_TAKE, LAST_TAKE), {LAST_TAKE.number: FIRST_TAKE.number}),
    "another provider within the hour": ((KUNA, GULF), {GULF.number: KUNA.number}),
    "another provider after the days are over": ((KUNA, LATE), {}),
    "the same provider on another day": ((KUNA, SERIES), {}),
    "the same title with another text": ((OTHER, SAME_TITLE), {}),
}


@pytest.mark.parametrize(("stories", "copies"), GROUPS.values(), ids=GROUPS.keys())
def test_a_copy_is_the_same_text_by_another_provider_within_days(
    stories: tuple[Story, ...], copies: dict[int, int], tmp_path: Path
) -> None:
    with SmallSite(newsroom(*stories)) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_KEEP_DUPLICATES=1")
    marked = {number: r["duplicate_of"] for number, r in run.records.items() if r["duplicate_of"]}
    assert (run.code, len(run.found), marked) == (0, len(stories), copies)


def test_the_days_can_be_set(tmp_path: Path) -> None:
    with SmallSite(newsroom(KUNA, LATE)) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_DUPLICATE_DAYS=30")
    assert run.found == (KUNA.number,)


FIRST = Story(1109541000, provider="Azer News", code="000195011045", printed="2025-05-08 08:00:00", text=TEXT)
MIDDLE = Story(1109560000, printed="2025-05-13 08:00:00", text=TEXT)
LAST = Story(1109580000, provider="Gulf Times", code="000063011095", printed="2025-05-17 08:00:00", text=TEXT)


def test_a_copy_that_turns_out_to_be_none_is_in_feed_and_data_set(tmp_path: Path) -> None:
    """The last one copies the middle one, until the first comes, of which only the middle one is a copy."""
    feed = tmp_path / "feed.jsonl"
    more = {
        path(story.number): [Reply("", 503, {"Retry-After": str(seconds)}), story.reply()]
        for story, seconds in ((LAST, 1), (FIRST, 3))
    }
    with SmallSite(newsroom(FIRST, MIDDLE, LAST, more=dict(more))) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-O", str(feed))
    assert run.counters["drop/duplicate/same_text"] == 1  # the last one was dropped when the first was not there
    assert run.found == (FIRST.number, LAST.number)
    assert tuple(read_lines(feed)) == run.found


def test_the_data_set_and_feeds_read_a_story_from_its_latest_take(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    with SmallSite(newsroom(FIRST_TAKE, LAST_TAKE)) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-O", str(feed))
    assert run.found == tuple(read_lines(feed)) == (FIRST_TAKE.number,)
    for records in (run.records, read_lines(feed)):
        story = records[FIRST_TAKE.number]
        assert (story["title"], story["published_at"]) == ("The whole of it", "2025-05-12T17:00:00Z")
        assert story["body"].endswith("the authority added.")
        assert str(LAST_TAKE.number) in story["source_url"]
