"""Archives made for tests: as this project and as other programs write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from menafn_crawler.archive import SITE_FIELD, SOFTWARE, HttpExchange, WarcFileWriter
from menafn_crawler.archive.containers import Containers
from menafn_crawler.archive.responses import ArchivedResponse, Skip, read_responses
from menafn_crawler.archive.segments import read_segments
from tests.sites import Story

AT = datetime(2025, 5, 15, 8, 0, 0, tzinfo=UTC)
BASE = "https://menafn.com"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
STORIES = tuple(Story(1109547000 + number, printed=f"2025-05-14 04:44:{number:02}") for number in range(1, 8))
WARCINFO = {"software": SOFTWARE, SITE_FIELD: BASE}


def url(story: Story, base: str = BASE) -> str:
    return f"{base}/{story.number}/Story-{story.number}"


def exchange(story: Story = STORIES[0], **values: Any) -> HttpExchange:
    """Return the exchange for a story."""
    body = story.reply().body.encode()
    line = f"GET /{story.number}/Story HTTP/1.1"
    made = HttpExchange(url(story), AT, "HTTP/1.1 200 OK", HTML, body, line, (("User-Agent", "tests"),), "127.0.0.1")
    return replace(made, **values)


def ours(directory: Path, *exchanges: HttpExchange, max_bytes: int = 10**9) -> list[Path]:
    """Write files as a crawl does; by default with all stories."""
    writer = WarcFileWriter(directory, "menafn-20250515080000-1", WARCINFO, max_bytes)
    for one in exchanges or [exchange(story) for story in STORIES]:
        writer.add(one)
    writer.close()
    return sorted(directory.glob("*.warc.gz"))


def record(
    target: str,
    body: bytes,
    *,
    kind: str = "response",
    headers: Sequence[tuple[str, str]] = HTML,
    first: str = "HTTP/1.1 200 OK",
    fields: Mapping[str, str] | None = None,
    packed: bool = True,
) -> bytes:
    """Return a record as warcio writes it, by default a gzip member."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    protocol, _, status = first.partition(" ")
    head = StatusAndHeaders(status, list(headers), protocol=protocol) if first else None
    warc_fields = {"WARC-Date": "2025-05-15T08:00:00Z", **(fields or {})}
    made = writer.create_warc_record(
        target, kind, payload=BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=warc_fields
    )
    writer.write_record(made)
    return buffer.getvalue()


def story_record(story: Story = STORIES[0], *, base: str = BASE, packed: bool = True) -> bytes:
    return record(url(story, base), story.reply().body.encode(), packed=packed)


def read_file(path: Path, containers: Containers | None = None) -> list[ArchivedResponse | Skip]:
    """Return what every record of a file is."""
    segments = read_segments(containers or Containers(), path)
    return [response for segment in segments for response in read_responses(segment.records())]


def urls_of(path: Path) -> list[str]:
    """Return the URLs of all responses of a file."""
    return [found.url for found in read_file(path) if isinstance(found, ArchivedResponse)]
