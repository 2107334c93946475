"""Forms of one word: with Arabic particles, and in other transliterations and spellings."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"^(?:[وف]?(?:[بلك]?ال|لل)(?=\w{2})|[وفبلك](?=\w{3}))")
"""Arabic particles written together with a word."""

_LONG = 6
_VOWELS = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
_ALIKE = str.maketrans("szcq", "sskk")


def stem(word: str) -> str:
    """Return a folded word without the Arabic particles written together with it.

    >>> stem("والمنامه"), stem("bank")
    ('منامه', 'bank')
    """
    return word if word.isascii() else _PREFIX.sub("", word) or word


def alike(one: str, other: str) -> bool:
    """Return True if two words may be spellings of one, however short: ``colour`` and ``color``.

    >>> alike("colour", "color"), alike("metre", "meter"), alike("raised", "lowered")
    (True, True, False)
    """
    return one[:1] == other[:1] and _consonants(one) == _consonants(other)


def _consonants(word: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word.translate(_ALIKE)))


def skeleton(word: str) -> str:
    """Return what other transliterations and spellings of a word have in common; the word itself if it is short.

    >>> skeleton("mohammed") == skeleton("muhammad"), skeleton("organisation") == skeleton("organization")
    (True, True)
    """
    if len(word) < _LONG or not word.isascii():
        return word
    return word[0] + _consonants(word[1:])
