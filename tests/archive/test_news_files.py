"""Lists of CC-NEWS files, and the captures of the site in them."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from menafn_crawler.archive.news_files import in_capture_order, read_file_list, site_captures
from menafn_crawler.normalise import PUBLISHED_BASE

PATH = "crawl-data/CC-NEWS/2025/05/CC-NEWS-20250514012345-00001.warc.gz"
OTHER = PATH.replace("0514", "0513")


def record(url: str, at: str = "2025-05-14T01:23:45Z", kind: str = "response") -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            url, kind, payload=BytesIO(b"<html>"), length=6, http_headers=headers, warc_headers_dict={"WARC-Date": at}
        )
    )
    return buffer.getvalue()


ARTICLE = record("https://menafn.com/1109547045/Slug")


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_list_is_sorted_and_each_file_is_there_once(pack: object) -> None:
    assert callable(pack)
    assert read_file_list(pack(f"{PATH}\n{OTHER}\n{PATH}\n".encode())) == [OTHER, PATH]


@pytest.mark.parametrize(
    "body",
    [b"", b"\n", b"<html>no</html>", b"../etc/passwd", b"/abs/file", b"https://x/y", b"\x1f\x8b\x08broken", b"a" * 130],
)
def test_anything_else_is_no_list(body: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        read_file_list(body)


@pytest.mark.parametrize(
    "foreign",
    [
        record("https://other.example/1109547045/Slug"),
        record("https://menafn.com/about"),
        record("https://menafn.com/1109547045/Slug", kind="revisit"),
        record("https://menafn.com/1109547045/Slug", kind="request"),
        gzip.compress(b"no record"),
    ],
    ids=["another host", "no article", "revisit", "request", "no WARC"],
)
def test_only_responses_of_the_sites_articles_are_found_at_their_place(foreign: bytes) -> None:
    (found,), read = site_captures(foreign + ARTICLE + foreign, PATH, 1_000, PUBLISHED_BASE, last=True)
    capture = found.capture
    assert (capture.article_id, capture.captured_at, capture.filename) == (1109547045, "2025-05-14T01:23:45Z", PATH)
    assert (capture.offset, capture.length) == (1_000 + len(foreign), len(ARTICLE))
    assert found.record == ARTICLE
    assert read == 2 * len(foreign) + len(ARTICLE)


@pytest.mark.parametrize("size", [1, 10, len(ARTICLE) - 1], ids=["one byte", "ten bytes", "all but one"])
def test_a_record_that_goes_on_is_left_for_the_next_range(size: int) -> None:
    found, read = site_captures(ARTICLE + ARTICLE[:size], PATH, 0, PUBLISHED_BASE, last=False)
    assert (len(found), read) == (1, len(ARTICLE))
    found, read = site_captures(ARTICLE + ARTICLE[:size], PATH, 0, PUBLISHED_BASE, last=True)
    assert (len(found), read) == (1, len(ARTICLE) + size)


def test_captures_come_in_their_order_and_the_page_before_its_twin() -> None:
    twin = record("https://menafn.com/1109547045/Slug?Social=on")
    earlier = record("https://menafn.com/1109547046/Slug", "2025-05-14T01:00:00Z")
    found, _ = site_captures(twin + ARTICLE + earlier, PATH, 0, PUBLISHED_BASE, last=True)
    assert [(one.capture.article_id, one.capture.social) for one in in_capture_order(found)] == [
        (1109547046, False),
        (1109547045, False),
        (1109547045, True),
    ]
