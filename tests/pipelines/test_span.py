"""`since` and `until`: what is given out, what is left for later, and how far lists are read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.crawls import ASIA, Run, crawl, in_parallel, read_lines
from tests.sites import LIST, Pages, Reply, SmallSite, Story, listing, newsroom, path

NEWEST, NOON, MORNING, EVE, OLD, OLDEST = (
    Story(1109547096, printed="2025-05-15 02:00:00"),  # 06:00 UTC
    Story(1109547095, printed="2025-05-14 12:00:00"),  # 16:00 UTC
    Story(1109547094, printed="2025-05-14 04:44:27"),  # 08:44:27 UTC
    Story(1109547093, printed="2025-05-13 20:30:00"),  # 00:30 UTC on the 14th
    Story(1109547092, printed="2025-05-13 12:00:00"),
    Story(1109547091, printed="2025-05-10 12:00:00"),
)
STORIES = (NEWEST, NOON, MORNING, EVE, OLD, OLDEST)


def paged(*pages: tuple[Story, ...]) -> Pages:
    """A newsroom whose list has these pages."""
    addresses = [LIST, *(f"{LIST}?page={number}" for number in range(2, len(pages) + 1)), None]
    lists = {
        str(address): [listing([path(story.number) for story in stories], following)]
        for address, following, stories in zip(addresses, addresses[1:], pages, strict=False)
    }
    return newsroom(*(story for stories in pages for story in stories), more=dict[str, list[Reply]](lists))  # type: ignore[arg-type]


SPANS = [
    (("since=2025-05-14",), (NEWEST, NOON, MORNING, EVE)),
    (("until=2025-05-13",), (OLD, OLDEST)),
    (("since=2025-05-14", "until=2025-05-14"), (NOON, MORNING, EVE)),
    (("since=2025-05-14T08:44:27Z", "until=2025-05-14T16:00:00Z"), (NOON, MORNING)),
    (("since=2025-05-14T08:44:28Z", "until=2025-05-14T15:59:59Z"), ()),
    (("since=2025-05-14T04:44:27-04:00",), (NEWEST, NOON, MORNING)),
]


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """A crawl for each span, each with a store of its own and a feed."""
    folder = tmp_path_factory.mktemp("spans")

    def read(number: int) -> Run:
        options = [part for argument in SPANS[number][0] for part in ("-a", argument)]
        return crawl(site.url, folder / str(number), *ASIA, *options, "-O", f"{folder}/{number}/feed.jsonl")

    with SmallSite(paged(STORIES)) as site:
        return list(in_parallel({str(number): partial(read, number) for number in range(len(SPANS))}).values())


@pytest.mark.parametrize("number", range(len(SPANS)), ids=[" ".join(given) for given, _ in SPANS])
def test_a_span_is_inclusive_and_holds_for_feed_and_exports(number: int, reads: list[Run]) -> None:
    run, wanted = reads[number], tuple(sorted(story.number for story in SPANS[number][1]))
    assert (run.code, run.found, tuple(read_lines(run.data_dir / "feed.jsonl"))) == (0, wanted, wanted)
    assert run.census["open"] == len(STORIES) - len(wanted)


def test_a_later_run_without_a_span_gets_the_rest_and_nothing_twice(reads: list[Run]) -> None:
    given, had = SPANS[3]
    assert len(given) == 2
    with SmallSite(paged(STORIES)) as site:
        run = crawl(site.url, reads[3].data_dir, *ASIA)
    assert (run.code, len(run.found), run.census["open"]) == (0, len(STORIES), 0)
    asked = [address for address in site.requests if "Story" in address]
    assert sorted(asked) == sorted(path(story.number) for story in STORIES if story not in had)


def test_pages_behind_one_that_is_wholly_too_old_are_not_asked_for(tmp_path: Path) -> None:
    with SmallSite(paged((NEWEST, NOON), (MORNING, EVE), (OLD,), (OLDEST,))) as site:
        given = (*ASIA, "-a", "since=2025-05-14")
        run = crawl(site.url, tmp_path, *given)
        assert (run.code, run.found) == (0, tuple(sorted(s.number for s in (NEWEST, NOON, MORNING, EVE))))
        assert [a for a in site.requests if a.startswith(LIST)] == [LIST, f"{LIST}?page=2", f"{LIST}?page=3"]
        assert site.asked(path(OLDEST.number)) == 0
        site.requests.clear()
        assert crawl(site.url, tmp_path, *given).code == 0
        assert site.requests == ["/robots.txt", "/", LIST]
        site.requests.clear()
        assert len(crawl(site.url, tmp_path, *ASIA).found) == len(STORIES)
    assert site.asked(f"{LIST}?page=4") == 1


def test_a_page_that_is_not_wholly_too_old_is_no_reason_to_stop(tmp_path: Path) -> None:
    with SmallSite(paged((OLD, NEWEST), (OLDEST, NOON), (MORNING,))) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-a", "since=2025-05-14")
    assert run.found == (MORNING.number, NOON.number, NEWEST.number)


def test_an_article_that_fails_does_not_hold_up_the_list_for_ever(tmp_path: Path) -> None:
    pages = paged((NEWEST, OLD), (MORNING,), (OLDEST,))
    pages[path(NEWEST.number)] = [Reply("", 403)]
    with SmallSite(pages) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-a", "since=2025-05-14")
        assert run.code == 3
        site.pages[path(NEWEST.number)] = [NEWEST.reply()]
        again = crawl(site.url, tmp_path, *ASIA, "-a", "since=2025-05-14")
    assert (again.code, again.found) == (0, (MORNING.number, NEWEST.number))
