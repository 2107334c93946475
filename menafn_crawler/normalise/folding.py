"""Fold text for comparison, in English and Arabic. Published text is never folded.

Two spellings of one phrase, name or figure give the same folded text. PyArabic was looked at: its tables know neither
Persian letters nor digits nor figures, and the standard library's ``unicodedata`` knows the rest.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

_FIRST, _LAST = 0x0600, 0x06FF
"""The Arabic block of Unicode: other Arabic letters become letters of it by NFKC."""
_MARKS = (
    *range(0x0610, 0x061B),  # honorifics
    0x0640,  # tatweel
    *range(0x064B, 0x0660),  # vowels, shadda, sukun, hamza and madda as combining signs
    0x0670,  # the small alef
    *chain(range(0x06D6, 0x06DD), range(0x06DF, 0x06E9), range(0x06EA, 0x06EE)),  # signs of the Quran
    *range(0x08D3, 0x0900),
)
_INVISIBLE = (
    0x00AD,  # soft hyphen
    *range(0x200B, 0x2010),  # zero-width space and joiners, direction marks
    0x061C,
    *range(0x202A, 0x202F),  # directional embeddings
    *range(0x2060, 0x2070),  # word joiner, isolates
    *range(0xFE00, 0xFE10),  # variation selectors
    0xFEFF,
)
_SAME_LETTER = {
    "ا": "أإآٱٲٳٵ",
    "ء": "ؤئٴٶٸ",
    "ي": "ىیېۍےۓ",
    "ه": "ةۀہۂۃەھ",
    "ك": "کڪګ",
}
"""Letters that are printed for one another."""


def _spelling() -> dict[str, str]:
    table = {
        letter: str(unicodedata.decimal(letter)) for letter in map(chr, range(_FIRST, _LAST + 1)) if letter.isdecimal()
    }
    table |= {letter: kept for kept, others in _SAME_LETTER.items() for letter in others}
    return table | dict.fromkeys(map(chr, (*_MARKS, *_INVISIBLE)), "") | {"٪": "%"}


_SPELLING = _spelling()
"""What a character becomes; each other one stays."""
_COMMON = tuple((letter, _SPELLING[letter]) for letter in "أإآةىئؤ")
"""Letters of every Arabic line: replaced one by one, as takes half the time."""
_RESPELLED = re.compile(f"[{''.join(_SPELLING)}]")
"""One expression for all: ``str.translate`` looks every character up and takes several times as long."""
_PLAIN = "\x00-\x7f\u00a0£©«®°±·»×÷‘’“”–—•…€\u00e0-\u00ff"
"""Characters of most English texts; of letters beyond ASCII only small ones."""
_ENGLISH = re.compile(f"[{_PLAIN}]*+")
_ARABIC = re.compile(
    f"[{_PLAIN}\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652\u0660-\u066d\u0670-\u0674\u0679-\u06be"
    "\u06c1-\u06d5\u06f0-\u06f9\u200b-\u200f\u2066-\u2069\ufeff]*+"
)
"""Characters of most Arabic texts. NFKC and case folding change ``_COMPATIBLE`` only and join none to another."""
_COMPATIBLE = (("\u00a0", " "), ("…", "..."))
_RESIZED = re.compile("[…" + "".join(letter for letter, spelling in _SPELLING.items() if not spelling) + "]")
"""Characters that become none, or several."""


def fold(text: str) -> str:
    """Return *text* in lower case and with one spelling for letters and digits.

    Compatibility forms are resolved (NFKC). Arabic loses tatweel, vowel signs, direction marks and joiners; hamza on
    alef becomes alef, hamza on another carrier hamza, alef maqsura ya, ta marbuta ha, Persian ya and kaf the Arabic
    ones. Arabic-Indic and Persian digits become ASCII. White space and punctuation stay.

    >>> fold("إخـلاء المسئوليّة"), fold("٦٢ MENAFN")
    ('اخلاء المسءوليه', '62 menafn')
    """
    if text.isascii():
        return text.lower()
    is_english = _ENGLISH.fullmatch(text) is not None
    if not is_english and _ARABIC.fullmatch(text) is None:
        return _fold_unusual(text)
    text = text.encode().lower().decode()  # changes ASCII letters only, and takes a fraction of str.lower's time
    for character, spelling in _COMPATIBLE:
        text = text.replace(character, spelling)
    if is_english:
        return text
    for letter, kept in _COMMON:
        text = text.replace(letter, kept)
    return _RESPELLED.sub(_respelled, text)


def _fold_unusual(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text)
    text = composed.casefold()
    if text != composed:  # Arabic has no capitals
        text = unicodedata.normalize("NFKC", text)
    return _RESPELLED.sub(_respelled, text)


def _respelled(found: re.Match[str]) -> str:
    return _SPELLING[found.group()]


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded *text*, and for each of its characters and its end the index in *text* where it begins.

    For cutting in *text* what was found in the folded text.

    >>> fold_with_offsets("كـم")
    ('كم', [0, 2, 3])
    """
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    whole = fold(text)
    is_resized = _RESIZED.search(text) is not None
    if _ARABIC.fullmatch(text) is not None:
        return whole, _offsets(text) if is_resized else range(len(text) + 1)
    if len(whole) == len(text) and not is_resized and unicodedata.is_normalized("NFKC", text):
        return whole, range(len(text) + 1)
    folded: list[str] = []
    offsets: list[int] = []
    for cluster in _CLUSTERS.finditer(text):
        part = fold(cluster.group())
        folded.append(part)
        offsets += [cluster.start()] * len(part)
    return "".join(folded), [*offsets, len(text)]


def _offsets(text: str) -> list[int]:
    """Return the offsets of a text of usual characters, each of which is folded on its own."""
    offsets: list[int] = []
    end = 0
    for found in _RESIZED.finditer(text):
        offsets += range(end, found.start())
        offsets += [found.start()] * len(_SPELLING.get(found.group(), "..."))
        end = found.end()
    return [*offsets, *range(end, len(text) + 1)]


_CLUSTERS = re.compile(r".[\u0300-\u036f\u0653-\u0655\u3099\u309a]*", re.DOTALL)
"""A character and the signs that NFKC may join to it."""


class Span(NamedTuple):
    """Part of a text, with the methods of ``re.Match`` that say where it is."""

    first: int
    behind: int

    def start(self) -> int:
        """Return the index of its first character."""
        return self.first

    def end(self) -> int:
        """Return the index behind its last character."""
        return self.behind


class FoldedPattern:
    """A regular expression over folded text that says where in the text as printed it was found.

    *pattern* is written in folded letters; a space in it stands for any white space. At most *longest* characters of a
    text are looked at, and longer texts are no full match. Each match holds one of *hints*: they are looked for first,
    since that is faster.
    """

    def __init__(self, pattern: str, longest: int | None = None, hints: tuple[str, ...] = ()) -> None:
        self.pattern = re.compile(pattern.replace(" ", r"\s+"))
        self.longest = longest if longest is not None else sys.maxsize
        self._hints = tuple(map(fold, hints))
        self._ascii_hints = tuple(filter(str.isascii, self._hints))

    def fullmatch(self, text: str) -> Span | None:
        """Return the whole *text* if it matches, else None."""
        if len(text) > self.longest:
            return None
        folded = self._folded(text)
        return Span(0, len(text)) if folded is not None and self.pattern.fullmatch(folded) else None

    def match(self, text: str) -> Span | None:
        """Return the beginning of *text* that matches; None if none does."""
        folded = self._folded(text)
        if folded is None:
            return None
        return _as_printed(self.pattern.match(folded, 0, self.longest), text)

    def search(self, text: str) -> Span | None:
        """Return the first part of *text* that matches; None if none does."""
        folded = self._folded(text)
        if folded is None:
            return None
        return _as_printed(self.pattern.search(folded, 0, self.longest), text)

    def fills(self, folded: str) -> bool:
        """Return True if *folded*, a text that is folded already, is a match from its beginning to its end."""
        return len(folded) <= self.longest and self.may_hold(folded) and self.pattern.fullmatch(folded) is not None

    def begins(self, folded: str) -> bool:
        """Return True if *folded*, a text that is folded already, begins with a match."""
        return self.may_hold(folded) and self.pattern.match(folded, 0, self.longest) is not None

    def may_hold(self, folded: str) -> bool:
        """Return True if *folded*, a text that is folded already, holds a hint, or there are none."""
        if not self._hints:
            return True
        return any(map(folded.__contains__, self._ascii_hints if folded.isascii() else self._hints))

    def _folded(self, text: str) -> str | None:
        """Return *text* folded; None if it holds no hint."""
        folded = fold_line(text)
        return folded if self.may_hold(folded) else None


def fold_line(text: str) -> str:
    """Return *text* folded; of a line that is compared with pattern after pattern, from a cache."""
    if text.isascii():
        return text.lower()
    return _cached(text) if len(text) <= _LONGEST_CACHED else fold(text)


_LONGEST_CACHED = 10_000
_cached = lru_cache(maxsize=256)(fold)


def _as_printed(found: re.Match[str] | None, text: str) -> Span | None:
    if found is None or text.isascii():
        return Span(*found.span()) if found else None
    offsets = fold_with_offsets(text)[1]
    last = len(offsets) - 1
    return Span(offsets[min(found.start(), last)], offsets[min(found.end(), last)])


def any_of(*phrases: str) -> str:
    """Return a pattern for ``FoldedPattern`` that matches each of *phrases*, which are given in any spelling.

    >>> FoldedPattern(any_of("Read also", "اقرأ أيضا")).fullmatch("إقرأ  أيـضاً") is not None
    True
    """
    words = sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in words) + ")"
