"""Downloader middleware next to the network: archive every response as received, before it is decompressed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.utils.response import response_status_message

from menafn_crawler.archive import FEED_FIELD, LIST_FIELD, REQUESTED_FIELD, HttpExchange
from menafn_crawler.configuration import Configuration
from menafn_crawler.extensions.archive import Archive
from menafn_crawler.extensions.session import Session

ANSWERED_AT = "answered_at"
"""Key of ``response.meta``: aware datetime under which the response is archived."""


class ArchiveMiddleware:
    """Archives every response, whatever its status."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor. Raises NotConfigured without ``MENAFN_ARCHIVE``."""
        if Configuration.from_settings(crawler.settings).archive is None:
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the response and return it."""
        archive = self._crawler.get_extension(Archive)
        if archive is None:
            return response
        now = _cached_at(response, request) or Session.of(self._crawler).now()
        request.meta[ANSWERED_AT] = now
        task = request.cb_kwargs.get("task")
        archive.add(_exchange(request, response, now), task.article_id if task else None, response.status)
        return response


def answered_at(response: Response) -> datetime | None:
    """Return the UTC datetime under which the response is archived, or that of Scrapy's cache; None for neither."""
    if response.request is None:
        return None
    instant: datetime | None = response.meta.get(ANSWERED_AT)
    return instant or _cached_at(response, response.request)


def _cached_at(response: Response, request: Request) -> datetime | None:
    """Return when Scrapy's cache (HTTPCACHE_ENABLED) stored the response; None if it is not from there."""
    stored = request.meta.get("cache_timestamp") if "cached" in response.flags else None
    return datetime.fromtimestamp(int(float(stored)), UTC) if stored is not None else None


def _exchange(request: Request, response: Response, now: datetime) -> HttpExchange:
    url = urlsplit(request.url)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    reason = response_status_message(response.status).partition(" ")[2]
    return HttpExchange(
        url=response.url,
        fetched_at=now,
        status_line=f"{_protocol(response)} {response.status} {reason}",
        headers=_pairs(response.headers),
        body=response.body,
        request_line=f"{request.method} {target} HTTP/1.1",
        request_headers=(("Host", url.netloc.rpartition("@")[2]), *_pairs(request.headers)),
        ip=str(response.ip_address) if response.ip_address is not None else None,
        warc_fields=_warc_fields(request),
    )


def _protocol(response: Response) -> str:
    """Return HTTP/1.1 also for HTTP/2: WARC readers know only messages with a status line."""
    protocol = response.protocol or ""
    return protocol if protocol.startswith("HTTP/1") else "HTTP/1.1"


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in (values if isinstance(values, list) else [values])
    )


def _warc_fields(request: Request) -> dict[str, str]:
    """Return WARC fields that say what was requested, where the URL after a redirect does not."""
    asked = request.cb_kwargs
    if "task" in asked:
        return {REQUESTED_FIELD: asked["task"].url}
    if "pagination" in asked:
        return {LIST_FIELD: asked["pagination"].list_key}
    if "feed" in asked:
        return {FEED_FIELD: asked["feed"].path}
    return {LIST_FIELD: "ar/home"} if asked.get("edition") == "ar" else {}
