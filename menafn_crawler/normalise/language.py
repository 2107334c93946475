"""Language of an article: the edition's, or what its letters say."""

from __future__ import annotations

import re

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_LATIN = re.compile(r"[A-Za-z]")


def language_of(edition: str, text: str) -> str:
    """``ar`` for the Arabic edition and for text with more Arabic than Latin letters, else ``en``.

    >>> language_of("en", "النفط يرتفع"), language_of("en", "Oil rises")
    ('ar', 'en')
    """
    if edition == "ar":
        return "ar"
    if text.isascii() or not _ARABIC.search(text):
        return "en"
    return "ar" if len(_ARABIC.findall(text)) > len(_LATIN.findall(text)) else "en"
