"""The answers of a part of an archive, and what else stands there: each record is one or the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from menafn_crawler.archive.exchange import ASKED_ARTICLE, ASKED_FEED, ASKED_LIST
from menafn_crawler.archive.heads import Record, plain_record, warcio_record
from menafn_crawler.archive.members import BROKEN, Part, records
from menafn_crawler.archive.payload import UnreadableBodyError, body_of

LARGEST_PAGE = 8 * 1024 * 1024
"""Bytes of a page at most, as in a crawl."""


class Skip(StrEnum):
    """Why nothing is read from a record."""

    BROKEN = "broken records (damaged, cut off or too large)"
    REQUEST = "request records"
    REVISIT = "revisit records, whose page stands elsewhere"
    OTHER_RECORD = "records of other types"
    NO_DATE = "records without a date that can be read"
    BODY = "bodies that are too large or encoded in an unknown way"
    OTHER_HOST = "pages of other hosts"
    NOT_HTML = "answers that are no HTML"
    NOT_FEED = "answers of feeds that are none"
    STATUS = "redirects and errors"
    NO_ARTICLE = "pages that are neither an article nor a list of a section"
    GONE = "pages that say there is no such article"
    BLOCKED = "refusals"
    SHELL = "pages whose text only a script shows"
    TRUNCATED = "pages that break off"
    UNREADABLE = "pages that no layout reads"
    OLDER = "pages older than what the store has of their article"
    FAILED = "pages on which the parser failed"


@dataclass(frozen=True, slots=True)
class Answered:
    """One archived answer."""

    offset: int | None
    """Bytes before the record; None for one that stands behind others in a gzip member."""
    url: str
    fetched_at: datetime
    """Aware instant, to the second."""
    status: int
    content_type: str
    body: bytes = field(repr=False)
    article: str | None = None
    """Address of the article that was asked for, in an archive of ours."""
    list_key: str | None = None
    """Edition and section of the list that was asked for, in an archive of ours."""
    feed: str | None = None
    """Path and query of the feed that was asked for, in an archive of ours."""


def answers(part: Part) -> Iterator[Answered | Skip]:
    """What each record of a part is, in order. Raises nothing but OSError."""
    loader = ArcWarcRecordLoader(verify_http=False)
    for offset, data in records(part):
        if data is BROKEN:
            yield Skip.BROKEN
        elif (record := plain_record(data)) is not None:
            yield _answer(offset, record)
        else:
            yield from _by_warcio(loader, offset, data)


def _by_warcio(loader: ArcWarcRecordLoader, offset: int, data: bytes) -> Iterator[Answered | Skip]:
    """All records in *data*: several of them, or what is unusual about one."""
    stream = BytesIO(data)
    place: int | None = offset
    while (line := _next_line(stream)) is not None:
        try:
            yield _answer(place, warcio_record(loader.parse_record_stream(stream, line, "warc")))
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError):  # warcio trusts its input
            yield Skip.BROKEN
            break
        place = None


def _next_line(stream: BytesIO) -> bytes | None:
    """The next line that is not empty; None at the end."""
    while line := stream.readline():
        if line.strip():
            return line
    return None


_OTHER = {"request": Skip.REQUEST, "revisit": Skip.REVISIT}


def _answer(offset: int | None, record: Record) -> Answered | Skip:
    if record.kind != "response":
        return _OTHER.get(record.kind or "", Skip.OTHER_RECORD)
    head, http = record.fields, record.http
    url, fetched_at = head.get("warc-target-uri"), _instant(head.get("warc-date"))
    if http is None or not url:
        return Skip.NOT_HTML  # an answer of another protocol: dns, ftp
    if fetched_at is None:
        return Skip.NO_DATE
    encodings = http.get("transfer-encoding", ""), http.get("content-encoding", "")
    try:
        body = body_of(record.payload, *encodings, LARGEST_PAGE)
    except UnreadableBodyError:
        return Skip.BODY
    asked = (head.get(field.lower()) for field in (ASKED_ARTICLE, ASKED_LIST, ASKED_FEED))
    return Answered(offset, url, fetched_at, _status(record.code), http.get("content-type", ""), body, *asked)


def _status(code: str) -> int:
    """The status; 0 where there is none, which no page has."""
    return int(code) if len(code) == 3 and code.isascii() and code.isdigit() else 0


def _instant(text: str | None) -> datetime | None:
    try:
        instant = datetime.fromisoformat((text or "").strip())
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None
