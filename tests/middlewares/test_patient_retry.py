"""How long a retry waits."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from scrapy import Spider
from scrapy.http import Request, Response
from scrapy.settings import Settings

from menafn_crawler.middlewares.patient_retry import PatientRetryMiddleware, retry_after
from tests.crawls import ASIA, Run, crawl
from tests.sites import DROPPED, UNAVAILABLE, Reply, SmallSite, Story, newsroom, path

NOW = datetime(2025, 5, 14, 8, 44, 27, tzinfo=UTC)

HEADERS = [
    (b"0", 0.0),
    (b"120", 120.0),
    (b" 7 ", 7.0),
    (b"Wed, 14 May 2025 08:45:00 GMT", 33.0),
    (b"Wed, 14 May 2025 08:45:00 -0000", 33.0),
    (b"Wed, 14 May 2025 04:45:00 -0400", 33.0),
    (b"Wed, 14 May 2025 08:00:00 GMT", 0.0),
    (None, None),
    (b"", None),
    (b"-5", None),
    (b"1.5", None),
    (b"soon", None),
    (b"\xff\xfe", None),
    (b"Wed, 99 May 2025 08:45:00 GMT", None),
]


@pytest.mark.parametrize(("header", "seconds"), HEADERS)
def test_retry_after_is_a_number_of_seconds_or_a_date(header: bytes | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


ASKED, UNASKED, BROKEN = Story(1109547045), Story(1109547046), Story(1109547047)
FAULTS: dict[Story, list[Reply]] = {
    ASKED: [Reply("", 429, {"Retry-After": "2"})],
    UNASKED: [UNAVAILABLE, UNAVAILABLE],
    BROKEN: [DROPPED, DROPPED],
}


@pytest.fixture(scope="module")
def waited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, SmallSite]:
    pages = newsroom(*FAULTS, more={path(story.number): [*replies, story.reply()] for story, replies in FAULTS.items()})
    with SmallSite(pages) as site:
        polite = ("-s", "DOWNLOAD_DELAY=0.4", "-s", "RANDOMIZE_DOWNLOAD_DELAY=0")
        return crawl(site.url, tmp_path_factory.mktemp("waited"), *ASIA, *polite), site


def test_the_site_is_given_the_time_it_asks_for(waited: tuple[Run, SmallSite]) -> None:
    run, site = waited
    assert run.code == 0
    assert site.gaps(path(ASKED.number))[0] >= 2


@pytest.mark.parametrize("story", [UNASKED, BROKEN], ids=["503", "dropped"])
def test_without_a_wish_of_the_site_every_wait_is_longer(story: Story, waited: tuple[Run, SmallSite]) -> None:
    first, second = waited[1].gaps(path(story.number))
    assert first >= 0.4
    assert second >= 0.8


def test_a_site_is_not_asked_again_before_the_longest_wait_that_is_borne(tmp_path: Path) -> None:
    late = Reply("", 503, {"Retry-After": "3"})
    with SmallSite(newsroom(ASKED, UNASKED, more={path(ASKED.number): [late, ASKED.reply()]})) as site:
        run = crawl(site.url, tmp_path, *ASIA, "-s", "MENAFN_LONGEST_WAIT=2")
    assert (run.code, run.found, site.asked(path(ASKED.number))) == (3, (UNASKED.number,), 1)
    assert run.counters["retry/left_to_next_run"] == 1


@pytest.mark.parametrize(("asked", "retried"), [("0", True), ("1", False)])
def test_a_page_is_left_to_the_next_run_only_if_the_site_asks_for_more_than_the_longest_wait(
    asked: str, retried: bool
) -> None:
    spider = Spider("retries")
    settings = Settings()
    spider.crawler = SimpleNamespace(  # type: ignore[assignment]
        spider=spider, stats=Mock(), crawling=True, settings=settings
    )
    middleware = PatientRetryMiddleware(settings)
    middleware.crawler, middleware.longest, middleware.first_wait = spider.crawler, 0, 0
    request = Request("https://menafn.com/1109547045/Slug")
    answer = Response(request.url, status=503, headers={"Retry-After": asked}, request=request)
    assert isinstance(asyncio.run(middleware.process_response(request, answer)), Request) is retried
