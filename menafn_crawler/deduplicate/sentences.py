"""Where sentences begin in a text, and how long its dateline is."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?:;…؟\n“”\"«»•|]")
_DATELINE_END = re.compile(r"--|[—–:/]|\)\s?-|\s-\s|-\s")
_DATELINE_WORDS = 14
"""Longest dateline, in words: ``NEW YORK, N.Y., May 14, 2025 (GLOBE NEWSWIRE) --``."""
_DATELINE_SMALL = frozenset("of the and al el de la in".split())


def sentence_starts(text: str, found: list[re.Match[str]]) -> list[bool]:
    """Return for each token whether it begins a sentence, a line or a quotation."""
    ends = [0, *(match.end() for match in found)]
    return [
        place == 0 or _SENTENCE_END.search(text, ends[place], match.start()) is not None
        for place, match in enumerate(found)
    ]


def dateline_length(text: str, found: list[re.Match[str]]) -> int:
    """Return the number of words before the sign that ends a dateline; 0 if the text has none."""
    best = 0
    for place, match in enumerate(found[: _DATELINE_WORDS + 1]):
        token = match.group()
        if place and _DATELINE_END.search(text, found[place - 1].end(), match.start()):
            best = place
        upper = not token[0].islower() and (token[0].isdigit() or token[0].isupper())
        arabic = not token[0].isascii() and not token[0].isupper() and place < 8
        if not (upper or arabic or token in _DATELINE_SMALL):
            break
    return best
