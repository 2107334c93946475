"""Language of an article: the edition's, or what its letters say."""

from __future__ import annotations

import re
from itertools import islice
from string import ascii_letters

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_LATIN = ascii_letters.encode()
_LEADS = (b"\xd8", b"\xd9", b"\xda", b"\xdb")
"""With one of these bytes every Arabic letter begins in UTF-8: found in no time where an expression looks at each."""


def language_of(edition: str, text: str) -> str:
    """``ar`` for the Arabic edition and for text with more Arabic than Latin letters, else ``en``.

    >>> language_of("en", "النفط يرتفع"), language_of("en", "Oil rises")
    ('ar', 'en')
    """
    if edition == "ar":
        return "ar"
    octets = text.encode("utf-8", "replace")
    if not any(lead in octets for lead in _LEADS):
        return "en"
    latin = len(octets) - len(octets.translate(None, _LATIN))
    one_more = next(islice(_ARABIC.finditer(text), latin, None), None)
    return "ar" if one_more is not None else "en"
