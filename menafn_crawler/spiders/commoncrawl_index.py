"""Read Common Crawl's index: which crawls there are, and which captures of the site they have."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from scrapy import Request, Spider
from scrapy.http import Response

from menafn_crawler.archive import cdx
from menafn_crawler.archive.capture_queue import CaptureQueue
from menafn_crawler.bounds import INDEX_PAGE_BYTES, printable
from menafn_crawler.extensions.session import Session
from menafn_crawler.middlewares.circuit_breaker import UNJUDGED
from menafn_crawler.spiders.argument_values import EVERY_CRAWL, LATEST
from menafn_crawler.spiders.arguments import Arguments, read_arguments

MAX_FAILURES = 15
"""Consecutive failed requests after which the run ends; the next one goes on."""
NOT_FOUND = 404
_SLOW_DOWN = frozenset({403, 429, 500, 502, 503, 504})
"""Common Crawl answers 403 or 503 to those who ask too often."""


class CommonCrawlIndexSpider(Spider):
    """Base of the spider: its arguments, its requests, and the index."""

    allowed_arguments: ClassVar[frozenset[str]] = frozenset(
        {"site", "since", "until", "limit", "crawls", "index", "data", "news"}
    )

    def __init__(self, **given: str) -> None:
        super().__init__()
        self.raw_arguments = given
        self.arguments: Arguments = read_arguments(given, self.allowed_arguments)
        self.captured_site = self.arguments.site
        self._failures = 0

    @cached_property
    def _free(self) -> asyncio.Semaphore:
        """Bounds the requests under way: without a delay, Scrapy's downloader sends all that wait at once."""
        return asyncio.Semaphore(max(1, self.crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")))

    @property
    def session(self) -> Session:
        """The open store and the clock."""
        return Session.of(self.crawler)

    def count(self, name: str, by: int = 1) -> None:
        """Count something in the run's statistics, under ``menafn/``."""
        self.crawler.stats.inc_value(f"menafn/{name}", by)

    async def get(self, url: str, max_bytes: int, headers: Mapping[str, str] | None = None) -> Response | None:
        """Return a response with status 200, 206 or 404; None, logged, for any other outcome."""
        if self.stopped:
            return None
        meta = {"dont_redirect": True, "download_maxsize": max_bytes, UNJUDGED: True}
        request = Request(url, headers=dict(headers or {}), meta=meta, dont_filter=True)
        try:
            async with self._free:
                response = await self.crawler.engine.download_async(request)
            if response.status in (200, 206, NOT_FOUND):
                self._failures = 0
                return response
            reason = f"status {response.status}"
            if response.status in _SLOW_DOWN:
                self.count("index/slow_down")
        except Exception as error:  # noqa: BLE001 - whatever it is, the next request may succeed
            reason = f"{type(error).__name__}: {error}"
        self.logger.warning("%s: %s", printable(url), printable(reason))
        self._failures += 1
        if self._failures == MAX_FAILURES:
            self.logger.warning("%d requests failed one after another; the run ends here", MAX_FAILURES)
        return None

    @property
    def stopped(self) -> bool:
        """True if too many requests failed one after another, so that no more are sent."""
        return self._failures >= MAX_FAILURES

    async def read_index(self, index: CaptureQueue) -> Sequence[str]:
        """Read the index pages that are not in *index* yet; return the crawls, newest first."""
        crawls = await self._crawls()
        for crawl in crawls:
            for page in range(await self._page_count(crawl)):
                if index.has_page(crawl, page):
                    self.count("index/known_page")
                    self.count("list/read")
                    self.count("list/entries")
                else:
                    await self._read_page(index, crawl, page)
        return crawls

    async def _crawls(self) -> Sequence[str]:
        if self.arguments.crawls not in ((LATEST,), (EVERY_CRAWL,)):
            return sorted(self.arguments.crawls, reverse=True)
        response = await self.get(cdx.collections_url(self.arguments.index), INDEX_PAGE_BYTES)
        try:
            found = cdx.read_collections(response.body) if response is not None else []
        except (ValueError, RecursionError):
            found = []
        if not found:
            self.list_failed("the list of crawls")
        return found[:1] if self.arguments.crawls == (LATEST,) else found

    async def _page_count(self, crawl: str) -> int:
        response = await self.get(cdx.index_url(self.arguments.index, crawl, self.captured_site), INDEX_PAGE_BYTES)
        if response is not None and response.status == NOT_FOUND:
            self.count("list/read")  # the crawl has captured nothing of the site
            return 0
        try:
            count = cdx.read_page_count(response.body) if response is not None else None
        except (ValueError, RecursionError):
            count = None
        if count is None:
            self.list_failed(f"the number of index pages of {crawl}")
        return count or 0

    async def _read_page(self, index: CaptureQueue, crawl: str, page: int) -> None:
        url = cdx.index_url(self.arguments.index, crawl, self.captured_site, page)
        response = await self.get(url, INDEX_PAGE_BYTES)
        if response is None or response.status == NOT_FOUND:
            self.list_failed(f"index page {page} of {crawl}")
            return
        captures = []
        for found in cdx.read_captures(response.body, self.captured_site):
            if isinstance(found, str):
                self.count(f"index/{found}")
            else:
                captures.append(found)
        index.add_page(crawl, page, captures)
        self.count("list/read")
        self.count("list/entries", len(captures))

    def list_failed(self, what: str) -> None:
        """Log and count something of the index that could not be read; the next run asks for it again."""
        self.logger.warning("%s could not be read", what)
        self.count("list/failed")
