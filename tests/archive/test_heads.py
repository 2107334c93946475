"""Heads read at once say what warcio says of them, and what is unusual is left to warcio."""

from __future__ import annotations

from io import BytesIO

import pytest
from warcio.recordloader import ArcWarcRecordLoader

from menafn_crawler.archive.heads import Record, plain_record, warcio_record
from tests.archive.samples import HTML, STORIES, record, story_record, url

ADDRESS = url(STORIES[0])
STORY = story_record(packed=False)
TWICE = (*HTML, ("X-Cache", ""), ("content-type", "text/plain"), ("Server", " two  words "))

USUAL = {
    "an answer": STORY,
    "an answer that was cut out of a file": STORY[:-4],
    "an answer with a field twice, and one without a value": record(ADDRESS, b"text", headers=TWICE, packed=False),
    "an answer without a body": record(ADDRESS, b"", packed=False),
    "an answer without a word for its status": record(ADDRESS, b"text", first="HTTP/2 204", packed=False),
    "metadata": record(ADDRESS, b"via: x", kind="metadata", first="", packed=False),
}


def by_warcio(data: bytes) -> Record:
    return warcio_record(ArcWarcRecordLoader(verify_http=False).parse_record_stream(BytesIO(data), known_format="warc"))


@pytest.mark.parametrize("data", USUAL.values(), ids=USUAL.keys())
def test_the_usual_is_read_as_warcio_reads_it(data: bytes) -> None:
    found, wanted = plain_record(data), by_warcio(data)
    assert found is not None
    assert (found.kind, found.fields, found.http, found.code) == (
        wanted.kind,
        wanted.fields,
        wanted.http,
        wanted.code,
    )
    assert found.payload == (wanted.payload if found.kind == "response" else b"")


def test_a_request_is_known_by_its_first_head() -> None:
    found = plain_record(record(ADDRESS, b"", kind="request", first="GET /x HTTP/1.1", packed=False))
    assert found is not None
    assert (found.kind, found.http) == ("request", None)


UNUSUAL = {
    "several records": STORY * 2,
    "a record that is cut off": STORY[:-6],
    "something behind it": STORY + b"\r\n",
    "an older version": STORY.replace(b"WARC/1.0", b"WARC/0.18"),
    "a folded line": STORY.replace(b"WARC-Date: ", b"WARC-Date:\r\n "),
    "lines that end otherwise": STORY.replace(b"\r\n", b"\n"),
    "a space before the colon": STORY.replace(b"WARC-Date:", b"WARC-Date :"),
    "a field that is not ASCII": STORY.replace(b"WARC-Date: ", b"WARC-Date: \xc3\xa4"),
    "no length": STORY.replace(b"Content-Length", b"Content-Lost", 1),
    "a length in other digits": STORY.replace(b"Content-Length: ", b"Content-Length: +", 1),
    "nothing in it": b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    "an address in brackets": record(f"<{ADDRESS}>", b"text", packed=False),
    "an address with a space": record(f"{ADDRESS} x", b"text", packed=False),
    "another protocol": record("dns:menafn.com", b"20250515 1.2.3.4", headers=(), first="", packed=False),
    "a status that is none": record(ADDRESS, b"text", first="HTTP/1.1 OK", packed=False),
    "an answer without headers": record(ADDRESS, b"text", headers=(), packed=False),
    "a revisit": record(ADDRESS, b"", kind="revisit", packed=False),
    "no record": b"WARC/nonsense",
}


@pytest.mark.parametrize("data", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_the_unusual_is_left_to_warcio(data: bytes) -> None:
    assert plain_record(data) is None
