"""Scrapy's HTTP handler with two bounds: the size of response headers, and the time a stopping run waits."""

from __future__ import annotations

import asyncio

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HTTP11ClientProtocol, ParseError
from twisted.web._newclient import Request as TxRequest
from twisted.web.iweb import IResponse

from menafn_crawler.bounds import HEADER_BYTES, HEADER_LINES, STOP_SECONDS

_LOOK = 0.5
"""Seconds between looks at whether the run is stopping."""


class BoundedParser(_LenientHTTPClientParser):
    """Refuse responses with endless headers, which would fill memory as fast as they arrive."""

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Count a header line, also those of informational answers. Raises ParseError beyond the bounds."""
        self._lines = getattr(self, "_lines", 0) + 1
        self._bytes = getattr(self, "_bytes", 0) + len(line)
        if self._lines > HEADER_LINES + 2 or self._bytes > HEADER_BYTES:
            raise ParseError(f"more than {HEADER_LINES} header lines or {HEADER_BYTES} bytes of headers", line[:50])  # type: ignore[no-untyped-call]
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802
        """Give up on one line that does not end. Raises ParseError."""
        raise ParseError("a header line is too long", line[:50])  # type: ignore[no-untyped-call]


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: TxRequest) -> Deferred[IResponse]:
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = BoundedParser
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHttpHandler(HTTP11DownloadHandler):
    """Scrapy's handler, which also cancels downloads in progress when a run stops."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory
        self._under_way: set[asyncio.Task[Response]] = set()
        self._watch: asyncio.Task[None] | None = None

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises DownloadCancelledError ``STOP_SECONDS`` after the run began to stop."""
        if self._watch is None:
            self._watch = asyncio.ensure_future(self._give_up_when_stopped())
        task = asyncio.ensure_future(super().download_request(request))
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise DownloadCancelledError("the run ends") from None
        finally:
            self._under_way.discard(task)

    async def close(self) -> None:
        """Close the connections."""
        if self._watch is not None:
            self._watch.cancel()
        await super().close()

    async def _give_up_when_stopped(self) -> None:
        """Cancel queued and running downloads ``STOP_SECONDS`` after the run began to stop."""
        stopping_for = 0.0
        while stopping_for < STOP_SECONDS:
            await asyncio.sleep(_LOOK)
            stopping_for = stopping_for + _LOOK if _is_stopping(self._crawler) else 0.0
        while True:
            for slot in self._crawler.engine.downloader.slots.values() if self._crawler.engine is not None else ():
                while slot.queue:
                    slot.queue.popleft()[1].errback(DownloadCancelledError("the run ends"))
            for task in self._under_way:
                task.cancel()
            await asyncio.sleep(_LOOK)


def _is_stopping(crawler: Crawler) -> bool:
    slot = getattr(crawler.engine, "_slot", None)
    return not crawler.crawling or (slot is not None and slot.closing is not None)
