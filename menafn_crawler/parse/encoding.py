"""The text of a page's bytes, whatever encoding was declared."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

_ENCODINGS = frozenset(
    "ascii utf-8 iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10"
    " iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866"
    " cp874 tis-620 koi8-r koi8-u mac-roman mac-cyrillic gb2312 gbk gb18030 big5 big5hkscs euc_jp iso2022_jp shift_jis"
    " cp932 euc_kr cp949".split()
)
"""What a declaration may name: the encodings of the web. Others that Python knows (punycode, idna) need quadratic time
or are no encodings of texts (rot13)."""
_LATIN = frozenset({"ascii", "utf-8", "iso8859-1", "cp1252"})
_ARABIC = ("cp1256", "iso8859-6")
_LABEL_SUFFIX = re.compile(r"^(?:x-)?((?:iso-?8859-[68]|cp|windows-).*?)(?:-[ie])?$", re.IGNORECASE)
"""``ISO-8859-6-i`` is ISO-8859-6 in logical order, ``x-cp1256`` is cp1256."""

_BEYOND_ASCII = re.compile("[\u0080-\ufffc\U00010000-\U0010ffff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = bytes(range(0x80, 0x100))
_ARTICLES_IN = 40
"""One letter in so many at the least begins the Arabic article in an Arabic text; in most texts one in fifteen does."""
_SHORTEST = 8
"""Characters of UTF-16 by which it is known."""
_HEAD = 1024
"""Bytes in which the NULs of UTF-16 are looked for: the markup of a page's head is ASCII."""


def decoded(body: bytes, content_type: str | None = None) -> str:
    """Return the text of *body*.

    UTF-8 and UTF-16 are recognised by the bytes alone, and so are the Arabic code pages: declarations are often wrong.
    Otherwise the header decides, then the page's ``<meta>``, then Windows-1252. In a text that is UTF-8 for the most
    part a stray byte is read as Windows-1252 (a wire's quotation marks and dashes).

    >>> decoded("Kuwait’s".encode(), "text/html; charset=iso-8859-1"), decoded(bytes.fromhex("4b75776169749273"))
    ('Kuwait’s', 'Kuwait’s')
    >>> decoded("أعلن الوزير اليوم".encode("cp1256"), "text/html; charset=utf-8")
    'أعلن الوزير اليوم'
    """
    return decode(body, content_type)[0]


def decode(body: bytes, content_type: str | None = None) -> tuple[str, bytes]:
    """Return the text of *body* and its UTF-8 bytes, which are *body* itself where that is UTF-8."""
    body = body.removeprefix(codecs.BOM_UTF8)
    encoding = read_bom(body)[0] or _utf16(body)
    if encoding is None:
        try:
            return body.decode("utf-8"), body
        except UnicodeDecodeError:
            text = _in_single_bytes(body, content_type)
    else:
        text = body.decode(encoding, "replace").removeprefix("\ufeff")
    return text, text.encode("utf-8", "replace")


def _utf16(body: bytes) -> str | None:
    """Return the byte order of UTF-16 without a byte order mark; None if *body* is something else."""
    head = body[:_HEAD]
    if b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < _SHORTEST:
        return None
    if odd * 2 > half and even * 10 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 2 > half and odd * 10 < half else None


def _in_single_bytes(body: bytes, content_type: str | None) -> str:
    """Return the text of bytes that are not UTF-8."""
    if (arabic := _arabic(body)) is not None:
        return body.decode(arabic, "replace")
    named = [_known(http_content_type_encoding(content_type)), _known(html_body_declared_encoding(body))]
    if named[0] is not None and named[0] != "utf-8":
        return body.decode(named[0], "replace")
    replaced = body.decode("utf-8", "replace")
    if len(_BEYOND_ASCII.findall(replaced)) >= replaced.count("\ufffd"):
        return body.decode("utf-8", _STRAY_BYTES)
    if named[1] is not None and named[1] not in _LATIN:
        try:
            return body.decode(named[1])
        except UnicodeError:
            pass
    return body.decode("cp1252", _STRAY_BYTES)


def _known(label: str | None) -> str | None:
    """Return Python's name of an encoding of the web that *label* declares; None for any other."""
    if label is None or not label.isascii() or len(label) > 40:
        return None
    suffixed = _LABEL_SUFFIX.match(label.strip())
    try:
        name = codecs.lookup(suffixed[1] if suffixed else label.strip()).name
    except (LookupError, ValueError):
        return None
    name = {"ascii": "cp1252", "iso8859-1": "cp1252"}.get(name, name)  # as every browser reads them
    return name if name in _ENCODINGS else None


def _arabic(body: bytes) -> str | None:
    """Return the Arabic code page of *body*; None if it is not Arabic text.

    Bytes above ASCII stand in words of their own in Arabic, alone among others in a Latin text. The code pages differ
    in most letters, so only in the right one is the commonest Arabic word, the article, frequent.
    """
    high = len(body) - len(body.translate(None, _HIGH))
    if sum(map(len, _HIGH_RUN.findall(body))) * 2 < high:
        return None
    found = {name: body.count("ال".encode(name)) for name in _ARABIC}
    best = max(_ARABIC, key=found.__getitem__)
    return best if found[best] * _ARTICLES_IN >= high else None


def _read_stray_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    in_cp1252 = error.encoding == "utf-8" and byte < b"\xa0"
    return byte.decode("cp1252", "replace") if in_cp1252 else "\ufffd", error.start + 1


_STRAY_BYTES = "menafn-stray-bytes"
codecs.register_error(_STRAY_BYTES, _read_stray_byte)
