"""Retry as Scrapy does, but no sooner than the site asks for with ``Retry-After``, else later each time."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from menafn_crawler.configuration import Configuration


class PatientRetryMiddleware(RetryMiddleware):
    """Waits before a retry: the site's ``Retry-After``, else a little longer each time."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        middleware = super().from_crawler(crawler)
        middleware.longest = Configuration.from_settings(crawler.settings).longest_wait
        middleware.first_wait = crawler.settings.getfloat("DOWNLOAD_DELAY")
        return middleware

    longest: float
    """Longest wait in seconds. If the site asks for more, the page is left to the next run."""
    first_wait: float
    """Seconds before the first retry without ``Retry-After``; doubled for each further one."""

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the request to retry after waiting."""
        wait = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if response.status in self.retry_http_codes and wait is not None and wait > self.longest:
            self.crawler.stats.inc_value("menafn/retry/left_to_next_run")
            return response
        again = super().process_response(request, response)
        if isinstance(again, Request):
            await self._wait(request, wait)
        return again

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Return the request to retry after waiting; None if it has had its retries."""
        if not self.crawler.stats.get_value("downloader/response_count"):  # nothing has ever answered
            request.meta.setdefault("max_retry_times", 1)
        again = super().process_exception(request, exception)
        if again is not None:
            await self._wait(request, None)
        return again

    async def _wait(self, request: Request, asked: float | None) -> None:
        wait = asked if asked is not None else self.first_wait * 2 ** request.meta.get("retry_times", 0)
        if wait > 0:
            self.crawler.stats.inc_value("menafn/retry/waited")
        until = time.monotonic() + min(wait, self.longest)
        while self.crawler.crawling and (left := until - time.monotonic()) > 0:  # Ctrl-C ends the wait too
            await asyncio.sleep(min(left, 1))


def retry_after(header: bytes | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, counted from *now* (aware); None if unreadable.

    >>> retry_after(b"120", datetime(2025, 5, 14, tzinfo=UTC))
    120.0
    >>> retry_after(b"Wed, 14 May 2025 00:00:30 GMT", datetime(2025, 5, 14, tzinfo=UTC))
    30.0
    """
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        instant = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max(0.0, (instant - now).total_seconds())
