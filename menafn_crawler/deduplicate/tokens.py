"""A text as its wording and its figures, apart: daily series share the one and differ in the other."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from menafn_crawler.deduplicate.content_hash import ascii_words, folded, in_ascii

FIGURE = "#"
"""Stands in the wording where a figure stands in the text."""

_NUMBER = r"\d+(?:[.,:\u066b\u066c]\d+)*(?!\w)"
_TOKEN = re.compile(rf"{_NUMBER}|\w+(?:-\d\w*)*")
"""A word or a figure; a number that belongs to a name (``Covid-19``, ``G7``, ``2nd``) is part of a word."""
_FIGURE = re.compile(_NUMBER)
_ASCII_FIGURE = re.compile(r"[0-9](?<!\w.)[0-9]*(?:[.,:][0-9]+)*(?!\w)", re.ASCII | re.DOTALL)
"""A figure among words. The digit comes first: the search skips to it."""
_NUMBERED_NAME = re.compile(r"-[0-9]")
_GROUPING = str.maketrans({",": None, "\u066c": None, "\u066b": "."})
_EAST = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

Context = tuple[str, ...]
"""The words around a figure, by which it is found again in another text: two before it, one behind it."""


class TokenizedText:
    """What of a text is compared with others. Most texts are like no other, so what that needs is made on demand."""

    def __init__(self, body: str) -> None:
        """Divide the text into words and figures.

        >>> TokenizedText("Prices rose 1,200 dinars").runs
        ['prices rose #', 'rose # dinars']
        """
        self._body = body
        self._words = _words(body)
        self.runs = list(map(" ".join, zip(self._words, self._words[1:], self._words[2:], strict=False)))
        """Every run of three words in the order of the text, a figure counting as a word.

        With 15 percent of a text's words changed, half of these runs are left, whichever words they were.
        """

    @property
    def words(self) -> int:
        """How many words and figures there are."""
        return len(self._words)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """The runs, each once."""
        return frozenset(self.runs)

    @cached_property
    def opening(self) -> frozenset[str]:
        """The runs of the first half of the text."""
        return frozenset(self.runs[: (len(self.runs) + 1) // 2])

    @cached_property
    def figures(self) -> dict[Context, Counter[str]]:
        """The figures by the words around them, thousands without their commas.

        >>> TokenizedText("Prices rose 1,200 dinars").figures
        {('prices', 'rose', 'dinars'): Counter({'1200': 1})}
        """
        found: dict[Context, Counter[str]] = {}
        tokens = _tokens(self._body)
        for place, word in enumerate(self._words):
            if word == FIGURE:
                context = (*self._words[max(0, place - 2) : place], *self._words[place + 1 : place + 2])
                value = tokens[place].translate(_GROUPING).translate(_EAST)
                found.setdefault(context, Counter())[value] += 1
        return found


def _tokens(body: str) -> list[str]:
    return _TOKEN.findall(folded(body))


def _words(body: str) -> list[str]:
    """The words, ``FIGURE`` where a figure stands."""
    plain = in_ascii(body)
    if plain is None or _NUMBERED_NAME.search(plain):
        return [FIGURE if token[0].isdigit() and _FIGURE.fullmatch(token) else token for token in _tokens(body)]
    # Most texts: the same in a third of the time.
    marked = _ASCII_FIGURE.sub(f" {FIGURE} ", plain.lower().replace(FIGURE, " "))
    return ascii_words(marked)
