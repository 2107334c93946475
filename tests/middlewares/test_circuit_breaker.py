"""The circuit breaker counts answers in the order in which they came, not in which they were read."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.core.scraper import Slot as ScraperSlot
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from menafn_crawler import settings
from menafn_crawler.fetch import State
from menafn_crawler.middlewares.circuit_breaker import CircuitBreakerMiddleware, CircuitOpen

THRESHOLD = 15


def made() -> CircuitBreakerMiddleware:
    own = {name: getattr(settings, name) for name in dir(settings) if name.startswith("MENAFN_")}
    return CircuitBreakerMiddleware(get_crawler(settings_dict=own | {"MENAFN_CIRCUIT_BREAKER": THRESHOLD}))


def article(number: int) -> Request:
    return Request(f"https://menafn.com/{number}/x", cb_kwargs={"task": number})


def come(breaker: CircuitBreakerMiddleware, request: Request, status: int = 200) -> Request:
    breaker.process_response(
        request, Response(request.url, status, body=b"<html><title>x</title><body>A page</body></html>")
    )
    return request


def test_a_page_that_came_before_the_failures_does_not_end_them() -> None:
    breaker = made()
    early = come(breaker, article(1))
    for number in range(THRESHOLD - 1):
        come(breaker, article(100 + number), 403)
    breaker.record_success(early)
    come(breaker, article(200), 403)
    assert breaker.breaker.state is State.HALF_OPEN


def test_a_page_read_late_ends_only_the_failures_that_came_before_it() -> None:
    breaker = made()
    come(breaker, article(100), 403)
    among = come(breaker, article(1))
    for number in range(THRESHOLD - 1):
        come(breaker, article(200 + number), 403)
    assert breaker.breaker.state is State.HALF_OPEN
    breaker.record_success(among)
    assert (breaker.breaker.state, breaker.breaker.in_a_row.total()) == (State.CLOSED, THRESHOLD - 1)
    come(breaker, article(300), 403)
    assert breaker.breaker.state is State.HALF_OPEN
    breaker.record_success(among)
    assert breaker.breaker.state is State.HALF_OPEN, "fifteen came after it"


def test_a_page_that_came_among_the_failures_ends_them() -> None:
    breaker = made()
    for number in range(THRESHOLD - 1):
        come(breaker, article(100 + number), 403)
    breaker.record_success(come(breaker, article(1)))
    come(breaker, article(200), 403)
    assert breaker.breaker.state is State.CLOSED


def record_unusable(breaker: CircuitBreakerMiddleware, number: int) -> None:
    """Let an answer come that Scrapy cannot use: damaged, or redirected away."""
    request = article(number)
    request.meta["download_latency"] = 0.1  # Scrapy notes it when an answer comes
    breaker.record_unusable(request)


def test_answers_that_scrapy_could_not_use_count_in_their_order() -> None:
    breaker = made()
    breaker._crawler.crawling = True
    early = come(breaker, article(1))
    for number in range(THRESHOLD - 1):
        record_unusable(breaker, 100 + number)
    breaker.record_success(early)
    record_unusable(breaker, 200)
    assert breaker.breaker.state is State.HALF_OPEN


def test_a_request_that_was_never_sent_does_not_count() -> None:
    breaker = made()
    breaker._crawler.crawling = True
    for number in range(THRESHOLD):
        breaker.record_unusable(article(100 + number))
    assert breaker.breaker.state is State.CLOSED


def test_a_probe_that_waits_is_not_sent_early_because_the_run_stops() -> None:
    breaker = made()
    for number in range(THRESHOLD):
        come(breaker, article(100 + number), 403)
    breaker._delay = 60.0
    breaker._crawler.crawling = True
    probe = breaker.process_request(article(1))

    async def stopped_meanwhile() -> None:
        task = asyncio.ensure_future(probe)
        await asyncio.sleep(0)
        breaker._crawler.crawling = False
        await task

    with pytest.raises(CircuitOpen, match="the run ends"):
        asyncio.run(stopped_meanwhile())


def reading(crawler: Crawler, count: int) -> None:
    """Let Scrapy be busy with *count* answers."""
    slot = ScraperSlot()
    slot.active.update(article(number) for number in range(count))
    crawler.engine = SimpleNamespace(scraper=SimpleNamespace(slot=slot))  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("failed", "read", "waits"),
    [(0, THRESHOLD, False), (1, THRESHOLD - 1, True), (1, THRESHOLD - 2, False), (THRESHOLD - 1, 1, True)],
    ids=["no failure", "one more and the rest", "too few", "the last one"],
)
def test_no_request_goes_while_what_is_read_may_reach_the_threshold(failed: int, read: int, waits: bool) -> None:
    breaker = made()
    breaker._crawler.crawling = True
    reading(breaker._crawler, read)
    for number in range(failed):
        come(breaker, article(100 + number), 403)

    async def asks() -> bool:
        request = asyncio.ensure_future(breaker.process_request(article(1)))
        await asyncio.sleep(0.12)
        waited = not request.done()
        reading(breaker._crawler, 0)  # all that was read was useful, or at least did not count
        await request
        return waited

    assert asyncio.run(asks()) is waits


def test_requests_that_wait_go_on_in_their_order() -> None:
    breaker = made()
    breaker._crawler.crawling = True
    reading(breaker._crawler, THRESHOLD)
    come(breaker, article(100), 403)
    went: list[int] = []

    async def goes(number: int) -> None:
        await breaker.process_request(article(number))
        went.append(number)

    async def all_go() -> None:
        first = asyncio.ensure_future(goes(1))
        await asyncio.sleep(0)  # it waits
        reading(breaker._crawler, 0)
        await asyncio.gather(first, goes(2), goes(3))

    asyncio.run(all_go())
    assert went == [1, 2, 3]
