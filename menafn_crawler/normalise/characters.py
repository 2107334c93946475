"""Remove characters that no reader sees and that no file should hold."""

from __future__ import annotations

import re

_DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ZERO_WIDTH = "\u200b\u200d\u2060\ufeff\u00ad"
_C0 = (*range(0x09), *range(0x0E, 0x1C), 0x7F)
_C1 = range(0x80, 0xA0)
_SURROGATES = range(0xD800, 0xE000)
"""Halves of characters: no text that can be written to a file holds one."""
_NONCHARACTERS = (*range(0xFDD0, 0xFDF0), *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)))
"""Code points that Unicode reserves; XML and spreadsheets refuse them."""

_INVISIBLE = dict.fromkeys((*map(ord, _ZERO_WIDTH + _DIRECTION), *_C0, *_SURROGATES, *_NONCHARACTERS))
_UNPUBLISHABLE = _INVISIBLE | dict.fromkeys(_C1)

_DIRECTION_MARKS = re.compile(f"[{_DIRECTION}]")
_NON_JOINER = "\u200c"
_LOOSE_NON_JOINER = re.compile("(?<![\u0620-\u064a\u066e-\u06d3])\u200c|\u200c(?![\u0620-\u064a\u066e-\u06d3])")
"""A zero-width non-joiner that stands between no two Arabic letters: there it shapes a word (``می‌شود``)."""
_ESCAPE_SEQUENCE = re.compile("\x1b(?:\\[[0-?]{0,32}[ -/]{0,8}[@-~]|\\][^\x07\x1b]{0,200}(?:\x07|\x1b\\\\))")
"""What a terminal would run: colours, titles."""
_C1_SEQUENCE = re.compile("\x9b[0-9;]{1,32}[A-Za-z]")


def collapsed(text: str) -> str:
    """Return *text* with one space for all white space between words, none around it, and no direction marks.

    >>> collapsed("\\u200f14 \u0645\u0627\u064a\u0648\\u200e\\n")
    '14 \u0645\u0627\u064a\u0648'
    """
    text = " ".join(text.split())
    if text.isascii() or text.isprintable():
        return text
    return " ".join(_DIRECTION_MARKS.sub("", text).split())


def without_invisible(text: str) -> str:
    """Return *text* without zero-width characters, direction marks, control and non-characters, lone surrogates.

    White space stays, a zero-width non-joiner between two Arabic letters too, and U+0080 to U+009F: mojibake is
    repaired from these.

    >>> without_invisible("Ku\\u200bwait\\ufeff")
    'Kuwait'
    """
    if text.isprintable():
        return text
    if "\x1b" in text:
        text = without_escape_sequences(text)
    text = text.translate(_INVISIBLE)
    return _LOOSE_NON_JOINER.sub("", text) if _NON_JOINER in text else text


def without_escape_sequences(text: str) -> str:
    """Return *text* without what a terminal would run: their brackets would be taken for those of a byline.

    >>> without_escape_sequences("Trend\\x1b[31m News")
    'Trend News'
    """
    return _ESCAPE_SEQUENCE.sub("", text)


def publishable(text: str) -> str:
    """Return *text* as one line that every file format and tool takes: visible characters, single spaces.

    >>> publishable("Trend\\x1b[31m News\\x9f \\ufffe Agency ")
    'Trend News Agency'
    """
    if text.isprintable():
        return " ".join(text.split())
    text = _C1_SEQUENCE.sub("", without_invisible(" ".join(text.split())))
    return " ".join(text.translate(_UNPUBLISHABLE).split())
