"""Characters that no reader sees."""

from __future__ import annotations

import re

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROL = "".join(chr(n) for n in (*range(0x09), *range(0x0E, 0x1C), 0x7F))
_SURROGATES = range(0xD800, 0xE000)
"""Halves of characters: no text that can be written to a file holds one."""

_INVISIBLE = dict.fromkeys((*map(ord, _ZERO_WIDTH + _DIRECTION + _CONTROL), *_SURROGATES))

_MARKS = re.compile(f"[{_DIRECTION}]")


def collapsed(text: str) -> str:
    """*text* with one space for all white space between words, and none around it.

    Marks of direction go too, which stand among the words of pages that mix Arabic and Latin.

    >>> collapsed("\\u200f14 \u0645\u0627\u064a\u0648\\u200e\\n")
    '14 \u0645\u0627\u064a\u0648'
    """
    text = " ".join(text.split())
    if text.isascii() or text.isprintable():
        return text
    return " ".join(_MARKS.sub("", text).split())


def without_invisible(text: str) -> str:
    """*text* without zero-width characters, marks of direction, control characters and lone surrogates.

    White space stays, and so do the controls U+0080 to U+009F: they are what mojibake is repaired from.

    >>> without_invisible("Ku\\u200bwait\\ufeff")
    'Kuwait'
    """
    return text if text.isprintable() else text.translate(_INVISIBLE)
