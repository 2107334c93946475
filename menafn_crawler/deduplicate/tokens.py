"""Words of a text for its MinHash signature; figures are masked, so that the days of a series share their shingles."""

from __future__ import annotations

import re
from functools import cached_property

from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.normalise.content_hash import ascii_or_none, fold_for_comparison

FIGURE = "#"
"""Stands for any figure."""

_NUMBER = r"\d+(?:[.,:]\d+)*(?!\w)"
_TOKEN = re.compile(rf"{_NUMBER}|\w+(?:-\d\w*)*")
"""A word or a figure. A number that belongs to a name (``Covid-19``, ``G7``, ``2nd``) is part of the word."""
_FIGURE = re.compile(_NUMBER)
_ASCII_FIGURE = re.compile(r"[0-9](?<!\w.)[0-9]*(?:[.,:][0-9]+)*(?!\w)", re.ASCII | re.DOTALL)
"""A figure among words. It begins with the digit, so that the search skips to it."""
_NUMBERED_NAME = re.compile(r"-[0-9]")
_SEPARATED = bytes(n if n < 128 and (chr(n).isalnum() or chr(n) in "_#") else 0x20 for n in range(256))
"""Translation table: ASCII letters, digits and ``#``, and a space for everything else."""


class TokenizedText:
    """A text as words and shingles. What only a comparison needs is made on demand: most texts are like no other."""

    def __init__(self, body: str, title: str = "") -> None:
        """Split the text.

        >>> TokenizedText("Prices rose 1,200 dinars").shingle_list
        ['prices rose #', 'rose # dinars']
        """
        self._body, self._title = body, title
        self._words = _words(body)
        self.shingle_list = list(map(" ".join, zip(self._words, self._words[1:], self._words[2:], strict=False)))
        """Every three consecutive words, in order. If 15 percent of the words are changed, 61 percent remain."""

    @property
    def word_count(self) -> int:
        """Number of words and figures."""
        return len(self._words)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """The distinct shingles."""
        return frozenset(self.shingle_list)

    @cached_property
    def facts(self) -> Facts:
        """The names and figures of the text."""
        return Facts(self._title, self._body)


def _words(body: str) -> list[str]:
    """Return the words in order, with ``FIGURE`` for each figure."""
    plain = ascii_or_none(body)
    if plain is None or _NUMBERED_NAME.search(plain):
        tokens = _TOKEN.findall(fold_for_comparison(body))
        return [FIGURE if token[0].isdigit() and _FIGURE.fullmatch(token) else token for token in tokens]
    # Most texts: the same in a third of the time.
    marked = _ASCII_FIGURE.sub(f" {FIGURE} ", plain.lower().replace(FIGURE, " "))
    return marked.encode().translate(_SEPARATED).decode().split()
