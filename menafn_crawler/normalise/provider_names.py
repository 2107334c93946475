"""One name for one provider: spellings that share a wire code are tied together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from menafn_crawler.items import Article
from menafn_crawler.normalise.folding import fold

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(map(fold, "the of and for agency news wire press وكالة أنباء الأنباء من في".split()))
"""Words that many providers' names share."""


class ProviderNames:
    """Names of providers by wire code and language, with how often each was printed.

    >>> names = ProviderNames([("000071011013", "en", "Kuwait News Agency (KUNA)", 12)])
    >>> names.usual("000071011013", "en", "KUNA")
    'Kuwait News Agency (KUNA)'
    """

    def __init__(self, known: Iterable[tuple[str, str, str, int]] = ()) -> None:
        self._names: dict[tuple[str, str], Counter[str]] = {}
        for code, language, name, times in known:
            self._names.setdefault((code, language), Counter())[name] += times

    def usual(self, code: str, language: str, name: str) -> str:
        """Return the commonest name of *code* that *name* is a spelling of; *name* if it is of none, or the first."""
        names = self._names.setdefault((code, language), Counter())
        same = [known for known in names if known != name and is_spelling(name, known)]
        usual = max([name, *same], key=lambda known: names[known])
        names[usual] += 1
        return usual

    def of(self, article: Article) -> str | None:
        """Return the provider of *article* in its usual spelling; as it is without a wire code."""
        if article.provider is None or article.provider_code is None:
            return article.provider
        return self.usual(article.provider_code, article.language, article.provider)


def is_spelling(one: str, other: str) -> bool:
    """Return True if two names of one wire code name the same provider.

    They do if they have the same letters, if one is the short name of the other, or if they share most words that are
    no usual part of such names.
    """
    words, others = _words(one), _words(other)
    if "".join(words) == "".join(others) or set(words) <= set(others) or set(others) <= set(words):
        return bool(words and others)
    if any(_is_short_for(word, words) for word in others) or any(_is_short_for(word, others) for word in words):
        return True
    rare, other_rare = set(words) - _SMALL, set(others) - _SMALL
    return len(rare & other_rare) * 2 > len(rare | other_rare)


def _words(name: str) -> list[str]:
    return _WORD.findall(fold(name))


def _is_short_for(short: str, words: list[str]) -> bool:
    """Return True if *short* holds the words' initials in order and is made of their letters: KUNA, QNA."""
    return len(words) > 1 and _is_within([word[0] for word in words], short) and _is_within(short, "".join(words))


def _is_within(letters: Iterable[str], text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
