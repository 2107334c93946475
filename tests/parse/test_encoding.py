"""Bytes into text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.parse import decoded
from menafn_crawler.parse.encoding import decode

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
        ("é".encode() + b"\x92", "text/html; charset=utf-8", "é’"),
        ("é".encode() + b"\x92 \x92", "text/html; charset=utf-8", "Ã©’ ’"),
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


ARABIC = "<p>أعلنت هيئة الموانئ في العقبة اليوم إطلاق رصيف جديد لمناولة الحاويات، بطاقة 640 ألف حاوية.</p>"


@pytest.mark.parametrize("encoding", ["cp1256", "iso-8859-6"])
@pytest.mark.parametrize(
    "declared", ["", "utf-8", "iso-8859-1", "windows-1252", "windows-1251", "windows-1256", "iso-8859-6-i", "x-cp1256"]
)
@pytest.mark.parametrize("meta", ["", '<meta charset="utf-8">', '<meta charset="ISO-8859-6-i">'])
def test_arabic_code_pages_are_known_by_their_bytes(encoding: str, declared: str, meta: str) -> None:
    text = meta + (ARABIC if encoding == "cp1256" else ARABIC.replace("،", ""))
    assert decoded(text.encode(encoding), f"text/html; charset={declared}") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("declared", [None, UTF8, "text/html; charset=utf-16"])
def test_unicode_is_known_by_its_bytes(encoding: str, declared: str | None) -> None:
    text = f"<!DOCTYPE html><html><head><title>x</title></head><body>{ARABIC}</body></html>"
    assert decoded(text.encode(encoding), declared) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Москва, Кремль и площадь", "windows-1251", "windows-1251"),
        ("Ελλάδα και Κύπρος", "iso-8859-7", "iso-8859-7"),
        ("北京报道", "gb2312", "gb2312"),
        ("İstanbul'da görüşme", "iso-8859-9", "iso-8859-9"),
        ("“café”", "cp1252", "iso-8859-1"),
    ],
)
def test_other_texts_are_read_as_declared(text: str, encoding: str, declared: str) -> None:
    assert decoded(text.encode(encoding), f"text/html; charset={declared}") == text


@pytest.mark.parametrize(
    "name", ["punycode", "idna", "rot13", "zlib", "unicode_escape", "undefined", "utf-7", "a" * 99]
)
def test_a_declaration_that_names_no_encoding_of_the_web_is_none(name: str) -> None:
    assert decoded("naïve".encode("cp1252") * 9, f"text/html; charset={name}") == "naïve" * 9


@pytest.mark.parametrize(("letters", "encoding"), [(8, "utf-16-le"), (7, None)], ids=["eight", "seven"])
@pytest.mark.parametrize("order", ["le", "be"])
def test_so_many_letters_make_utf_16(order: str, letters: int, encoding: str | None) -> None:
    body = ("x" * letters).encode(f"utf-16-{order}")
    assert (decode(body)[0] == "x" * letters) is (encoding is not None)


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize(("other", "known"), [(9, True), (10, False)], ids=["less than half", "half"])
def test_most_letters_of_utf_16_are_ascii(order: str, other: int, known: bool) -> None:
    text = "x" * (20 - other) + "ش" * other
    assert (decode(text.encode(f"utf-16-{order}"))[0] == text) is known


@pytest.mark.parametrize(("articles", "arabic"), [(3, True), (2, False)], ids=["one in forty", "fewer"])
@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6"])
def test_an_arabic_text_has_the_article(encoding: str, articles: int, arabic: bool) -> None:
    text = "ال" * articles + "ب" * (120 - 2 * articles)
    assert (decode(text.encode(encoding))[0] == text) is arabic


@pytest.mark.parametrize(("words", "arabic"), [(1, True), (2, False)], ids=["half in words", "less"])
def test_an_arabic_text_stands_in_words_of_its_own(words: int, arabic: bool) -> None:
    text = "الب" + " ب" * (3 * words)
    assert (decode(text.encode("cp1256"))[0] == text) is arabic


@pytest.mark.parametrize(("stray", "utf8"), [(2, True), (3, False)], ids=["as many", "more"])
def test_a_text_is_utf_8_if_its_letters_are_as_many_as_its_stray_bytes(stray: int, utf8: bool) -> None:
    body = "é x é ".encode() + b"\x93 " * stray
    assert (decode(body)[0] == "é x é " + "“ " * stray) is utf8
