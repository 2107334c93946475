"""Scrapy's HTTP handler with two bounds: the size of response headers, and the time a stopping run waits."""

from __future__ import annotations

import asyncio
from typing import ClassVar

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

from menafn_crawler.bounds import HEADER_BYTES, HEADER_LINES


class BoundedParser(_LenientHTTPClientParser):
    """Gives up on an answer whose headers have no end. Without it they fill memory at the speed of the line."""

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
    """Downloads as Scrapy does, but can be told to give up on what is under way."""

    _all: ClassVar[set[BoundedHttpHandler]] = set()

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory
        self._under_way: set[asyncio.Task[Response]] = set()
        self._all.add(self)

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises DownloadCancelledError once ``cancel_all`` was called."""
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
        self._all.discard(self)
        await super().close()

    @classmethod
    def cancel_all(cls, crawler: Crawler) -> int:
        """Give up on the downloads of *crawler*; return how many there were."""
        tasks = [task for handler in cls._all if handler._crawler is crawler for task in handler._under_way]
        for task in tasks:
            task.cancel()
        return len(tasks)
