"""Read CC-NEWS files of Common Crawl, which have no index: a range of each file after the other."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.http import Response

from menafn_crawler.archive.capture_queue import CaptureQueue
from menafn_crawler.bounds import INDEX_PAGE_BYTES, NEWS_BYTES
from menafn_crawler.spiders.commoncrawl_index import NOT_FOUND, CommonCrawlIndexSpider

if TYPE_CHECKING:  # needs warcio
    from menafn_crawler.archive.news_files import NewsCapture

_RANGE = re.compile(rb"bytes \d{1,15}-(\d{1,15})/(\d{1,15})")
_PARTIAL = 206


class CommonCrawlNewsSpider(CommonCrawlIndexSpider):
    """Base of the spider: the list of CC-NEWS files, and the captures of the site in each."""

    async def news_paths(self, place: str) -> Sequence[str]:
        """Return the paths that a file or an address lists, in the order of capture; none if that fails."""
        from menafn_crawler.archive.news_files import read_file_list

        try:
            if place.startswith(("http://", "https://")):
                response = await self.get(place, INDEX_PAGE_BYTES)
                body = response.body if response is not None and response.status != NOT_FOUND else b""
            else:
                body = await asyncio.to_thread(Path(place).read_bytes)
            paths = read_file_list(body)
        except (ValueError, OSError):
            self.list_failed("the list of CC-NEWS files")
            return ()
        self.count("list/read")
        return paths

    async def news_captures(self, index: CaptureQueue, path: str) -> AsyncIterator[Sequence[NewsCapture]]:
        """Yield the captures of the site in a file, in order, a range at a time; go on where an earlier run ended.

        A range counts as read when the consumer asks for the next one.
        """
        from menafn_crawler.archive.news_files import in_capture_order, site_captures

        read, complete = index.file_progress(path)
        if complete:
            self.count("index/known_page")
            self.count("list/entries", len(index.file_articles(path)))
            return
        data = b""
        while not complete:
            response = await self._get_range(path, read + len(data))
            if response is None:
                self.list_failed(path)
                return
            data += response.body
            complete = _is_last(response)
            found, used = await asyncio.to_thread(site_captures, data, path, read, self.captured_site, last=complete)
            self.count("list/entries", len(found))
            yield list(in_capture_order(found))
            data, read = data[used:], read + used
            index.note_file(path, read, {one.capture.article_id for one in found}, complete=complete)
        self.count("list/read")

    async def _get_range(self, path: str, start: int) -> Response | None:
        headers = {"Range": f"bytes={start}-{start + NEWS_BYTES - 1}", "Accept-Encoding": "identity"}
        response = await self.get(f"{self.arguments.data}/{path}", NEWS_BYTES, headers)
        if response is None or response.status != _PARTIAL or not response.body:
            return None
        return response if _range_of(response) is not None else None


def _range_of(response: Response) -> re.Match[bytes] | None:
    return _RANGE.fullmatch(response.headers.get("Content-Range") or b"")


def _is_last(response: Response) -> bool:
    """Return True if a range ends its file."""
    said = _range_of(response)
    return said is not None and int(said[1]) + 1 >= int(said[2])
