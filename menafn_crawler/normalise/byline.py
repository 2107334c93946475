"""Find the byline, ``(MENAFN- Kuwait News Agency (KUNA))``, and the provider that it names.

Names hold parentheses and dashes, newer pages print the opening parenthesis in another node (so it may be missing from
the text), and the own desk signs ``(MENAFN)`` (``menafn-facts.md``, fact 7). Arabic pages spell the site's name, the
brackets and the dash in many ways: all are compared in one spelling and cut as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from menafn_crawler.normalise.boilerplate import without_markup
from menafn_crawler.normalise.characters import publishable
from menafn_crawler.normalise.folding import fold, fold_line, fold_with_offsets

BYLINE_LINES = 5
"""Lines of a story, without those of the share block, among which its byline stands; a caption may stand before it."""

_SITE = r"(?:menafn(?:\.com)?|مينافن|مينا ?فن|منافن|مينا ا[فن] ان)"
_OPENING = re.compile(rf"\s*(?:[0-9]{{3}}\s+)?(?P<start>(?P<bracket>\()?\s*{_SITE}(?![\w'’@.]))")
_SIGNED = re.compile(r"\s*[-:)/|•·]")
_LEAD = re.compile(rf"\s*\(?\s*{_SITE}[\s:/|•·-]*(?:via\s+)?")
_DIVIDER = re.compile(r"\s*(?:[-‐‑‒–—―−ـ|]{1,3}\s+|:\s*){1,3}")
"""What some pages print between the byline and the text."""
_NAME_FIRST = re.compile(
    rf"\s*(?P<start>\((?P<name>[^()]{{2,60}}(?:\([^()]{{1,20}}\)[^()]{{0,20}})?)[\s:/|]*-?[\s:/|]*{_SITE}\s*\))"
)
"""``(KUNA - MENAFN)``, as right-to-left text is sometimes set."""
_ACRONYM = re.compile(r"[a-z][a-z&.]{1,11}|[\u0621-\u064a]{2,8}")
_TIME_WORDS = frozenset(map(fold, "أمس اليوم غدا الآن صباحا مساء سابقا حاليا".split()))
"""Single words in parentheses that are no agency's short name."""
_GLUED = re.compile(rf"[(\[{{﴾﴿)]\s*{_SITE}")
_BRACKETS = re.compile(r"[()]")
_TEXT_BEGAN = re.compile(r"[.!?…؟](?:\s|$)|,\s|\s--\s|\s-\s?-\s")
_MIRRORED_END = re.compile(r"(?<=[^\s(])\((?=\s|$)")
"""A closing bracket that was mirrored for display: glued to the name, with space behind it."""

_LONGEST = 160
"""Characters within which a byline ends; the longest seen has 60."""
_LONGEST_NAME = 60
_LONGEST_NUMBER = 12
"""Characters before the byline: a status code that the site printed, and spaces."""
_HEAD = 400
_LONGEST_CACHED = 10_000
_SITE_WITHIN = 64
"""Characters within which the site's name stands, vowel signs and all."""

_SWAPPED_AROUND = re.compile(r"\)(?P<end>\()(?=\s|$)")
"""The end of a byline whose outer brackets alone were swapped: ``)MENAFN- Agency (KUNA)( ``."""
_DASHES = "‐‑‒–—―−⁃"
_OTHER_BRACKET = re.compile(r"\s*(?:[0-9]{3}\s+)?(?P<bracket>[)\[{﴾﴿])")
_OPPOSITE = {")": "(", "[": "]", "{": "}", "﴾": "﴿", "﴿": "﴾"}
_TATWEEL = "\u0640"
_TATWEEL_DASH = re.compile("\u0640(?![\u0620-\u064a\u0640])|(?<![\u0620-\u064a\u0640])\u0640")
"""A tatweel that lengthens no word: it stands for a dash."""


class _Comparable(NamedTuple):
    """A text with one spelling for letters, brackets and dashes."""

    text: str
    offsets: Sequence[int]
    """Of each character and the end, the index in the text as printed."""


def _comparable(printed: str) -> _Comparable:
    folded, offsets = fold_with_offsets(_TATWEEL_DASH.sub("-", printed) if _TATWEEL in printed else printed)
    if not folded.isascii():
        for dash in _DASHES:  # takes a fraction of the time of str.translate
            folded = folded.replace(dash, "-")
    opened = _OTHER_BRACKET.match(folded)
    if opened and opened["bracket"] == ")" and (last := _SWAPPED_AROUND.search(folded, 0, _LONGEST)):
        first, second = opened.start("bracket"), last.start("end")
        folded = f"{folded[:first]}({folded[first + 1 : second]}){folded[second + 1 :]}"
    elif opened:  # swapped for display, or ornate, which open with either
        folded = folded.translate(str.maketrans(opened["bracket"] + _OPPOSITE[opened["bracket"]], "()"))
    return _Comparable(folded, offsets)


def find_byline(text: str) -> tuple[str, str] | None:
    """Split *text* into the byline that it begins with and the rest; return None if it begins with none.

    >>> find_byline("(MENAFN- Kuwait News Agency (KUNA)) KUWAIT, May 14 (KUNA) -- The minister")
    ('(MENAFN- Kuwait News Agency (KUNA))', 'KUWAIT, May 14 (KUNA) -- The minister')
    >>> find_byline("MENAFN - UkrinForm) Two people")
    ('MENAFN - UkrinForm)', 'Two people')
    >>> find_byline("MENAFN reported growth (up 3 percent)") is None
    True
    """
    if "&#" in text[:_HEAD]:  # letters that were escaped twice
        text = without_markup(text)
    if not names_site(fold_line(text[:_SITE_WITHIN])):  # most lines
        return None
    return _cached_split(text) if len(text) <= _LONGEST_CACHED else _split(text)


def _split(text: str) -> tuple[str, str] | None:
    line = _comparable(text[:_HEAD])
    if named := _NAME_FIRST.match(line.text):
        start, behind = (line.offsets[place] for place in named.span("start"))
        return publishable(text[start:behind]), _behind(text, behind)
    opening = _OPENING.match(line.text)
    if opening is None or opening.start("start") > _LONGEST_NUMBER:
        return None
    signed = _SIGNED.match(line.text, opening.end()) is not None
    end = _closing(line.text, opening.end())
    if opening["bracket"]:
        if end is None and signed:
            end = _unclosed(line.text, opening.end(), len(text) <= _HEAD)
    elif not signed or ("menafn" in opening.group() and not text[: line.offsets[opening.end()]].isupper()):
        return None  # a sentence that begins with the site's name
    if end is None:
        return None
    start, end = line.offsets[opening.start("start")], line.offsets[end]
    return publishable(text[start:end]), _behind(text, end)


_cached_split = lru_cache(maxsize=64)(_split)  # a page's byline is asked for several times


def _behind(text: str, end: int) -> str:
    """Return the text behind a byline without the dash or colon between them."""
    divider = _DIVIDER.match(text, end)
    return text[divider.end() if divider else end :].lstrip()


def find_glued_byline(text: str) -> int | None:
    """Return where a byline begins that is glued to a caption before it; None if there is none.

    >>> find_glued_byline("Photo: the port (MENAFN- KUNA) The port opened")
    16
    """
    head = text[:_HEAD]
    if not names_site(fold_line(head)):
        return None
    folded, offsets = fold_with_offsets(head)
    for found in _GLUED.finditer(folded):
        if (place := offsets[found.start()]) > 0 and find_byline(text[place:]) is not None:
            return place
    return None


def names_site(folded: str) -> bool:
    """Return True if a folded text may hold the site's name, in any spelling of a byline."""
    return "menafn" in folded or "مينا" in folded or "منافن" in folded


def _closing(text: str, start: int) -> int | None:
    """Return the index behind the bracket that closes the byline; None if none does."""
    depth = 1
    for bracket in _BRACKETS.finditer(text, start, start + _LONGEST):
        depth += 1 if bracket.group() == "(" else -1
        if depth == 0:
            return bracket.end()
    return None


def _unclosed(text: str, start: int, whole_line: bool) -> int | None:
    """Return where a byline ends whose last bracket is missing or mirrored: behind its acronym, or with its line.

    None where the name cannot be told from the text behind it.
    """
    mirrored = _MIRRORED_END.search(text, start, start + _LONGEST_NAME)
    if mirrored is not None and not _TEXT_BEGAN.search(text, start, mirrored.start()):
        return mirrored.end()
    opened = text.find("(", start)
    closed = text.find(")", opened)
    if 0 <= opened < closed and _is_acronym(text[opened + 1 : closed]):
        name = text[start:opened]
        return closed + 1 if len(name) <= _LONGEST_NAME and not _TEXT_BEGAN.search(name) else None
    short = whole_line and len(text) - start <= _LONGEST_NAME
    return len(text) if short and opened < 0 and not _TEXT_BEGAN.search(text[start:]) else None


def _is_acronym(word: str) -> bool:
    return _ACRONYM.fullmatch(word) is not None and word not in _TIME_WORDS


def provider_of(byline: str) -> str | None:
    """Return the provider that a byline names, without ``MENAFN -``; ``MENAFN`` for the own desk, None for no byline.

    >>> provider_of("(MENAFN - GlobeNewsWire - Nasdaq)")
    'GlobeNewsWire - Nasdaq'
    >>> provider_of("(MENAFN)")
    'MENAFN'
    """
    line = _comparable(byline)
    if named := _NAME_FIRST.match(line.text):
        start, end = (line.offsets[place] for place in named.span("name"))
        return publishable(byline[start:end].strip(" -–—ـ:/|")) or None
    lead = _LEAD.match(line.text)
    if lead is None:
        return None
    name = line.text[lead.end() :].rstrip()
    end = lead.end() + len(name)
    if name.endswith("(") or (name.endswith(")") and name.count(")") > name.count("(")):
        end -= 1
    printed = byline[line.offsets[lead.end()] : line.offsets[end]]
    return publishable(printed.replace("\u200c", "")) or "MENAFN"
