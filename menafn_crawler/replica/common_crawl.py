"""A small Common Crawl of the replica's newsroom: two crawls, an index of JSON lines, WARC files read by range.

Beside good captures it has what the real one has: social twins, revisits, records cut short, pages of a site that was
down, captures of one article in both crawls, other hosts, HTTP/2 status lines.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urlsplit

from aiohttp import web
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .amendments import UNCHANGED, Amendment
from .newsroom import Newsroom
from .pages import Pages
from .story import Story

OLDER, NEWER = "CC-MAIN-2025-21", "CC-MAIN-2025-26"
PREFIX = "/commoncrawl"
"""Path under which index and data are served."""
NEWS = "crawl-data/CC-NEWS/2025/06"
"""Folder of the CC-NEWS files; their list is ``warc.paths.gz`` in it."""
PAGE_LINES = 100
_CAPTURED = {OLDER: datetime(2025, 5, 20, tzinfo=UTC), NEWER: datetime(2025, 6, 20, tzinfo=UTC)}
_FILE_BYTES = 200_000


@dataclass
class CommonCrawl:
    """Index lines by crawl, sorted as the index is, and WARC files by name."""

    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    expected: dict[int, str] = field(default_factory=dict)
    """Crawl of the newest good capture by article."""
    news: list[str] = field(default_factory=list)
    """Names of the CC-NEWS files, oldest first."""
    failing: int = 0
    """So many of the next requests are answered with 503."""
    log: list[tuple[str, str | None]] = field(default_factory=list)
    """Path with query, and range, of each request."""

    def add(self, crawl: str, url: str, body: bytes, **values: str) -> None:
        """Capture a page. *values* are fields of the index line, or ``first``, the status line, and ``warc_type``."""
        number = sum(1 for name in self.files if crawl in name)
        name = f"crawl-data/{crawl}/segments/1.0/warc/CC-MAIN-{max(number, 1) - 1:05}.warc.gz"
        if len(self.files[name]) > _FILE_BYTES:
            name = f"crawl-data/{crawl}/segments/1.0/warc/CC-MAIN-{number:05}.warc.gz"
        at = _CAPTURED[crawl] + timedelta(seconds=len(self.lines[crawl]))
        record = _record(
            url, body, at, values.pop("first", "HTTP/1.1 200 OK"), values.pop("warc_type", "response"), values
        )
        line = {
            "urlkey": _urlkey(url),
            "timestamp": f"{at:%Y%m%d%H%M%S}",
            "url": url,
            "mime": "text/html",
            "status": "200",
            "digest": "SHA1",
            "length": str(len(record)),
            "offset": str(len(self.files[name])),
            "filename": name,
        }
        self.files[name] += record
        self.lines[crawl].append(json.dumps(line | values))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request for index or data."""
        path = request.path.removeprefix(PREFIX)
        self.log.append((request.path_qs.removeprefix(PREFIX), request.headers.get("Range")))
        if self.failing:
            self.failing -= 1
            return web.Response(status=503, text="Please reduce your request rate.")
        if path == "/collinfo.json":
            return web.json_response([{"id": crawl, "cdx-api": f"{PREFIX}/{crawl}-index"} for crawl in self.lines])
        if path.endswith("-index"):
            return self._index(request, path[1:].removesuffix("-index"))
        if path == f"/{NEWS}/warc.paths.gz":
            return web.Response(body=gzip.compress("".join(f"{name}\n" for name in self.news).encode()))
        data = self.files.get(path[1:])
        wanted = request.http_range
        if data is None or wanted.start is None or wanted.stop is None:
            return web.Response(status=404 if data is None else 400)
        body = bytes(data[wanted])
        place = f"bytes {wanted.start}-{wanted.start + len(body) - 1}/{len(data)}"
        return web.Response(
            status=206, body=body, content_type="application/octet-stream", headers={"Content-Range": place}
        )

    def _index(self, request: web.Request, crawl: str) -> web.Response:
        lines = sorted(self.lines.get(crawl, ()))
        if not lines or request.query.get("url") != "menafn.com/*":
            return web.json_response({"message": "No Captures found"}, status=404)
        if request.query.get("showNumPages"):
            return web.json_response({"pages": -(-len(lines) // PAGE_LINES), "pageSize": 1, "blocks": 1})
        page = int(request.query.get("page", 0))
        found = [
            line for line in lines[page * PAGE_LINES : (page + 1) * PAGE_LINES] if json.loads(line)["status"] == "200"
        ]
        return web.Response(text="".join(f"{line}\n" for line in found), content_type="text/x-ndjson")


def build_common_crawl(newsroom: Newsroom) -> CommonCrawl:
    """Capture a newsroom; the same newsroom gives the same captures."""
    crawl, pages = CommonCrawl(), Pages(newsroom)
    for number, story in enumerate(newsroom.stories):
        for name in _crawls_of(number):
            crawl.expected[story.article_id] = name
            for url, body, values in _captures(pages, story, number, name):
                crawl.add(name, url, body, **values)
    for story in newsroom.gone:
        crawl.add(NEWER, story.url, pages.missing())
    crawl.add(NEWER, "https://menafn.com/", pages.home())
    crawl.add(NEWER, "https://menafn.com/images/a.png", b"PNG", mime="image/png")
    crawl.add(NEWER, "https://example.org/1109547045/Slug", b"<html></html>")
    _add_news(crawl, newsroom, pages)
    return crawl


def _add_news(crawl: CommonCrawl, newsroom: Newsroom, pages: Pages) -> None:
    """Add two CC-NEWS files: every third story, some twice, among records of other hosts, requests and a cut one."""
    for number, at in enumerate((_CAPTURED[OLDER], _CAPTURED[NEWER])):
        name = f"{NEWS}/CC-NEWS-{at:%Y%m%d%H%M%S}-{number:05}.warc.gz"
        crawl.news.append(name)
        data = crawl.files[name]
        for place, story in enumerate(newsroom.stories):
            moment = at + timedelta(seconds=place)
            data += _record(
                f"https://other.example/{place}", b"<html>news</html>", moment, "HTTP/1.1 200 OK", "response", {}
            )
            if place % 3 or (number and place % 2):
                continue
            earlier = UNCHANGED if number else Amendment(added=f"An earlier capture told more of it: {story.title}.")
            first = "HTTP/2 200" if place % 2 else "HTTP/1.1 200 OK"
            for url, body, values in (
                (f"{story.url}?Social=on", pages.article(story, social=True, amended=earlier), {}),
                (story.url, pages.article(story, amended=earlier), {}),
                (story.url, pages.article(story)[:2_000], {"truncated": "length"}),
            ):
                data += _record(url, body, moment, first, "response", values)
            data += _record(story.url, b"", moment, "HTTP/1.1 200 OK", "revisit", {})


def _crawls_of(number: int) -> tuple[str, ...]:
    return (OLDER,) if number % 5 == 1 else (OLDER, NEWER) if number % 5 == 2 else (NEWER,)


def _captures(pages: Pages, story: Story, number: int, crawl: str) -> Iterator[tuple[str, bytes, dict[str, str]]]:
    """Yield the captures of a story in one crawl; the last good one is the page itself."""
    both = number % 5 == 2
    earlier = (
        Amendment(added=f"An earlier capture told more of it: {story.title}.") if both and crawl == OLDER else UNCHANGED
    )
    if number % 7 == 3:
        yield f"{story.url}?Social=on", pages.article(story, social=True), {}
    yield story.url, pages.article(story, amended=earlier), {"first": "HTTP/2 200"} if number % 3 == 0 else {}
    if number % 11 == 4:
        yield story.url, b"", {"mime": "warc/revisit", "warc_type": "revisit"}
    if number % 13 == 5:
        yield story.url, pages.article(story)[:2_000], {"truncated": "length"}
    if number % 17 == 6:
        yield story.url, pages.missing(), {}


def _record(url: str, body: bytes, at: datetime, first: str, kind: str, values: dict[str, str]) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    protocol, _, status = first.partition(" ")
    headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol=protocol)
    fields = {"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
    if "truncated" in values:
        fields["WARC-Truncated"] = values["truncated"]
    record = writer.create_warc_record(
        url, kind, payload=BytesIO(body), length=len(body), http_headers=headers, warc_headers_dict=fields
    )
    writer.write_record(record)
    return buffer.getvalue()


def _urlkey(url: str) -> str:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(parts.netloc.removeprefix('www.').split('.')))}){parts.path}{query}".lower()
