"""The archive: a dense span found whole with few requests besides, named numbers, and what is remembered of them."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from menafn_crawler.normalise import site_calibration, utc_text
from menafn_crawler.replica import Newsroom, ReplicaServer, expected_record, serve
from menafn_crawler.replica.dense import build_dense_newsroom, published_between
from menafn_crawler.replica.ids import EASTERN, eastern
from menafn_crawler.replica.url_forms import article_number
from tests.crawls import ASIA, LONGEST, Run, crawl, crawling
from tests.sites import LIST, NOT_THERE, Reply, SmallSite, Story, listing
from tests.sites import newsroom as small_newsroom

SINCE = eastern("2025-05-14 04:00:00")
UNTIL = SINCE + timedelta(hours=3)
AROUND = timedelta(hours=2)
SPAN = ("-a", f"since={utc_text(SINCE)}", "-a", f"until={utc_text(UNTIL)}")
NUMBERS = range(1109547100, 1109547120)
IDS = ("-a", "ids=1109547100-1109547109,1109547110,1109547111-1109547119")
UNDER_WAY = 16


@pytest.fixture(scope="module")
def dense() -> Newsroom:
    return build_dense_newsroom(SINCE - AROUND, UNTIL + AROUND)


@pytest.fixture
def site(dense: Newsroom) -> Iterator[ReplicaServer]:
    with serve(dense, faults=False) as server:
        yield server


def archive(url: str, data_dir: Path, *options: str) -> Run:
    return crawl(url, data_dir, *options, spider="menafn_archive")


def asked(site: ReplicaServer | SmallSite) -> list[int]:
    return [number for number in map(article_number, site.requests) if number is not None]


@pytest.mark.slow
def test_a_dense_span_is_found_whole_and_asked_for_once(site: ReplicaServer, dense: Newsroom, tmp_path: Path) -> None:
    truth = published_between(dense, SINCE, UNTIL)
    first = archive(site.url, tmp_path, *SPAN)
    assert (first.code, len(first.found)) == (0, len(truth)), first.err
    for story in truth:
        wanted = expected_record(story) | {"sections": []}
        assert {name: first.records[story.article_id][name] for name in wanted} == wanted
    requests = asked(site)
    assert len(requests) == len(set(requests)) <= 1.25 * len(truth)
    site.reset()
    again = archive(site.url, tmp_path, *SPAN)
    assert again.code == 0
    assert len(asked(site)) < 10


@pytest.mark.slow
def test_a_killed_archive_goes_on_where_it_stood(site: ReplicaServer, dense: Newsroom, tmp_path: Path) -> None:
    with crawling(site.url, tmp_path, *SPAN, spider="menafn_archive") as process:
        until = time.monotonic() + LONGEST
        while len(site.requests) < 150 and time.monotonic() < until:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait(LONGEST)
    run = archive(site.url, tmp_path, *SPAN)
    assert run.code == 0, run.err
    assert set(run.found) == {story.article_id for story in published_between(dense, SINCE, UNTIL)}
    assert sum(times > 1 for times in Counter(asked(site)).values()) <= UNDER_WAY


def test_a_limit_leaves_no_guesses_behind(site: ReplicaServer, tmp_path: Path) -> None:
    run = archive(site.url, tmp_path, *SPAN, "-a", "limit=5")
    assert (run.code, len(run.found)) == (0, 5), run.err
    assert run.census["open"] == 0


def some_of(*numbers: int) -> SmallSite:
    stories = [Story(number) for number in numbers]
    pages = small_newsroom(*stories, more={f"/{number}/": [NOT_THERE] for number in NUMBERS})
    pages.update({f"/{story.number}/": [story.reply()] for story in stories})
    return SmallSite(pages)


def test_named_numbers_are_asked_for_once_and_vacant_ones_are_remembered(tmp_path: Path) -> None:
    with some_of(NUMBERS[3], NUMBERS[12]) as site:
        first = archive(site.url, tmp_path, *IDS)
        assert sorted(asked(site)) == list(NUMBERS)
        again = archive(site.url, tmp_path, *IDS)
        assert len(asked(site)) == len(NUMBERS)
    assert (first.code, first.found) == (again.code, again.found) == (0, (NUMBERS[3], NUMBERS[12]))
    assert (first.census["vacant"], first.census["gone"], first.census["open"]) == (18, 0, 0)


def test_a_vacant_number_that_a_list_shows_later_is_asked_for_again(tmp_path: Path) -> None:
    late = Story(NUMBERS[5])
    with some_of(NUMBERS[3]) as site:
        archive(site.url, tmp_path, *IDS)
        site.pages[LIST] = [listing([f"/{late.number}/Story-{late.number}"])]
        site.pages[f"/{late.number}/Story-{late.number}"] = [late.reply()]
        run = crawl(site.url, tmp_path, *ASIA)
    assert (run.code, run.found) == (0, (NUMBERS[3], late.number)), run.err
    assert run.records[late.number]["url"] == f"https://menafn.com/{late.number}/Story-{late.number}"
    assert run.census["vacant"] == 18


def test_a_number_of_the_future_is_asked_for_again_by_the_next_run(tmp_path: Path) -> None:
    with some_of() as site:
        site.pages["/1999999999/"] = [NOT_THERE]
        runs = [archive(site.url, tmp_path, "-a", "ids=1999999999") for _ in range(2)]
        assert asked(site) == [1999999999, 1999999999]
    assert [(run.census["vacant"], run.census["open"]) for run in runs] == [(0, 0), (0, 0)]


@pytest.mark.slow
def test_articles_of_yesterday_are_found_where_numbers_are_few(tmp_path: Path) -> None:
    """Of vacant numbers that the site may yet give out, the store keeps nothing; they were asked for all the same."""
    noon = (datetime.now(UTC) - timedelta(days=1)).astimezone(EASTERN).replace(hour=12, minute=0, second=0)
    first = site_calibration().number_at(noon)

    def story(number: int, hours: float) -> Story:
        return Story(first + number, printed=f"{noon + timedelta(hours=hours, seconds=number):%Y-%m-%d %H:%M:%S}")

    before, behind = [story(n, -3) for n in range(-8, 0)], [story(n, 3) for n in range(401, 409)]
    within = [story(n, 0) for n in range(0, 401, 100)]
    with SmallSite({f"/{each.number}/": [each.reply()] for each in (*before, *within, *behind)}) as site:
        archive(site.url, tmp_path, "-a", f"ids={first}")
        span = (noon - timedelta(hours=1), noon + timedelta(hours=1))
        run = archive(
            site.url, tmp_path, *(f"-a{name}={utc_text(at)}" for name, at in zip(("since", "until"), span, strict=True))
        )
        assert (run.code, run.found) == (0, tuple(each.number for each in within)), run.err
        assert len(asked(site)) < 500


def test_only_vacant_numbers_are_an_answer_of_a_site_that_is_known_to_work(tmp_path: Path) -> None:
    with some_of(NUMBERS[0]) as site:
        assert archive(site.url, tmp_path, "-a", f"ids={NUMBERS[1]}").code == 4
        assert archive(site.url, tmp_path, "-a", f"ids={NUMBERS[0]}").code == 0
        assert archive(site.url, tmp_path, "-a", f"ids={NUMBERS[2]}").code == 0


def test_a_number_that_could_not_be_had_is_taken_up_by_the_next_run(tmp_path: Path) -> None:
    with some_of(*NUMBERS[:3]) as site:
        there = site.pages[f"/{NUMBERS[1]}/"]
        site.pages[f"/{NUMBERS[1]}/"] = [Reply("no", 403), *there]
        first = archive(site.url, tmp_path, *IDS)
        again = archive(site.url, tmp_path, *IDS)
    assert (first.code, again.code) == (3, 0)
    assert again.found == tuple(NUMBERS[:3])


def test_a_span_that_has_yet_to_come_asks_for_nothing(tmp_path: Path) -> None:
    with some_of() as site:
        run = archive(site.url, tmp_path, "-a", "since=2999-01-01")
        assert (run.code, asked(site)) == (0, []), run.err
