"""Common Crawl's index: addresses of its pages, and the captures that its lines list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from menafn_crawler.bounds import ADDRESS, CAPTURE_FILE, RECORD_BYTES, has_controls
from menafn_crawler.normalise import article_address, utc_text

INDEX = "https://index.commoncrawl.org"
DATA = "https://data.commoncrawl.org"
CRAWL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""``CC-MAIN-2025-21``; a mirror may use other names."""
FILENAME = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.+=-]*/)*[A-Za-z0-9_][A-Za-z0-9_.+=-]*", re.ASCII)
_TIMESTAMP_DIGITS = 14
_MAX_NUMBER_DIGITS = 15
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class IndexedCapture:
    """One capture of an article, as the index lists it."""

    article_id: int
    captured_at: str
    """UTC text."""
    url: str
    filename: str
    """Path of the WARC file below the data address."""
    offset: int
    length: int
    social: bool
    """True if it is the ``?Social=on`` twin, whose title has hashtags."""


def collections_url(index: str) -> str:
    """Return the address of the list of all crawls."""
    return f"{index}/collinfo.json"


def read_collections(body: bytes) -> list[str]:
    """Return the ids of all crawls, newest first. Raises ValueError if *body* is not a list of crawls.

    >>> read_collections(b'[{"id": "CC-MAIN-2025-18"}, {"id": "CC-MAIN-2025-21"}, {"id": "../x"}]')
    ['CC-MAIN-2025-21', 'CC-MAIN-2025-18']
    """
    listed = json.loads(body)
    if not isinstance(listed, list):
        raise ValueError("not a list of crawls")  # noqa: TRY004 - of the answer's text, not of an argument
    ids = [crawl.get("id") for crawl in listed if isinstance(crawl, dict)]
    return sorted((id_ for id_ in ids if isinstance(id_, str) and CRAWL_ID.fullmatch(id_)), reverse=True)


def index_url(index: str, crawl: str, site: str, page: int | None = None) -> str:
    """Return the address of a page of the captures of *site*; without *page* that of the number of pages."""
    query = {"url": f"{urlsplit(site).netloc}/*", "output": "json", "filter": "status:200", "pageSize": "1"}
    query |= {"showNumPages": "true"} if page is None else {"page": str(page)}
    return f"{index}/{quote(crawl)}-index?{urlencode(query, safe='*/:')}"


def read_page_count(body: bytes) -> int:
    """Return the number of index pages. Raises ValueError if *body* does not say it.

    >>> read_page_count(b'{"pages": 3, "pageSize": 1, "blocks": 3}')
    3
    """
    said = json.loads(body)
    pages = said.get("pages") if isinstance(said, dict) else said
    if isinstance(pages, bool) or not isinstance(pages, int) or pages < 0:
        raise ValueError("no number of pages")
    return pages


def read_captures(body: bytes, site: str) -> Iterator[IndexedCapture | str]:
    """Yield for each line of an index page the capture of an article of *site*, or in a word why it is none."""
    for line in body.splitlines():
        if line.strip():
            yield _capture(line, site)


def _capture(line: bytes, site: str) -> IndexedCapture | str:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return "unreadable"
    if not isinstance(fields, dict):
        return "unreadable"
    address = fields.get("url")
    captured_at, offset, length = (
        _instant(fields.get("timestamp")),
        _number(fields, "offset"),
        _number(fields, "length"),
    )
    filename = fields.get("filename")
    if captured_at is None or offset is None or length is None or not isinstance(filename, str):
        return "unreadable"
    if not isinstance(address, str) or len(address) > ADDRESS or has_controls(address):
        return "unreadable"
    if len(filename) > CAPTURE_FILE or not FILENAME.fullmatch(filename):
        return "unreadable"
    if (reason := _unwanted(fields, length)) is not None:
        return reason
    article = article_address(address, site)
    if article is None:
        return "no_article"
    social = "social=on" in urlsplit(address).query.lower()
    return IndexedCapture(article.article_id, captured_at, address, filename, offset, length, social)


def _unwanted(fields: dict[str, Any], length: int) -> str | None:
    if str(fields.get("status")) != "200":
        return "status"
    if str(fields.get("mime")) == "warc/revisit":
        return "revisit"
    if not str(fields.get("mime-detected") or fields.get("mime") or _HTML[0]).startswith(_HTML):
        return "not_html"
    if fields.get("truncated"):
        return "truncated"
    return "too_large" if not 0 < length <= RECORD_BYTES else None


def _number(fields: dict[str, Any], name: str) -> int | None:
    text = str(fields.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_NUMBER_DIGITS else None


def _instant(timestamp: object) -> str | None:
    """Return the UTC text of an index timestamp.

    >>> _instant("20250515080000")
    '2025-05-15T08:00:00Z'
    """
    text = str(timestamp)
    if len(text) != _TIMESTAMP_DIGITS or not (text.isascii() and text.isdigit()):
        return None
    try:
        return utc_text(datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except ValueError:
        return None
