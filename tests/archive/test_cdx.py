"""Lines of Common Crawl's index: captures of articles, and why others are none."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.archive.capture_queue import CaptureQueue
from menafn_crawler.archive.cdx import IndexedCapture, index_url, read_captures, read_collections, read_page_count

SITE = "https://menafn.com"
LINE = {
    "urlkey": "com,menafn)/1109547045/slug",
    "timestamp": "20250515080000",
    "url": "https://menafn.com/1109547045/Slug",
    "mime": "text/html",
    "mime-detected": "text/html",
    "status": "200",
    "digest": "IQ2LCOXFFOHWM4KCB3A4QSPTNLTGK4PM",
    "length": "21408",
    "offset": "371018203",
    "filename": "crawl-data/CC-MAIN-2025-21/segments/1746.55/warc/CC-MAIN-20250515075943-20250515105943-00042.warc.gz",
}
CAPTURE = IndexedCapture(
    1109547045, "2025-05-15T08:00:00Z", LINE["url"], LINE["filename"], 371018203, 21408, social=False
)


def read(**changes: object) -> IndexedCapture | str:
    fields = {name: value for name, value in (LINE | changes).items() if value is not None}
    (found,) = read_captures(json.dumps(fields).encode() + b"\n", SITE)
    return found


def test_a_line_is_a_capture() -> None:
    assert read() == CAPTURE


@pytest.mark.parametrize(
    ("url", "article_id", "social"),
    [
        ("http://www.menafn.com/1109547045/Slug?Social=on", 1109547045, True),
        ("https://menafn.com/arabic/1110696390/%D8%A7", 1110696390, False),
        ("https://menafn.com/qn_news_story_s.aspx?storyid=1095168700&title=Slug", 1095168700, False),
    ],
)
def test_every_form_of_an_article_s_url_is_known(url: str, article_id: int, social: bool) -> None:
    found = read(url=url)
    assert isinstance(found, IndexedCapture)
    assert (found.article_id, found.social) == (article_id, social)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "301"}, "status"),
        ({"mime": "warc/revisit"}, "revisit"),
        ({"mime": "image/png", "mime-detected": "image/png"}, "not_html"),
        ({"mime-detected": None}, None),
        ({"truncated": "length"}, "truncated"),
        ({"length": "999999999"}, "too_large"),
        ({"length": "0"}, "too_large"),
        ({"length": "9" * 5_000}, "unreadable"),
        ({"offset": "-1"}, "unreadable"),
        ({"offset": None}, "unreadable"),
        ({"timestamp": "2025"}, "unreadable"),
        ({"timestamp": "20251315080000"}, "unreadable"),
        ({"filename": "../../etc/passwd"}, "unreadable"),
        ({"filename": "https://evil.example/x"}, "unreadable"),
        ({"filename": "a\r\nHost: x"}, "unreadable"),
        ({"url": "https://menafn.com/about.aspx"}, "no_article"),
        ({"url": "https://example.org/1109547045/Slug"}, "no_article"),
        ({"url": 7}, "unreadable"),
        ({"url": "https://menafn.com/1109547045/a\x00b"}, "unreadable"),
        ({"filename": "a" * 200}, "unreadable"),
        ({"url": "https://menafn.com/1109547045/" + "x" * 5_000}, "unreadable"),
    ],
)
def test_what_is_not_a_capture_of_an_article_has_its_reason(changes: dict[str, object], reason: str | None) -> None:
    assert read(**changes) == (reason or CAPTURE)


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    list(read_captures(data, SITE))


def test_an_empty_page_has_no_captures() -> None:
    assert list(read_captures(b"\n", SITE)) == []


@pytest.mark.parametrize("body", [b"", b"{}", b"[7]", b'"x"', b"<html>"])
def test_what_is_no_list_of_crawls_is_refused(body: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert read_collections(body) == []


@pytest.mark.parametrize("body", [b"", b"{}", b'{"pages": "x"}', b"-1", b"true", b'{"pages": -3}'])
def test_what_is_no_number_of_pages_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"pages|JSON|Expecting"):
        read_page_count(body)


def test_the_query_is_that_of_the_index_server() -> None:
    url = index_url("https://index.commoncrawl.org", "CC-MAIN-2025-21", SITE, 3)
    assert url == (
        "https://index.commoncrawl.org/CC-MAIN-2025-21-index"
        "?url=menafn.com/*&output=json&filter=status:200&pageSize=1&page=3"
    )


def capture(article_id: int, at: str, filename: str = "a", *, social: bool = False) -> IndexedCapture:
    return IndexedCapture(article_id, at, f"{SITE}/{article_id}/", filename, 0, 100, social)


def test_captures_come_newest_first_and_the_page_before_its_twin(tmp_path: Path) -> None:
    index = CaptureQueue(tmp_path, "here")
    twin, page, older = (
        capture(7, "2025-05-15", "a", social=True),
        capture(7, "2025-05-15", "b"),
        capture(7, "2025-05-14"),
    )
    assert index.add_page("X", 0, [older, twin]) == 2
    assert index.add_page("Y", 0, [page, capture(9, "2025-05-01")]) == 2
    assert index.captures(7, ["X", "Y"]) == [page, twin, older]
    assert index.captures(7, ["X"]) == [twin, older]
    assert list(index.articles(["X", "Y"], batch=1)) == [[9], [7]]
    assert list(index.articles(["X", "Y"], 8, 9)) == [[9]]
    index.reject(page, "gone")
    assert index.captures(7, ["X", "Y"]) == [twin, older]
    index.close()


def test_pages_that_were_read_are_known_to_the_next_run_of_the_same_index(tmp_path: Path) -> None:
    index = CaptureQueue(tmp_path, "here")
    index.add_page("X", 0, [capture(7, "2025-05-15")])
    assert index.add_page("X", 0, [capture(7, "2025-05-15")]) == 0
    index.note_publication(capture(7, "2025-05-15"), "2025-05-13", "2025-05-14")
    index.close()
    again, other = CaptureQueue(tmp_path, "here"), CaptureQueue(tmp_path, "there")
    assert (again.has_page("X", 0), again.has_page("X", 1), other.has_page("X", 0)) == (True, False, False)
    assert again.publication(7) == ("2025-05-13", "2025-05-14")
    assert (again.publication(8), other.publication(7)) == (None, None)
    again.close()
    other.close()
