"""Archives made for tests: as ours are, and as other programs write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from menafn_crawler.archive.exchange import SITE, SOFTWARE, Exchange
from menafn_crawler.archive.members import Part
from menafn_crawler.archive.writer import ArchiveWriter
from tests.sites import Story

AT = datetime(2025, 5, 15, 8, 0, 0, tzinfo=UTC)
BASE = "https://menafn.com"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
STORIES = tuple(Story(1109547000 + number, printed=f"2025-05-14 04:44:{number:02}") for number in range(1, 8))
ABOUT = {"software": SOFTWARE, SITE: BASE}


def url(story: Story, base: str = BASE) -> str:
    return f"{base}/{story.number}/Story-{story.number}"


def exchange(story: Story = STORIES[0], **values: object) -> Exchange:
    """The answer to a request for a story."""
    body = story.reply().body.encode()
    asked = f"GET /{story.number}/Story HTTP/1.1"
    made = Exchange(url(story), AT, "HTTP/1.1 200 OK", HTML, body, asked, (("User-Agent", "tests"),), "127.0.0.1")
    return replace(made, **values)  # type: ignore[arg-type]


def ours(directory: Path, *exchanges: Exchange, largest: int = 10**9) -> list[Path]:
    """Files as a crawl leaves them."""
    writer = ArchiveWriter(directory, "menafn-20250515080000-1", ABOUT, largest)
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
    """A record as warcio writes it, by default a gzip member."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    protocol, _, status = first.partition(" ")
    head = StatusAndHeaders(status, list(headers), protocol=protocol) if first else None
    about = {"WARC-Date": "2025-05-15T08:00:00Z", **(fields or {})}
    made = writer.create_warc_record(
        target, kind, payload=BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=about
    )
    writer.write_record(made)
    return buffer.getvalue()


def story_record(story: Story = STORIES[0], *, base: str = BASE, packed: bool = True) -> bytes:
    return record(url(story, base), story.reply().body.encode(), packed=packed)


def whole(path: Path, *, packed: bool = True) -> Part:
    """All of a file as one part of a foreign archive."""
    size = path.stat().st_size
    return Part(path, 0, size, packed, path.name, BASE, ours=False, within=(0, size))
