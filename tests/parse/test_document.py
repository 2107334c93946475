"""Bytes into a tree."""

from __future__ import annotations

import pytest

from menafn_crawler.parse import UnreadablePage, read_page

URL = "https://menafn.com/"


@pytest.mark.parametrize("body", [b"", b" \n", b"\x00\x00", b"<!-- nothing -->"])
def test_an_answer_without_a_document_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePage):
        read_page(body, URL)


def test_nothing_is_lost_behind_tags_that_were_never_closed() -> None:
    page = read_page(b"<html><body>" + b"<b><i>" * 300 + b"deep</body></html>", URL)
    assert "deep" in page.root.xpath("string()")


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ('<meta property="og:url" content=" x ">', "x"),
        ('<meta name="og:url" content="x">', "x"),
        ('<meta property="og:url" content=""><meta property="og:url" content="y">', "y"),
        ('<meta property="og:title" content="x">', None),
    ],
)
def test_meta(head: str, value: str | None) -> None:
    assert read_page(f"<html><head>{head}</head></html>".encode(), URL).meta("og:url") == value
