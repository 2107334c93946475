"""What fails the quality gate: enough pages, a margin that matters, compared with earlier runs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.report.quality_gate import PAGES, Counters, EndedRun, Share, breaches, surprise


def run(stored: int = 0, aside: int = 0, **more: int) -> Counters:
    """Counters of a run that has read lists; ``page_provider`` is ``page/provider``."""
    counted = {"list/entries": 120, "article/stored": stored, "article/set_aside": aside} | {
        name.replace("_", "/", 1): value for name, value in more.items()
    }
    return {f"menafn/{name}": value for name, value in counted.items()}


def good(counters: Counters) -> EndedRun:
    return EndedRun(good=True, accepted=False, counters=counters)


def held(counters: Counters) -> EndedRun:
    return EndedRun(good=False, accepted=False, counters=counters)


def accepted(counters: Counters) -> EndedRun:
    return EndedRun(good=True, accepted=True, counters=counters)


def full(stored: int, **more: int) -> Counters:
    """A run in which every page says everything."""
    said = {"page_all", "page_provider", "page_published_at", "page_wire_id", "page_text"}
    return run(stored, **{**dict.fromkeys(said, stored), **more})


def listing(**entries: int) -> Counters:
    return {f"menafn/list/entries/en/{key}": shown for key, shown in entries.items()}


UNREAD: Counters = {**run(20), "menafn/article/put_back/unreadable": 19}
"""A run in which half of the pages could not be read; they are asked for again."""
USUAL = [good(full(150)), good(full(160)), good(full(9))]

CASES: dict[str, tuple[Counters, Sequence[EndedRun], list[str]]] = {
    "as ever": (full(150), USUAL, []),
    "half cannot be read": (run(75, 75), USUAL, ["50% of 150 pages could be read, usually 100%"]),
    "a few cannot be read": (run(145, 5), USUAL, []),
    "twelve in a hundred of many": (run(880, 120), USUAL, ["88% of 1000 pages could be read"]),
    "what could not be read yesterday and can today": (run(19), [held(UNREAD), *USUAL], []),
    "what could not be read yesterday and cannot today": (
        {**run(), "menafn/article/put_back/unreadable": 19},
        [held(UNREAD), *USUAL],
        ["34% of 58 pages could be read"],
    ),
    "three new articles": (run(0, 3), USUAL, []),
    "nothing new": (run(), USUAL, []),
    "a first run that reads most": (run(80, 20), [], []),
    "a first run that reads hardly anything": (run(3, 40), [], ["7% of 43 pages could be read, at least 25%"]),
    "a first run of few": (run(1, PAGES - 2), [], []),
    "half are gone": (
        run(50, article_gone_at_first_look=50),
        USUAL,
        ["50% of 100 articles are gone, usually 0%"],
    ),
    "no provider any more": (
        full(100, page_provider=10),
        USUAL,
        ["10% of 100 articles name their provider, usually 100%"],
    ),
    "no time any more": (full(100, page_published_at=0), USUAL, ["0% of 100 articles have a time of day"]),
    "no wire ID any more": (full(100, page_wire_id=0), USUAL, ["0% of 100 articles have a wire ID"]),
    "only captions": (full(100, page_text=0), USUAL, ["0% of 100 articles have a text"]),
    "all by anchors": (full(100, page_anchors=100), USUAL, ["100% of 100 pages were read without a known layout"]),
    "dates in conflict": (full(100, page_date_conflict=60), USUAL, ["60% of 100 articles have witnesses"]),
    "old pages of an archive": (full(100, page_anchors=100, list_entries=0), USUAL, []),
    "an archive that nobody reads": (run(0, 100, list_entries=0), USUAL, ["0% of 100 pages could be read, usually"]),
    "better than ever": (full(100), [good(full(100, page_provider=50))] * 3, []),
    "a first run by anchors alone": (full(100, page_anchors=100), [], []),
    "one bad run does not make the usual": (
        run(40, 60),
        [good(full(100)), good(run(50, 50)), good(full(100))],
        ["40% of 100 pages could be read, usually 100%"],
    ),
    "few articles after a run that was held": (
        full(3),
        [held(run(0, 100)), *USUAL],
        ["3% of 103 pages could be read, usually 100% (this run and 1 before it, together)"],
    ),
    "nothing new after a run that was held": (run(), [held(run(0, 100)), *USUAL], ["0% of 100 pages could be read"]),
    "enough after a run that was held": (full(60), [held(run(0, 100)), *USUAL], []),
    "many small runs add up": (run(0, 4), [good(run(0, 4))] * 4 + USUAL, ["0% of 20 pages could be read"]),
    "what was accepted is usual": (run(50, 50), [accepted(run(50, 50)), *USUAL], []),
    "few articles after what was accepted": (full(2), [accepted(run(0, 100)), *USUAL], []),
    "what comes after it is not": (
        run(0, 100),
        [accepted(run(50, 50)), *USUAL],
        ["0% of 100 pages could be read, usually 50%"],
    ),
    "an empty list": (
        listing(asia=0, sport=12),
        [good(listing(asia=12, sport=12))],
        ["the list en/asia shows no article, usually 12"],
    ),
    "a list that is empty at times": (listing(asia=0), [good(listing(asia=12)), good(listing(asia=0))], []),
    "a list that never had many": (listing(asia=0), [good(listing(asia=2))] * 9, []),
    "a list that nobody has read before": (listing(asia=0), USUAL, []),
    "a list that was not read": (run(), [good(listing(asia=12))], []),
}


@pytest.mark.parametrize(("now", "past", "said"), CASES.values(), ids=CASES.keys())
def test_what_is_out_of_line_is_said(now: Counters, past: Sequence[EndedRun], said: list[str]) -> None:
    found = list(breaches(now, past))
    assert len(found) == len(said), found
    for sentence, beginning in zip(found, said, strict=True):
        assert sentence.startswith(beginning)


counts = st.integers(0, 3000)


@given(counts, counts, st.lists(st.tuples(counts, counts), max_size=5))
def test_a_run_like_one_before_is_never_out_of_line(stored: int, aside: int, others: list[tuple[int, int]]) -> None:
    past = [good(run(stored, aside))] * (len(others) + 1) + [good(run(*other)) for other in others]
    if stored + aside >= PAGES:
        assert not list(breaches(run(stored, aside), past))


@given(st.integers(0, PAGES - 1), st.integers(0, PAGES - 1))
def test_without_a_past_few_pages_say_nothing(stored: int, aside: int) -> None:
    if stored + aside < PAGES:
        assert not list(breaches(run(stored, aside), []))


@given(st.integers(1, 500), st.integers(1, 500), st.floats(0, 1))
def test_surprise_grows_with_the_number_of_pages(part: int, rest: int, expected: float) -> None:
    share = Share(part, part + rest)
    assert surprise(Share(2 * part, 2 * (part + rest)), expected) >= surprise(share, expected) >= -1e-9
