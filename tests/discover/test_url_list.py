"""Lines that somebody kept: which article each names, and why one names none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.discover import ListedUrl, read_url_list

BASE = "http://127.0.0.1:8000"
GUID = "/menafn/6f0c1f5e-3c0b-4a52-9a57-0d8a4be6b1f3/Gulf-Bourses"

FORMS = {
    "canonical": b"https://menafn.com/1109547045/Slug",
    "without a slug": b"https://menafn.com/1109547045/",
    "social twin": b"https://menafn.com/1109547045/Slug?Social=on",
    "from a feed": b"http://www.menafn.com/1109547045/Slug?src=RSS",
    "glued source": b"https://menafn.com/1109547045/Slug&source=29",
    "old": b"http://menafn.com/qn_news_story_s.aspx?storyid=1109547045&title=Slug",
    "arabic": "https://menafn.com/arabic/1109547045/قطر".encode(),
    "without a scheme": b"www.MENAFN.com/1109547045/Slug",
    "path": b"/1109547045/Slug",
    "of the mirror": b"http://127.0.0.1:8000/1109547045/Slug",
    "bare number": b"1109547045",
    "of a spreadsheet": b'"https://menafn.com/1109547045/Slug",\r\n',
    "behind a byte order mark": b"\xef\xbb\xbfhttps://menafn.com/1109547045/Slug\n",
    "in brackets": b"<https://menafn.com/1109547045/Slug>",
}
OTHERS = {
    "2013": (GUID.encode(), "2013"),
    "2013 in full": (f"https://menafn.com{GUID}".encode(), "2013"),
    "a list": (b"https://menafn.com/qn_country.aspx?country=SA", "no article"),
    "another host": (b"https://example.org/1109547045/Slug", "another host"),
    "a host that begins alike": (b"menafn.com.example.org/1109547045/Slug", "no article"),
    "a sentence": (b"see the minutes of 12 May", "no article"),
    "a short number": (b"1109", "no article"),
    "bytes": (b"\x89PNG\x1a\xff\xfe", "no article"),
    "half an address": (b"http://[::1/1109547045/", "another host"),
}


def read(*lines: bytes) -> list[ListedUrl]:
    return list(read_url_list(lines, BASE))


@pytest.mark.parametrize("line", FORMS.values(), ids=FORMS.keys())
def test_every_form_names_the_article(line: bytes) -> None:
    (listed,) = read(line)
    assert listed.article is not None
    assert (listed.article.article_id, listed.reason) == (1109547045, None)


@pytest.mark.parametrize(("line", "reason"), OTHERS.values(), ids=OTHERS.keys())
def test_what_names_none_says_why(line: bytes, reason: str) -> None:
    (listed,) = read(line)
    assert listed.article is None
    assert listed.reason is not None
    assert reason in listed.reason


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    listed = read(b"\n", b"# kept since May\n", b"rubbish\n", b"  \r\n", b"/1109547045/x\n")
    assert [(one.line, one.article is not None) for one in listed] == [(3, False), (5, True)]


@given(st.lists(st.binary(max_size=80), max_size=5))
def test_no_line_can_stop_the_reading(lines: list[bytes]) -> None:
    for listed in read(*lines):
        assert (listed.article is None) is (listed.reason is not None)
