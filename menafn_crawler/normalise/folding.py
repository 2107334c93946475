"""Fold text for comparison, in English and Arabic. Published text is never folded.

Two spellings of one phrase, name or figure give the same folded text. PyArabic was looked at: its tables know neither
Persian letters nor digits nor figures, and the standard library's ``unicodedata`` knows the rest.
"""

from __future__ import annotations

import re
import sys
import unicodedata
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


def _letters() -> dict[int, str | None]:
    table: dict[int, str | None] = {code: chr(code) for code in range(_FIRST, _LAST + 1)}
    table |= {code: str(unicodedata.decimal(chr(code))) for code in table if chr(code).isdecimal()}
    table |= {ord(letter): kept for kept, others in _SAME_LETTER.items() for letter in others}
    return table | dict.fromkeys((*_MARKS, *_INVISIBLE), None) | {ord("٪"): "%"}


_LETTERS = _letters()
_TRANSLATED = re.compile("[\u0600-\u06ff\u08d3-\u08ff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""What ``_LETTERS`` changes: looked for first, since most texts hold none of it."""
_REMOVED = re.compile("[" + "".join(chr(code) for code, letter in _LETTERS.items() if letter is None) + "]")


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
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return text if _TRANSLATED.search(text) is None else text.translate(_LETTERS)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded *text*, and for each of its characters and its end the index in *text* where it begins.

    For cutting in *text* what was found in the folded text.

    >>> fold_with_offsets("كـم")
    ('كم', [0, 2, 3])
    """
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    whole = fold(text)
    if len(whole) == len(text) and unicodedata.is_normalized("NFKC", text) and not _REMOVED.search(text):
        return whole, list(range(len(text) + 1))
    folded: list[str] = []
    offsets: list[int] = []
    for cluster in _CLUSTERS.finditer(text):
        part = fold(cluster.group())
        folded.append(part)
        offsets += [cluster.start()] * len(part)
    return "".join(folded), [*offsets, len(text)]


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

    def __init__(self, pattern: str, longest: int | None = None, hints: tuple[str, ...] = ("",)) -> None:
        self.pattern = re.compile(pattern.replace(" ", r"\s+"))
        self._longest = longest
        self._hints = tuple(map(fold, hints))

    def fullmatch(self, text: str) -> Span | None:
        """Return the whole *text* if it matches, else None."""
        if self._longest is not None and len(text) > self._longest:
            return None
        return Span(0, len(text)) if self.pattern.fullmatch(fold_line(text)) else None

    def match(self, text: str) -> Span | None:
        """Return the beginning of *text* that matches; None if none does."""
        return _as_printed(self.pattern.match(fold_line(text), 0, self._longest or sys.maxsize), text)

    def search(self, text: str) -> Span | None:
        """Return the first part of *text* that matches; None if none does."""
        folded = fold_line(text)
        for hint in self._hints:
            if hint in folded:
                return _as_printed(self.pattern.search(folded, 0, self._longest or sys.maxsize), text)
        return None


def fold_line(text: str) -> str:
    """Return *text* folded; of a line that is compared with pattern after pattern, from a cache."""
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

    >>> FoldedPattern(any_of("Read also", "اقرأ أيضا")).fullmatch("إقرأ  أيـضاً")
    True
    """
    words = sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in words) + ")"


# --- figures ---------------------------------------------------------------------------------------------------------

_SIGNS = "٫٬،,.ر/"
_SIGN = re.compile(rf"[{_SIGNS}]")
_DIGITS = rf"[0-9]++(?:[{_SIGNS}][0-9]++)*+"
_PER_CENT = r"%|(?:per\s?cent|pct)\b|(?:ب|في\s+)ال(?:م[ءا]|ماء|مي|ماي)ه(?!\w)"
"""Folded: بالمئة، بالمائة، في المئة، في المائة and their misspellings."""
_FIGURE = re.compile(rf"(?P<figure>{_DIGITS})(?P<percent>\s*(?:{_PER_CENT}))?|%\s?(?P<behind>{_DIGITS})")
_UNITS = (
    "km|kg|cm|mm|ft|m|k|mn|bn|tn|mw|gw|kw|mwh|gwh|kwh|bpd|bcm|kph|mph"
    "|usd|eur|gbp|aed|sar|qar|kwd|omr|bhd|egp|jod|iqd|lbp|mad|dzd|tnd|inr|dh|dhs|kd|bd|jd|rs"
)
_GLUED_UNIT = re.compile(rf"(?<=[0-9])(?=(?:{_UNITS})\b)|\b(?:us|{_UNITS})(?=[0-9$])")
_CURRENCY = "$¢£¤¥֏؋฿₠-₿"
_ARABIC_LETTER = r"\u0620-\u064a\u066e-\u06d3"
_SEAMS = (  # each begins with what is rare: an expression that looks at every letter takes ten times as long
    (re.compile(rf"(?<=[{_ARABIC_LETTER}])[0-9]"), r" \g<0>"),
    (re.compile(rf"[0-9](?=[{_ARABIC_LETTER}])"), r"\g<0> "),
    (re.compile(rf"(?<=\S)[%{_CURRENCY}]"), r" \g<0>"),
    (re.compile(rf"[%{_CURRENCY}](?=\S)"), r"\g<0> "),
)
_GROUP = 3
"""Digits between two thousands signs."""


def fold_figures(text: str) -> str:
    """Return the folded *text* with one spelling for figures: ``1234567.8`` and ``62 %``.

    Thousands signs go, the decimal sign is a point, per cent is a sign behind its figure; prefixes, units and
    currencies that are glued to a figure stand apart. A single sign with three digits behind it divides thousands,
    but for a point, a slash and the decimal letter ر.

    >>> fold_figures("بـ٦٢٫٥٪ من 1,234"), fold_figures("62 بالمئة، 62 في المائة")
    ('ب 62.5 % من 1234', '62 %، 62 %')
    >>> fold_figures("$1,250.50 rose 3 per cent")
    '$ 1250.50 rose 3 %'
    """
    text = fold(text)
    if not any(map(text.__contains__, "0123456789")):
        return text
    text = _FIGURE.sub(_figure, text)
    text = _GLUED_UNIT.sub(lambda unit: f"{unit.group()} ", text)
    for seam, apart in _SEAMS:
        text = seam.sub(apart, text)
    return text


def _figure(found: re.Match[str]) -> str:
    figure = _without_signs(found["figure"] or found["behind"])
    return f"{figure} %" if found["percent"] or found["behind"] else figure


def _without_signs(printed: str) -> str:
    """Return one figure without thousands signs and with a decimal point; *printed* where its signs tell neither."""
    signs = _SIGN.findall(printed)
    if not signs:
        return printed
    groups = _SIGN.split(printed)
    if len(signs) == 1:
        thousands = signs[0] in "٬،," and len(groups[0]) <= _GROUP == len(groups[1]) and groups[0] != "0"
        return "".join(groups) if thousands else ".".join(groups)
    *leading, last = signs
    grouped = all(len(group) == _GROUP for group in groups[1:-1]) and len(groups[0]) <= _GROUP
    if not grouped or len(set(leading)) > 1 or leading[0] in "/ر":
        return printed
    if last == leading[0]:
        return "".join(groups) if len(groups[-1]) == _GROUP else printed
    return "".join(groups[:-1]) + "." + groups[-1]
