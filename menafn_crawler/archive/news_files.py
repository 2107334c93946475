"""CC-NEWS: lists of WARC files, and the captures of one site among the records of all sites."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from menafn_crawler.archive.cdx import FILENAME, IndexedCapture
from menafn_crawler.archive.compression import GZIP_WINDOW, MAGIC
from menafn_crawler.archive.raw_records import split_records
from menafn_crawler.bounds import ADDRESS, CAPTURE_FILE, RECORD_BYTES, has_controls
from menafn_crawler.normalise import article_address

_LIST_BYTES = 16 * 1024 * 1024
"""Bytes of a decompressed list of files. A month has 500 files of 70 bytes each."""
_HEAD = re.compile(rb"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*")
_URI = re.compile(rb"^warc-target-uri[ \t]*:[ \t]*<?([^\r\n>]*)", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(rb"^warc-date[ \t]*:[ \t]*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z", re.IGNORECASE | re.MULTILINE)
_RESPONSE = re.compile(rb"^warc-type[ \t]*:[ \t]*response[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NewsCapture:
    """A capture of an article in a CC-NEWS file, and its record as it stands there."""

    capture: IndexedCapture
    record: bytes


def read_file_list(body: bytes) -> list[str]:
    """Return the paths of a ``warc.paths`` file, plain or gzip, sorted: their names rise with the time of capture.

    Raises ValueError if it holds anything else.

    >>> read_file_list(b"crawl-data/CC-NEWS/2025/05/CC-NEWS-20250514012345-00001.warc.gz")
    ['crawl-data/CC-NEWS/2025/05/CC-NEWS-20250514012345-00001.warc.gz']
    """
    if body.startswith(MAGIC):
        try:
            body = zlib.decompressobj(GZIP_WINDOW).decompress(body, _LIST_BYTES)
        except zlib.error as error:
            raise ValueError("no gzip file") from error
    lines = body.decode("ascii", "replace").split()
    wrong = next((line for line in lines if len(line) > CAPTURE_FILE or not FILENAME.fullmatch(line)), None)
    if wrong is not None or not lines or len(body) >= _LIST_BYTES:
        raise ValueError("no list of paths")
    return sorted(set(lines))


def site_captures(data: bytes, path: str, offset: int, site: str, *, last: bool) -> tuple[list[NewsCapture], int]:
    """Return the captures of articles of *site* in the bytes of a file from *offset* on, and how many bytes were read.

    The other bytes belong to a record that goes on behind them; if *last*, nothing does.
    """
    found, read = list[NewsCapture](), 0
    last = last or len(data) > RECORD_BYTES
    for record in split_records(data, compressed=path.endswith(".gz"), last=last):
        read = record.end
        if isinstance(record.content, bytes):
            capture = _capture(record.content, path, offset + record.start, record.end - record.start, site)
            if capture is not None:
                found.append(NewsCapture(capture, data[record.start : record.end]))
    return found, len(data) if last else read


def _capture(content: bytes, path: str, offset: int, length: int, site: str) -> IndexedCapture | None:
    head = _HEAD.match(content)
    fields = head[0] if head is not None else b""
    uri, at = _URI.search(fields), _DATE.search(fields)
    if uri is None or at is None or _RESPONSE.search(fields) is None or len(uri[1]) > ADDRESS:
        return None
    url = uri[1].decode("utf-8", "replace").strip()
    article = article_address(url, site) if not has_controls(url) else None
    if article is None:
        return None
    social = "social=on" in urlsplit(url).query.lower()
    return IndexedCapture(article.article_id, f"{at[1].decode()}Z", url, path, offset, length, social)


def in_capture_order(captures: list[NewsCapture]) -> Iterator[NewsCapture]:
    """Yield captures in the order of their capture; of one instant the page itself comes before its social twin."""
    yield from sorted(captures, key=lambda one: (one.capture.captured_at, one.capture.social, one.capture.offset))
