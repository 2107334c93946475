"""WARC records (ISO 28500) as bytes, each a gzip member of its own, so that a file can be read from any of them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from menafn_crawler.archive.deflate import packed
from menafn_crawler.archive.exchange import Exchange, Headers, kept_headers, public_headers
from menafn_crawler.normalise import utc_text

_VERSION = "WARC/1.1"
_FORMAT = {"format": "WARC File Format 1.1", "conformsTo": "http://iipc.github.io/warc-specifications/"}


def warcinfo(filename: str, about: Mapping[str, str]) -> bytes:
    """The record that a file begins with: who wrote it and by which rules."""
    buffer, writer = _writer()
    writer.write_record(writer.create_warcinfo_record(filename, {**about, **_FORMAT}))
    return packed(buffer.getvalue())


def pair(exchange: Exchange) -> bytes:
    """The records of an answer and of its request, in this order."""
    fields = {"WARC-Date": utc_text(exchange.fetched_at)}
    buffer, writer = _writer()
    protocol, _, status = exchange.status_line.partition(" ")
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=_head(status, kept_headers(exchange.headers, len(exchange.body)), protocol),
        warc_headers_dict=fields | ({"WARC-IP-Address": exchange.ip} if exchange.ip else {}) | dict(exchange.about),
    )
    method, _, target = exchange.request_line.partition(" ")
    request = writer.create_warc_record(
        exchange.url,
        "request",
        payload=BytesIO(),
        length=0,
        http_headers=_head(target, public_headers(exchange.request_headers), method),
        warc_headers_dict=fields,
    )
    writer.write_record(response)
    answered = packed(buffer.getvalue())
    buffer.seek(0)
    buffer.truncate()
    request.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
    writer.write_record(request)
    return answered + packed(buffer.getvalue())


def _writer() -> tuple[BytesIO, WARCWriter]:
    buffer = BytesIO()
    return buffer, WARCWriter(buffer, gzip=False, warc_version=_VERSION)


def _head(first: str, headers: Headers, protocol: str) -> StatusAndHeaders:
    return StatusAndHeaders(first, list(headers), protocol=protocol)
