"""Hash of an article's words: equal for texts that differ only in case, punctuation, spacing and Arabic spelling."""

from __future__ import annotations

import hashlib
import re

from menafn_crawler.normalise.figures import fold_figures
from menafn_crawler.normalise.folding import fold

_WORDS = re.compile(r"\w+")
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_PUNCTUATION = "‘’“”–—…•"
"""The only non-ASCII characters of most English texts."""
_SEPARATED = bytes(n if n >= 128 or chr(n).isalnum() or chr(n) == "_" else 0x20 for n in range(256)).lower()
"""Translation table of UTF-8: ASCII letters in lower case, digits, other characters, a space for each ASCII mark."""
_MARKS = "،؛؟«»" + _PUNCTUATION
_NO_OTHER_MARKS = re.compile(r"[\x00-\x7f\w]*+")


def ascii_or_none(text: str) -> str | None:
    """Return *text* with a space for each non-ASCII punctuation mark; None if other non-ASCII characters remain."""
    if text.isascii():
        return text
    for mark in _PUNCTUATION:  # several times faster than a regular expression
        text = text.replace(mark, " ")
    return text if text.isascii() else None


def fold_for_comparison(text: str) -> str:
    """Return *text* folded; where it has Arabic letters, its figures are folded too."""
    return fold_figures(text) if _ARABIC.search(text) else fold(text)


def comparable(text: str) -> str:
    """Return the words of *text*, folded and separated by one space.

    >>> comparable("Oil  Prices—up 3.5%!")
    'oil prices up 3 5'
    """
    plain = ascii_or_none(text)
    if plain is not None:  # most bodies
        return _separated(plain)
    folded = fold_for_comparison(text)
    for mark in _MARKS:
        folded = folded.replace(mark, " ")
    return _separated(folded) if _NO_OTHER_MARKS.fullmatch(folded) else " ".join(_WORDS.findall(folded))


def _separated(text: str) -> str:
    """Return the words of *text*, which has no marks but those of ASCII."""
    return b" ".join(text.encode().translate(_SEPARATED).split()).decode()


def content_hash(body: str) -> str:
    """Return the sha256 of the comparable text, in hexadecimal."""
    return hashlib.sha256(comparable(body).encode()).hexdigest()
