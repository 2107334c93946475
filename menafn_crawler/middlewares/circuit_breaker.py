"""Stop asking a site that answers nothing useful: probe slowly, then end the run with the reason."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from menafn_crawler.bounds import printable
from menafn_crawler.configuration import Configuration
from menafn_crawler.extensions.session import Session
from menafn_crawler.fetch import CONDITIONS, Answer, CircuitBreaker, Fault, State, classify

logger = logging.getLogger(__name__)

STOPPED = "site_fault"
"""Scrapy's reason for the end of a crawl that the breaker stopped."""
_ANSWER = "menafn_answer"
"""Key of the meta data of a request: the body that was judged, and what it is."""
UNJUDGED = "menafn_unjudged"
"""Key of the meta data of a request whose answer is no page of the site; its spider judges it."""
_ARRIVAL = "menafn_arrival"
"""Key of the meta data of a request: the number of its answer, in the order in which answers came."""
_JUDGED = "menafn_judged"
"""Key of the meta data of a request: its last failure is counted."""
_PROBE = "menafn_probe"
_PROBE_LASTS = 60.0
"""Seconds after which a probe that was never answered is given up."""
_FAILURES = frozenset({Answer.BLOCKED, Answer.FAILED, Answer.TRUNCATED})
_NOT_MODIFIED = 304
_NO_ANSWER, _UNUSABLE, _REDIRECTED = "no answer", "unusable", "redirected"
_REDIRECT = 1
"""Redirects of one request that a site in order needs: to the article's address of today."""
UNREACHABLE_TRIES = 2
"""Attempts without an answer, if nothing ever answered, after which the site counts as unreachable."""


def answer_of(response: Response, request: Request | None = None) -> Answer:
    """Return what *response* is; it is decided once."""
    asked = request or response.request
    if asked is None:
        return classify(response.status, response.body)
    known = asked.meta.get(_ANSWER)
    if known is None or known[0] is not response.body:
        known = asked.meta[_ANSWER] = (response.body, classify(response.status, response.body))
    return known[1]


class CircuitOpen(IgnoreRequest):
    """The run does not ask any more; the message says why."""


class CircuitBreakerMiddleware:
    """Watches every answer. Pages of articles are judged by the spider, once they have been read."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.breaker = CircuitBreaker(Configuration.from_settings(crawler.settings).breaker_failures)
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._probe_until = 0.0
        self._gate = asyncio.Lock()
        """Requests that wait go on in the order in which they came: the newest articles were requested first."""
        self._answered = False
        self._arrivals = 0
        self._failures: list[tuple[int, str]] = []
        """Arrival and kind of the failed answers in a row."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass at once, as a slow probe, or not at all. Raises CircuitOpen."""
        if request.meta.get("dont_obey_robotstxt") or request.meta.get(UNJUDGED):
            return  # robots.txt itself
        if request.meta.get("redirect_times", 0) > _REDIRECT:  # Scrapy follows redirects before an answer comes here
            self._note_arrival(request)
            self.record_failure(_REDIRECTED, request)
        request.meta.pop(_JUDGED, None)  # of the answer before this one
        if request.meta.get(_PROBE):
            return  # a probe that was redirected
        async with self._gate:
            await self._wait_for_turn(request)
        if self.breaker.state is State.OPEN:
            raise CircuitOpen(self.breaker.reason)

    async def _wait_for_turn(self, request: Request) -> None:
        """Return when *request* may go, if need be as a probe. Raises CircuitOpen if the run ends before."""
        while self._crawler.crawling and self._may_open_by_what_is_read():
            await asyncio.sleep(0.05)
        while self.breaker.state is State.HALF_OPEN and self._crawler.crawling:
            if time.monotonic() >= self._probe_until:
                self._probe_until = time.monotonic() + _PROBE_LASTS + self.breaker.wait(self._delay)
                request.meta[_PROBE] = True
                await self._sleep(self.breaker.wait(self._delay))
                if not self._crawler.crawling:  # a probe must not go before its turn because the run stops
                    raise CircuitOpen("the run ends")
                return
            await asyncio.sleep(0.1)

    def _may_open_by_what_is_read(self) -> bool:
        """Return True if the answers that are being read, were they as useless as the last ones, reach the threshold.

        A slow machine reads answers later than it asks, and would ask on.
        """
        failed = self.breaker.in_a_row.total()
        if not failed or self.breaker.state is not State.CLOSED or not self.breaker.threshold:
            return False
        assert self._crawler.engine is not None
        slot = self._crawler.engine.scraper.slot
        return slot is not None and failed + len(slot.active) + len(slot.queue) >= self.breaker.threshold

    async def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self._crawler.crawling and (left := until - time.monotonic()) > 0:
            await asyncio.sleep(min(left, 0.5))

    def process_response(self, request: Request, response: Response) -> Response:
        """Judge what can be judged by the answer alone."""
        self._answered = True
        self._note_arrival(request)
        if request.meta.get(UNJUDGED):
            return response
        if request.meta.get("dont_obey_robotstxt"):
            return response
        if response.status == _NOT_MODIFIED:
            if any(name in request.headers for name in CONDITIONS):
                self.record_success(request)
            else:
                self.record_failure(str(Answer.FAILED), request)
            return response
        if 300 <= response.status < 400:
            return response
        feed = "feed" in request.cb_kwargs and response.status == 200
        answer = Answer.PAGE if feed else answer_of(response, request)
        if answer in _FAILURES:
            self.record_failure(str(answer), request)
        elif "task" in request.cb_kwargs:
            pass  # the spider tells, once the page has been read
        elif answer is Answer.PAGE:
            self.record_success(request)
        else:
            self.record_undecided(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a request without an answer; a site that never answered is not asked more than twice."""
        if isinstance(exception, (IgnoreRequest, DownloadCancelledError)) or not self._crawler.crawling:
            return
        if request.meta.get("dont_obey_robotstxt"):  # robots.txt: who asked for it says what its loss means
            return
        if request.meta.get(UNJUDGED):
            return
        self._note_arrival(request)
        self.record_failure(_NO_ANSWER, request)
        if not self._answered and self.breaker.in_a_row[_NO_ANSWER] >= UNREACHABLE_TRIES and self.breaker.threshold:
            self._stop(f"the site cannot be reached: {printable(exception)}")

    def _note_arrival(self, request: Request) -> None:
        self._arrivals += 1
        request.meta[_ARRIVAL] = self._arrivals

    def _arrival(self, request: Request | None) -> int:
        return self._arrivals if request is None else request.meta.get(_ARRIVAL, self._arrivals)

    # --- told by the spider ------------------------------------------------------------------------------------------

    def record_unusable(self, request: Request) -> None:
        """Count an answer that Scrapy could not use, unless it is counted: damaged, or redirected to nowhere."""
        if "download_latency" in request.meta and not request.meta.get(_JUDGED) and self._crawler.crawling:
            self._note_arrival(request)
            self.record_failure(_UNUSABLE, request)

    def record_success(self, request: Request | None) -> None:
        """Note a useful answer. One that was read late ends only the failures that came before it."""
        arrival, before = self._arrival(request), self.breaker.state
        self._failures = [failure for failure in self._failures if failure[0] > arrival]
        self.breaker.record_success(kind for _, kind in self._failures)
        if self.breaker.state is before is State.HALF_OPEN:
            return
        if before is State.HALF_OPEN:
            logger.info("the site answers again")
        self._probe_until = 0.0

    def record_undecided(self, request: Request | None) -> None:
        """Note an answer that says nothing about the site; another probe may follow."""
        if request is not None and request.meta.pop(_PROBE, False):
            self._probe_until = 0.0

    def record_failure(self, kind: str, request: Request | None) -> None:
        """Note a useless answer, and stop the run if it was one too many."""
        probe = bool(request is not None and request.meta.pop(_PROBE, False))
        if request is not None:
            request.meta[_JUDGED] = True
        before = self.breaker.state
        self._failures.append((self._arrival(request), kind))
        self.breaker.record_failure(kind, probe=probe)
        if probe:
            self._probe_until = 0.0
        if before is State.CLOSED and self.breaker.state is State.HALF_OPEN:
            logger.warning("%s; probing slowly", self.breaker.reason.removesuffix("; stopped asking"))
        if before is not State.OPEN and self.breaker.state is State.OPEN:
            self._stop(self.breaker.reason)

    def _stop(self, reason: str) -> None:
        self.breaker.trip()
        session = self._crawler.get_extension(Session)
        if session is None or session.fault is not None:  # the doctor goes on, and says what it saw
            return
        session.fault = Fault(reason)
        logger.error("%s", reason)
        assert self._crawler.engine is not None
        asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=STOPPED))  # noqa: RUF006
