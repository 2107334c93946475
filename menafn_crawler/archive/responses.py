"""Read the responses of WARC records; every record is a response or is skipped for a counted reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from menafn_crawler.archive.compression import MAGIC
from menafn_crawler.archive.content_encoding import UnreadableBodyError, decode_body
from menafn_crawler.archive.http_exchange import FEED_FIELD, LIST_FIELD, REQUESTED_FIELD
from menafn_crawler.archive.raw_records import RawRecord, split_records
from menafn_crawler.archive.writer import OPEN_SUFFIX
from menafn_crawler.bounds import ADDRESS, HEADER_BYTES, PAGE_BYTES, RECORD_BYTES, has_controls
from menafn_crawler.items import Capture

_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d{1,14}([a-z]{2}_)?/(?=https?:)", re.IGNORECASE)
_UNMODIFIED = "id_"
"""Flag of the Wayback Machine for a capture whose links it has not rewritten."""
_ORIGIN = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_WITH_PAGES = frozenset({"response", "resource"})
_HTML = ("text/html", "application/xhtml+xml")
_OTHER_PROTOCOLS = frozenset({"dns", "ftp", "whois", "ntp"})


class Skip(StrEnum):
    """Why nothing is read from a record."""

    BROKEN = "broken records (damaged, cut off or too large)"
    HEADERS = "records with more than 64 kB of headers"
    REQUEST = "request records"
    REVISIT = "revisit records, whose page is in another record"
    OTHER_RECORD = "records of other types"
    NO_DATE = "records without a readable date"
    BAD_ADDRESS = "records with an address that is too long or has control characters"
    BODY = "bodies that are too large or have an unknown encoding"
    CUT_SHORT = "records whose crawler cut them short (WARC-Truncated)"
    REWRITTEN = "pages rewritten by a web archive (not captured with id_)"
    OTHER_HOST = "pages of other hosts"
    NOT_HTML = "responses that are not HTML"
    NOT_FEED = "feed responses that are not feeds"
    STATUS = "redirects and errors"
    NO_ARTICLE = "pages that are neither an article nor a list of a section"
    GONE = "pages that say there is no such article"
    BLOCKED = "refusals"
    SHELL = "pages whose text needs a script"
    TRUNCATED = "pages that break off"
    UNREADABLE = "pages that no layout reads"
    FOREIGN = "pages in the place of an article (maintenance, consent, another site)"
    SLOW = "pages that took too long to read"
    OLDER = "pages older than the stored one of their article"
    FAILED = "pages on which the parser failed"


_REQUEST = re.compile(rb"\r\nWARC-Type: request\r\n")
"""In the head of half the records of most archives. Nothing of them is read, so warcio need not parse them."""
_WITHOUT_PAGES = {"request": Skip.REQUEST, "revisit": Skip.REVISIT}


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """One response of an archive."""

    position: int | None
    """Bytes before the record in its segment; None for a second record in one gzip member."""
    length: int
    """Bytes of the record, or of its gzip member."""
    url: str
    fetched_at: datetime
    """Aware datetime in UTC, to the second."""
    status: int
    content_type: str
    body: bytes = field(repr=False)
    requested: str | None = None
    """Canonical URL of the article that was requested; only in archives of our own."""
    list_key: str | None = None
    """Edition and section of the list that was requested; only in archives of our own."""
    feed: str | None = None
    """Path and query of the feed that was requested; only in archives of our own."""


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(verify_http=False, arc2warc=False)  # status lines of HTTP/2, or without a reason

    def load_http_headers(self, rec_type: str, uri: str | None, stream: Any, length: int | None) -> Any:
        return super().load_http_headers(rec_type, (uri or "")[: len("https:")].lower(), stream, length)


_LOADER = _Loader()


def read_responses(records: Iterable[RawRecord]) -> Iterator[ArchivedResponse | Skip]:
    """Yield what each record is, in order. Raises nothing."""
    for member in records:
        if not isinstance(member.content, bytes):
            yield Skip.BROKEN
            continue
        position: int | None = member.start
        for record in split_records(member.content, compressed=False, last=True):
            if isinstance(record.content, bytes):
                yield _read(record.content, (position, member.end - member.start), check_digest=not member.verified)
            else:
                yield Skip.BROKEN
            position = None


def read_response_at(directory: Path, capture: Capture) -> ArchivedResponse | None:
    """Return the response of *capture*; None if its file is not in *directory* or holds another response there."""
    name = Path(capture.file).name
    path = next((path for path in (directory / name, directory / f"{name}{OPEN_SUFFIX}") if path.is_file()), None)
    if path is None:
        return None
    with path.open("rb") as file:
        file.seek(capture.offset)
        data = file.read(RECORD_BYTES)
    records = split_records(data, compressed=data.startswith(MAGIC), last=True)
    found = next(read_responses(records), None)
    return found if isinstance(found, ArchivedResponse) and found.url == capture.url else None


def warcinfo_fields(records: Iterator[RawRecord]) -> Mapping[str, str]:
    """Return the fields of the warcinfo record that a WARC begins with; empty if it does not."""
    content = next((record.content for record in records if isinstance(record.content, bytes)), b"")
    parsed = _parse(content)
    if parsed is None or parsed[0].rec_type != "warcinfo":
        return {}
    lines = parsed[1].decode("utf-8", "replace").splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _parse(content: bytes, *, check_digest: bool = False) -> tuple[ArcWarcRecord, bytes] | None:
    """Return a record and its payload; None if it is damaged, as far as its digest tells."""
    try:
        record = _LOADER.parse_record_stream(BytesIO(content), known_format="warc", check_digests=check_digest)
        payload = record.raw_stream.read()
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError):  # warcio trusts its input
        return None
    return None if check_digest and _garbled(record) else (record, payload)


def _read(content: bytes, place: tuple[int | None, int], *, check_digest: bool) -> ArchivedResponse | Skip:
    if not _short_headers(content):
        return Skip.HEADERS
    if not check_digest and _REQUEST.search(content, 0, max(0, content.find(b"\r\n\r\n") + 2)):
        return Skip.REQUEST
    parsed = _parse(content, check_digest=check_digest)
    if parsed is None:
        return Skip.BROKEN
    record, payload = parsed
    fields = _first_of_each(record.rec_headers.headers)
    if record.rec_type not in _WITH_PAGES:
        return _WITHOUT_PAGES.get(record.rec_type or "", Skip.OTHER_RECORD)
    if "warc-truncated" in fields:
        return Skip.CUT_SHORT
    url = _captured_url(fields.get("warc-target-uri", ""))
    if isinstance(url, Skip):
        return url
    fetched_at = _instant(fields.get("warc-date"))
    if fetched_at is None:
        return Skip.NO_DATE
    return _response(record, fields, payload, (*place, url, fetched_at))


def _response(
    record: ArcWarcRecord, fields: Mapping[str, str], payload: bytes, at: tuple[int | None, int, str, datetime]
) -> ArchivedResponse | Skip:
    if record.rec_type == "resource":
        content_type = fields.get("content-type", "")
        if not content_type.lower().startswith(_HTML):
            return Skip.NOT_HTML
        return ArchivedResponse(*at, 200, content_type, payload) if len(payload) <= PAGE_BYTES else Skip.BODY
    if record.http_headers is None:
        return Skip.NOT_HTML
    headers = _first_of_each(record.http_headers.headers)
    codings = ",".join(value for name, value in record.http_headers.headers if name.lower() == "content-encoding")
    try:
        body = decode_body(payload, headers.get("transfer-encoding", ""), codings, PAGE_BYTES)
    except UnreadableBodyError:
        return Skip.BODY
    requested = (fields.get(name.lower()) for name in (REQUESTED_FIELD, LIST_FIELD, FEED_FIELD))
    status = _status(str(record.http_headers.get_statuscode()))
    return ArchivedResponse(*at, status, headers.get("content-type", ""), body, *requested)


def _short_headers(content: bytes) -> bool:
    """Return True if the headers of a record, and of the HTTP message in it, end within ``HEADER_BYTES``."""
    head = content[:HEADER_BYTES]
    end = head.find(b"\r\n\r\n")
    if end < 0:
        return b"\n\n" in head or len(content) < HEADER_BYTES
    is_http = b"application/http" in head[:end].lower()
    return not is_http or len(content) < HEADER_BYTES or b"\n\r\n" in head[end + 4 :] or b"\n\n" in head[end + 4 :]


def _garbled(record: ArcWarcRecord) -> bool:
    """Return True if the block, or without a digest of it the payload, is not what its digest says."""
    problems = record.digest_checker.problems
    tested = "block" if record.rec_headers.get_header("WARC-Block-Digest") else "payload"
    return any(problem.startswith(f"{tested} digest failed") for problem in problems)


def _captured_url(uri: str) -> str | Skip:
    """Return the captured URL, scheme and host in lower case; of a Wayback capture the URL of the original.

    >>> _captured_url("https://web.archive.org/web/20250515080000id_/HTTP://WWW.MENAFN.COM/1109547045/Slug")
    'http://www.menafn.com/1109547045/Slug'
    """
    wayback = _WAYBACK.match(uri)
    if wayback is not None and wayback[1] != _UNMODIFIED:
        return Skip.REWRITTEN
    uri = uri[wayback.end() :] if wayback is not None else uri
    if len(uri) > ADDRESS or has_controls(uri):
        return Skip.BAD_ADDRESS
    origin = _ORIGIN.match(uri)
    if origin is None:
        return Skip.NOT_HTML if uri.partition(":")[0].lower() in _OTHER_PROTOCOLS else Skip.OTHER_RECORD
    return origin[0].lower() + uri[origin.end() :]


def _status(code: str) -> int:
    """Return the status; 0 if there is none, which no page has."""
    return int(code) if len(code) == 3 and code.isascii() and code.isdigit() else 0


def _instant(text: str | None) -> datetime | None:
    try:
        instant = datetime.fromisoformat((text or "").strip())
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def _first_of_each(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in reversed(headers)}
