"""What a text is about: its words in order, with the names and figures among them.

English names are capitalised words. Arabic has no capitals; there a word that follows "company", "city" and the like
counts as a name, as do usual given names and well-known places. Figures are compared by value: ``5pc``, ``$200m``,
``three per cent`` and Arabic-Indic digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property

from menafn_crawler.deduplicate.sentences import dateline_length, sentence_starts
from menafn_crawler.deduplicate.spelling import skeleton, stem
from menafn_crawler.deduplicate.vocabulary import (
    COMMON_WORDS,
    DATE_WORDS,
    GENERIC_NAMES,
    GIVEN_NAMES,
    LABELS,
    NAME_CUES,
    NUMBER_WORDS,
    PLACE_NAMES,
    SENTENCE_STARTERS,
    TENS,
    names_round_up,
)
from menafn_crawler.normalise import fold, fold_figures

FIGURE = "#"
LEAD = 60
"""Words at the beginning of a text that say what it is about."""
_TOKEN = re.compile(r"\d+(?:[.,:\u066b\u066c\u0631]\d+)*|[^\W\d_]+(?:[\u064b-\u065f\u0670\u0640][^\W\d_]*)*")
"""A figure or a word; a unit glued to a figure is a word of its own."""
_MAY = "May"
_MARK = re.compile(r"[A-Z]|[IVX]{1,5}")
_CAPITALS = 0.5
"""Share of capitalised words from which on capitals mean nothing: a text in headline case."""
_LONG_WORD, _HEADLINE_SHARE = 4, 0.6
"""Letters of a headline's words that tell something, and the share of them that stands in a text that it announces."""
_LONG = 6
"""Letters of a word that says something about a text without names."""


class Facts:
    """Words, names and figures of one text, by position."""

    def __init__(self, title: str, body: str) -> None:
        text = unicodedata.normalize("NFKC", body)
        headline = _words(unicodedata.normalize("NFKC", title))
        self.title = frozenset(map(stem, headline))
        """Stems of the headline's words and the values of its figures."""
        self.title_length = len(headline)
        """Number of the headline's words and figures."""
        found = list(_TOKEN.finditer(text))
        tokens = [match.group() for match in found]
        self.words = _folded(tokens)
        """Every word, folded; ``FIGURE`` for a figure."""
        self.figures: dict[int, str] = {}
        """Value of the figure at each position that has one; names of days and months count as figures."""
        starts = sentence_starts(text, found)
        self._read_figures(tokens, starts)
        self.dateline = dateline_length(text, found)
        """Number of words of the dateline."""
        self._capital = [token[0].isupper() for token in tokens]
        inside = [c for c, s in zip(self._capital, starts, strict=True) if not s]
        mixed = any(self._capital) and any(token[0].islower() for token in tokens)
        self.cased = mixed and sum(inside) <= _CAPITALS * len(inside)
        """True if capitals mark names in this text."""
        self._starts = starts

    def _read_figures(self, tokens: list[str], starts: list[bool]) -> None:
        words = self.words
        self._read_marks(tokens, starts)
        for place, token in enumerate(tokens):
            if token[0].isdigit():
                self.figures[place] = _value(token)
        place = 0
        while place < len(words):
            word, value = words[place], NUMBER_WORDS.get(words[place])
            if place in self.figures or (value is None and (word not in DATE_WORDS or word == _MAY.lower())):
                place += 1
                continue
            if value is None:  # a day or month
                capital = tokens[place][0].isupper() or not tokens[place].isascii()
                if capital:
                    self.figures[place] = word
                    words[place] = FIGURE
                place += 1
                continue
            unit = NUMBER_WORDS.get(words[place + 1]) if word in TENS and place + 1 < len(words) else None
            self.figures[place] = str(int(value) + int(unit)) if unit is not None and int(unit) < 10 else value
            words[place] = FIGURE
            if unit is not None and int(unit) < 10:
                words[place + 1] = ""
                place += 1
            place += 1
        for place, token in enumerate(tokens):
            if token[0].isdigit():
                words[place] = FIGURE

    def _read_marks(self, tokens: list[str], starts: list[bool]) -> None:
        """Count as figures: ``May`` inside a sentence, a letter or Roman number behind its label (``Class B``)."""
        for place, token in enumerate(tokens):
            is_may = token == _MAY and not starts[place]
            labelled = place > 0 and self.words[place - 1] in LABELS and _MARK.fullmatch(token) is not None
            if is_may or labelled:
                self.figures[place] = self.words[place]
                self.words[place] = FIGURE

    @cached_property
    def stems(self) -> list[str]:
        """Stem of each word."""
        return [stem(word) for word in self.words]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each stem occurs."""
        return Counter(self.stems)

    @cached_property
    def values(self) -> Counter[str]:
        """How often each figure occurs."""
        return Counter(self.figures.values())

    @cached_property
    def skeletons(self) -> dict[str, list[str]]:
        """All words by their skeletons."""
        found: dict[str, list[str]] = {}
        for word in self.counts:
            found.setdefault(skeleton(word), []).append(word)
        return found

    @cached_property
    def lowercase_words(self) -> frozenset[str]:
        """Words that occur without a capital."""
        pairs = zip(self.words, self._capital, strict=True)
        return frozenset(word for word, capital in pairs if not capital) if self.cased else frozenset()

    @cached_property
    def names(self) -> frozenset[int]:
        """Positions of names."""
        return self._cased_names() if self.cased else self._cued_names()

    def lead_share(self, other: Facts, copied: frozenset[str]) -> float:
        """Return the share of the names in the lead that the other text has; of the long words, if it has no names.

        Names among the *copied* words do not count if there are others: the company is named in its "About" part too.
        """
        lead = range(self.dateline, min(self.dateline + LEAD // 2, len(self.words)))
        names = {self.stems[place] for place in lead if place in self.names}
        long = {self.stems[place] for place in lead if len(self.stems[place]) >= _LONG}
        wanted = names - copied or (names if len(names) > 1 else long)
        return sum(name in other.counts for name in wanted) / len(wanted) if wanted else 0.0

    def announces(self, other: Facts) -> bool:
        """Return True if the headline announces the other text and no round-up, is that text's own, or says nothing."""
        if self.title == other.title:
            return True
        words = {word for word in self.title if len(word) >= _LONG_WORD and word not in COMMON_WORDS}
        known = sum(word in other.counts or word in other.values for word in words)
        return not names_round_up(self.title) and known >= _HEADLINE_SHARE * len(words)

    def _cased_names(self) -> frozenset[int]:
        words, capital, starts = self.words, self._capital, self._starts
        inside = {w for w, c, s in zip(words, capital, starts, strict=True) if c and not s}
        at_start = Counter(w for w, c, s in zip(words, capital, starts, strict=True) if c and s)
        found = set()
        for place, word in enumerate(words):
            if not capital[place] or place in self.figures or word in GENERIC_NAMES or word in self.lowercase_words:
                continue
            if starts[place]:
                if word in SENTENCE_STARTERS or len(word) < 2:
                    continue
                follows = place + 1 < len(words) and capital[place + 1] and not starts[place + 1]
                if not (word in inside or follows or at_start[word] > 1):
                    continue
            found.add(place)
        return frozenset(found)

    def _cued_names(self) -> frozenset[int]:
        cued = {place + 1 for place, word in enumerate(self.words[:-1]) if _particle_off(word) in NAME_CUES}
        cued = {place for place in cued if self.stems[place] not in COMMON_WORDS}
        found = cued | self.listed_names
        return frozenset(place for place in found if place not in self.figures and self.words[place] not in NAME_CUES)

    def names_compared_with(self, other: Facts) -> frozenset[int]:
        """Return the positions of names; of all words that may be one, if only the other text has capitals."""
        if self.cased or not other.cased:
            return self.names
        usual = COMMON_WORDS | GENERIC_NAMES
        return frozenset(
            place
            for place, word in enumerate(self.words)
            if len(word) >= _LONG_WORD and word not in usual and place not in self.figures
        )

    @cached_property
    def listed_names(self) -> frozenset[int]:
        """Positions of usual given names and known places, in a text whose capitals mark no names."""
        if self.cased:
            return frozenset()
        return frozenset(
            place
            for place, word in enumerate(self.stems)
            if word in GIVEN_NAMES or word in PLACE_NAMES or word.startswith("عبدال")
        )


def _particle_off(word: str) -> str:
    """Return a word without one or two particles, where what is left is a cue."""
    return next((word[cut:] for cut in (1, 2) if word[:cut].strip("وفبل") == "" and word[cut:] in NAME_CUES), word)


def _words(text: str) -> list[str]:
    tokens = _TOKEN.findall(text)
    return [
        _value(token) if token[0].isdigit() else NUMBER_WORDS.get(word, word)
        for token, word in zip(tokens, _folded(tokens), strict=True)
    ]


def _folded(tokens: list[str]) -> list[str]:
    """Fold all tokens at once."""
    return fold("\n".join(tokens)).split("\n") if tokens else []


def _value(token: str) -> str:
    """Return a figure without thousands signs and trailing zeros."""
    value = token if token.isascii() and token.isdigit() else fold_figures(token).replace(" ", "")
    if "." in value and ":" not in value:
        value = value.rstrip("0").rstrip(".")
    return value.lstrip("0") or "0"
