"""Downloader middleware that delays each request until its turn among the requests of all workers."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from redis import RedisError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from menafn_crawler.configuration import Configuration
from menafn_crawler.extensions.workers import Workers
from menafn_crawler.middlewares.circuit_breaker import CircuitOpen
from menafn_crawler.middlewares.patient_retry import retry_after
from menafn_crawler.sharing.pace import Pace

ASKED_AGAIN = 1.0
"""Seconds between attempts while Redis is away: without its clock, no worker sends requests."""


class SharedPaceMiddleware:
    """``DOWNLOAD_DELAY`` is the distance between requests of all workers together.

    AutoThrottle can lengthen it: each worker's delay counts for the turns that it takes, so all workers slow down for a
    site that is slow for one. All workers obey a ``Retry-After`` that one of them receives.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._workers = Workers.of(crawler)
        self._longest = Configuration.from_settings(settings).longest_wait
        self._busy_codes = frozenset(map(int, settings.getlist("RETRY_HTTP_CODES")))
        self._first_delay = settings.getfloat("DOWNLOAD_DELAY")
        if settings.getbool("AUTOTHROTTLE_ENABLED"):
            self._first_delay = max(self._first_delay, settings.getfloat("AUTOTHROTTLE_START_DELAY"))
        self._paces: dict[str, Pace] = {}
        self._gate = asyncio.Semaphore(settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") or 1)
        """Lets as many requests pass as the downloader sends at once, so that a request is sent when its turn comes."""
        self._sent: set[Request] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Return when it is the request's turn. Raises CircuitOpen if the crawl ends before: it is never sent."""
        await self._gate.acquire()
        self._sent.add(request)
        pace = self._pace(request)
        while not self._is_stopping:
            try:
                wait = pace.turn(self._delay(request))
                await self._sleep(wait)
                if wait <= 0 or not (self._is_stopping or pace.paused):
                    return
            except RedisError as error:
                self._workers.missed_redis(error)
                await self._sleep(ASKED_AGAIN)
        raise CircuitOpen("the crawl ends")

    @property
    def _is_stopping(self) -> bool:
        return not self._crawler.crawling or self._workers.given_up

    def process_response(self, request: Request, response: Response) -> Response:
        """Pause all workers if the response asks for it."""
        self._let_next(request)
        wait = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if response.status in self._busy_codes and wait and wait <= self._longest:
            try:
                self._pace(request).pause(wait)
            except RedisError as error:
                self._workers.missed_redis(error)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Let the next request take its turn: this one got no response."""
        self._let_next(request)

    def _let_next(self, request: Request) -> None:
        if request in self._sent:
            self._sent.discard(request)
            self._gate.release()

    def _pace(self, request: Request) -> Pace:
        site = request.meta.get("download_slot") or urlsplit(request.url).hostname or ""
        if site not in self._paces:
            self._paces[site] = Pace(self._workers.server, site)
        return self._paces[site]

    def _delay(self, request: Request) -> float:
        """Return the seconds between requests that AutoThrottle wants at present."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        return slot.delay if slot is not None else self._first_delay

    async def _sleep(self, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while not self._is_stopping and (left := until - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(min(left, 1.0))
