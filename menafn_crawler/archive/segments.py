"""Cut WARC files into segments that processes read independently of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from menafn_crawler.archive.containers import Containers, WarcStream
from menafn_crawler.archive.http_exchange import SITE_FIELD, SOFTWARE
from menafn_crawler.archive.raw_records import RawRecord, find_last_start, split_records
from menafn_crawler.archive.responses import ArchivedResponse, Skip, read_responses, warcinfo_fields
from menafn_crawler.bounds import RECORD_BYTES
from menafn_crawler.normalise import PUBLISHED_BASE, SITE_HOSTS

COMPRESSED_BYTES = 2_000_000
"""Size of a segment of gzip members: some hundred pages."""
PLAIN_BYTES = 8_000_000
_PROBED_RECORDS = 50
"""Records at the beginning of a file from which its site is known."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive bytes of a WARC, cut where a record seems to begin."""

    data: bytes = field(repr=False)
    compressed: bool
    name: str | None
    """File in which the offsets count; None where the bytes were decompressed."""
    offset: int
    """Bytes of the file before the segment."""
    last: bool
    """True if nothing follows in the WARC."""
    base: str = PUBLISHED_BASE
    """Base URL from which the site was crawled."""
    ours: bool = False
    """True if ``MENAFN_ARCHIVE`` wrote the file, so that list responses name their section."""

    def records(self) -> Iterator[RawRecord]:
        """Yield the records; an incomplete one at the end belongs to the next segment."""
        last = self.last or len(self.data) > RECORD_BYTES
        return split_records(self.data, compressed=self.compressed, last=last)

    def after(self, unread: bytes) -> Segment:
        """Return the segment with the *unread* bytes of the one before: the cut was inside a record."""
        return replace(self, data=unread + self.data, offset=self.offset - len(unread)) if unread else self


def read_segments(containers: Containers, path: Path, site: str | None = None) -> Iterator[Segment]:
    """Yield the segments of a file, in order; *site* is the base URL of its pages, None to infer it from the file.

    Raises UnreadableArchiveError; OSError for a file that cannot be read.
    """
    for stream in containers.streams(path):
        about: tuple[str, bool] | None = None
        for segment in _cut(stream):
            base, ours = about = about or _origin(segment)
            yield replace(segment, base=site or base, ours=ours)


def _cut(stream: WarcStream) -> Iterator[Segment]:
    size = COMPRESSED_BYTES if stream.compressed else PLAIN_BYTES
    buffer, offset = b"", stream.offset

    def segment(data: bytes, *, last: bool) -> Segment:
        return Segment(data, stream.compressed, stream.name, offset, last)

    for block in stream.blocks:
        searched = max(len(buffer) - 32, 1)
        buffer += block
        if len(buffer) < size:
            continue
        cut = find_last_start(buffer, searched, compressed=stream.compressed)
        if not cut and len(buffer) > RECORD_BYTES:
            cut = len(buffer)
        if cut:
            yield segment(buffer[:cut], last=False)
            buffer, offset = buffer[cut:], offset + cut
    yield segment(buffer, last=True)


def _origin(segment: Segment) -> tuple[str, bool]:
    """Return the base URL of a file's pages, and whether this project wrote the file.

    A file of our own says it. Another file has pages of menafn.com, or those of the mirror that its first page is from.
    """
    fields = warcinfo_fields(segment.records())
    if fields.get("software") == SOFTWARE and SITE_FIELD in fields:
        return fields[SITE_FIELD], True
    hosts = list(_hosts(islice(read_responses(segment.records()), _PROBED_RECORDS)))
    if not hosts or any(host in SITE_HOSTS for _, host in hosts):
        return PUBLISHED_BASE, False
    return "{}://{}".format(*hosts[0]), False


def _hosts(found: Iterable[ArchivedResponse | Skip]) -> Iterator[tuple[str, str]]:
    for response in found:
        try:
            url = urlsplit(response.url) if isinstance(response, ArchivedResponse) else None
        except ValueError:
            continue
        if url is not None and url.scheme in ("http", "https") and url.netloc:
            yield url.scheme, url.netloc
