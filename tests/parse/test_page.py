"""Bytes into a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.parse import UnreadablePage, decoded, read_page

URL = "https://menafn.com/"
UTF8 = "text/html; charset=utf-8"
META = '<meta charset="windows-1256">'
HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-6">'


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Kuwait’s".encode(), None, "Kuwait’s"),
        ("Kuwait’s".encode(), "text/html; charset=iso-8859-1", "Kuwait’s"),
        ("Kuwait’s".encode("utf-8-sig"), "text/html; charset=windows-1252", "Kuwait’s"),
        ("Kuwait’s".encode("cp1252"), None, "Kuwait’s"),
        ("Kuwait’s café".encode("cp1252"), "text/html; charset=utf-8", "Kuwait’s café"),
        ("Kuwait’s".encode("utf-16"), None, "Kuwait’s"),
        ("النفط".encode("cp1256"), "text/html; charset=windows-1256", "النفط"),
        ('<meta charset="windows-1256">النفط'.encode("cp1256"), None, '<meta charset="windows-1256">النفط'),
        (f"{META}النفط".encode("cp1256"), UTF8, f"{META}النفط"),
        (f"{HTTP_EQUIV}النفط".encode("iso-8859-6"), UTF8, f"{HTTP_EQUIV}النفط"),
        (f"{META}النفط".encode(), UTF8, f"{META}النفط"),
        (f"{META}النفط".encode() + b"\x92s", UTF8, f"{META}النفط’s"),
        ('<meta charset="utf-8">naïve'.encode("cp1252"), UTF8, '<meta charset="utf-8">naïve'),
        ('<meta charset="utf-16">naïve'.encode("cp1252"), UTF8, '<meta charset="utf-16">naïve'),
        ('<meta charset="rot13">naïve'.encode("cp1252"), None, '<meta charset="rot13">naïve'),
        (f"{HTTP_EQUIV}aÿ".encode("cp1252"), UTF8, f"{HTTP_EQUIV}aÿ"),
        ("naïve".encode("cp1252"), "text/html; charset=idna", "naïve"),
        ("الن".encode() + b"\x92s", "text/html; charset=utf-8", "الن’s"),
        ("الن".encode() + b"\xff", "text/html; charset=utf-8", "الن\ufffd"),
        ("naïve".encode("cp1252"), "text/html; charset=no-such-thing", "naïve"),
        (b"", None, ""),
    ],
)
def test_bytes_are_decoded_as_what_they_are(body: bytes, content_type: str | None, text: str) -> None:
    assert decoded(body, content_type) == text


@given(st.binary(max_size=80), st.text(max_size=20))
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    decoded(body, content_type)


@given(st.text(max_size=80))
def test_utf8_comes_back_whatever_was_declared(text: str) -> None:
    if not text.startswith(("\ufeff", "\x00")):
        assert decoded(text.encode(), "text/html; charset=windows-1252") == text


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
