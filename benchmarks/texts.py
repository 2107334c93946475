"""Texts without meaning that have what matters for finding their like: the uneven use of words that language has."""

from __future__ import annotations

from itertools import accumulate, product
from random import Random

_SYLLABLES = "ba ko ren ti mal os ver un da fil gor em sa pir lo nex tu ha rin ple".split()
_WORDS = ["".join(parts) for length in (1, 2, 3) for parts in product(_SYLLABLES, repeat=length)][:6000]
_WEIGHTS = list(accumulate(1 / (rank + 10) for rank in range(len(_WORDS))))
_PARAGRAPHS = 6


def text(seed: int, words: int = 360) -> str:
    """The text of a seed: no other's, and as many words as a usual article has."""
    drawn = Random(seed).choices(_WORDS, cum_weights=_WEIGHTS, k=words)
    size = -(-words // _PARAGRAPHS)
    paragraphs = (drawn[start : start + size] for start in range(0, words, size))
    return "\n\n".join(" ".join(paragraph).capitalize() + "." for paragraph in paragraphs)
