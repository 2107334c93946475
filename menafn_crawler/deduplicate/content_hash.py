"""What makes two texts the same: their words, whatever the case, punctuation and spacing."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORDS = re.compile(r"\w+")
_UNSPOKEN = re.compile(r"[\u0640\u064b-\u065f\u0670]")
"""Tatweel and the Arabic vowel signs: the same word is printed with and without them."""


_PUNCTUATION = "‘’“”–—…•"
"""What divides words in nearly all texts that are not ASCII otherwise."""
_SEPARATED = bytes(n if n < 128 and (chr(n).isalnum() or chr(n) in "_#") else 0x20 for n in range(256))
"""ASCII with a space for all that belongs to no word, but for ``#``."""
_SPOKEN = _SEPARATED.lower().replace(b"#", b" ")
"""The same in lower case, and ``#`` belongs to no word either."""


def ascii_words(plain: str) -> list[str]:
    """Words of a text in ASCII; ``#`` counts as a letter.

    >>> ascii_words("oil rose #%")
    ['oil', 'rose', '#']
    """
    return plain.encode().translate(_SEPARATED).decode().split()


def folded(text: str) -> str:
    """*text* in its compatible form, lower case, without what Arabic prints or leaves out at will."""
    if text.isascii():
        return text.lower()
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _UNSPOKEN.sub("", once)


def in_ascii(text: str) -> str | None:
    """*text* with a space for each mark of punctuation that is not ASCII; None if it has other such letters."""
    if text.isascii():
        return text
    for mark in _PUNCTUATION:  # an expression would look at each letter in turn
        text = text.replace(mark, " ")
    return text if text.isascii() else None


def comparable(text: str) -> str:
    """The words of *text* in their compatible form, lower case, separated by one space.

    >>> comparable("Oil  Prices—up 3.5%!")
    'oil prices up 3 5'
    """
    plain = in_ascii(text)
    if plain is not None:  # most bodies
        return b" ".join(plain.encode().translate(_SPOKEN).split()).decode()
    return " ".join(_WORDS.findall(folded(text)))


def content_hash(body: str) -> str:
    """sha256 of the comparable text, in hexadecimal."""
    return hashlib.sha256(comparable(body).encode()).hexdigest()
