"""The byline, ``(MENAFN- Kuwait News Agency (KUNA))``, and the provider it names.

Names hold parentheses and dashes, newer pages print the opening parenthesis in another node (so it may be missing
from the text), and the own desk signs ``(MENAFN)`` (``menafn-facts.md``, fact 7).
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"\s*\(?\s*MENAFN(?![A-Za-z0-9])(?=[^()]{0,120}[()])")
_LEAD = re.compile(r"\s*\(?\s*MENAFN[\s\-–—:]*")
_LONGEST = 160
"""Characters within which a byline ends; the longest seen has 60."""


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
    opened = "(" in opening.group()
    end = _closing(text, opening.end(), depth=1)
    if end is None:
        return None
    if not opened and not re.match(r"\s*[-–—)]", text[opening.end() :]):
        return None  # a sentence that begins with the site's name
    return " ".join(text[:end].split()), text[end:].lstrip()


def _closing(text: str, start: int, depth: int) -> int | None:
    """Index behind the parenthesis that closes the byline; the last one in reach if they do not balance."""
    last = None
    for index in range(start, min(len(text), start + _LONGEST)):
        if text[index] == "\n" and last is not None:
            break
        if text[index] == "(":
            depth += 1
        elif text[index] == ")":
            depth, last = depth - 1, index + 1
            if depth == 0:
                return last
    return last


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
