"""The byline, ``(MENAFN- Kuwait News Agency (KUNA))``, and the provider it names.

Names hold parentheses and dashes, newer pages print the opening parenthesis in another node (so it may be missing
from the text), and the own desk signs ``(MENAFN)`` (``menafn-facts.md``, fact 7).
"""

from __future__ import annotations

import re

BYLINE_LINES = 5
"""Lines of a story, without those of the share block, among which its byline stands; a caption may stand before it."""
_OPENING = re.compile(r"\s*(?:\d{3}\s+)?(?P<start>(?P<paren>\()?\s*(?:MENAFN|مينافن)(?![\w'’@.]))", re.IGNORECASE)
_SIGNED = re.compile(r"\s*[-–—:)]")
_LEAD = re.compile(r"\s*\(?\s*(?:MENAFN|مينافن)[\s\-–—:]*", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.]{1,11}")
_PARENTHESES = re.compile(r"[()]")
_TEXT_BEGAN = re.compile(r"[.!?…](?:\s|$)|,\s|\s[-–—]{2}\s")
_LONGEST = 160
"""Characters within which a byline ends; the longest seen has 60."""
_LONGEST_NAME = 60


def find_byline(text: str) -> tuple[str, str] | None:
    """Split *text* into the byline it begins with and the rest; None if it begins with none.

    >>> find_byline("(MENAFN- Kuwait News Agency (KUNA)) KUWAIT, May 14 (KUNA) -- The minister")
    ('(MENAFN- Kuwait News Agency (KUNA))', 'KUWAIT, May 14 (KUNA) -- The minister')
    >>> find_byline("MENAFN - UkrinForm) Two people")
    ('MENAFN - UkrinForm)', 'Two people')
    >>> find_byline("MENAFN reported growth (up 3 percent)") is None
    True
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    signed = _SIGNED.match(text, opening.end()) is not None
    end = _closing(text, opening.end())
    if opening["paren"]:
        if end is None and signed:
            end = _unclosed(text, opening.end())
    elif not signed or not {"MENAFN", "مينافن"} & set(opening.group().split()):
        return None  # a sentence that begins with the site's name
    if end is None:
        return None
    return " ".join(text[opening.start("start") : end].split()), text[end:].lstrip()


def _closing(text: str, start: int) -> int | None:
    """Index behind the parenthesis that closes the byline; None if none does."""
    depth = 1
    for parenthesis in _PARENTHESES.finditer(text, start, start + _LONGEST):
        depth += 1 if parenthesis.group() == "(" else -1
        if depth == 0:
            return parenthesis.end()
    return None


def _unclosed(text: str, start: int) -> int | None:
    """Where a byline ends whose last parenthesis is missing: behind its acronym, or with its line if nothing follows.

    None where the name cannot be told from the text behind it.
    """
    opened = text.find("(", start)
    closed = text.find(")", opened)
    if 0 <= opened < closed and _ACRONYM.fullmatch(text[opened + 1 : closed]):
        name = text[start:opened]
        return closed + 1 if len(name) <= _LONGEST_NAME and not _TEXT_BEGAN.search(name) else None
    whole = len(text) - start <= _LONGEST_NAME and opened < 0 and not _TEXT_BEGAN.search(text[start:])
    return len(text) if whole else None


def provider_of(byline: str) -> str | None:
    """The provider that a byline names, without ``MENAFN -``; ``MENAFN`` for the own desk, None if it names none.

    >>> provider_of("(MENAFN - GlobeNewsWire - Nasdaq)")
    'GlobeNewsWire - Nasdaq'
    >>> provider_of("(MENAFN)")
    'MENAFN'
    """
    lead = _LEAD.match(byline)
    if lead is None:
        return None
    name = byline[lead.end() :].strip()
    if name.endswith(")") and name.count(")") > name.count("("):
        name = name[:-1].strip()
    return " ".join(name.split()) or "MENAFN"
