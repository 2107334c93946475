"""What of a text survives translation: figures with their magnitude, names by sound, words in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from menafn_crawler.deduplicate.facts import LEAD, Facts
from menafn_crawler.deduplicate.spelling import stem
from menafn_crawler.deduplicate.transliteration import EXONYMS, SHORTEST, consonants
from menafn_crawler.deduplicate.vocabulary import COMMON_WORDS, DATE_WORDS, PLACE_NAMES, names_round_up
from menafn_crawler.normalise import fold

_THOUSANDS = {
    **dict.fromkeys(("thousand", *fold("ألف ألفا آلاف").split()), 1_000),
    **dict.fromkeys(("million", "millions", "m", "mn", "mln", *fold("مليون مليونا ملايين").split()), 1_000_000),
    **dict.fromkeys(("billion", "bn", "bln", *fold("مليار مليارا مليارات بليون").split()), 1_000_000_000),
    **dict.fromkeys(("trillion", "tn", fold("تريليون")), 1_000_000_000_000),
}
_TWO_OF = {
    **dict.fromkeys(fold("مليونين مليوني").split(), "2000000"),
    **dict.fromkeys(fold("مليارين ملياري").split(), "2000000000"),
    fold("ألفين"): "2000",
}
"""Arabic duals. Spelling and value of ``ألفي`` are also those of a name."""
_TRANSLATED = frozenset(
    (
        "interior foreign health education finance defence defense justice oil energy trade commerce tourism"
        " transport agriculture economy labor labour environment housing supply information communications culture"
        " sports youth ministry minister court cassation appeal prince princess king queen highness majesty"
        " excellency royal state national international general united nations council committee commission"
        " authority agency department bank university college school hospital airport port stadium museum centre"
        " center institute foundation society association union league cup championship final stock exchange market"
        " index canal river sea island bay north south east west northern southern eastern western central grand"
        " great new old first second third fourth quarter tower city province governorate district village street"
        " house parliament senate assembly army navy air force police security customs officer colonel brigadier"
        " captain lieutenant major professor doctor judge governor mayor ambassador secretary deputy vice head"
        " chief executive financial commercial manager spokesman spokeswoman coach player founder partner member"
        " team service services solutions systems technology technologies data industry industries investment"
        " investments capital development construction contracting engineering insurance real estate properties"
        " holding foods food cement steel gas petroleum electric electricity water power solar renewable digital"
        " smart cloud artificial intelligence block well field phase project statistics survey report forum summit"
        " conference exhibition award day week month year january february march april may june july august"
        " september october november december monday tuesday wednesday thursday friday saturday sunday israeli"
        " palestinian arab arabs muslim islamic christian red crescent cross treasury reserve federal republic"
        " kingdom democratic people free world global middle sheikh sheikha al el bin ibn abu haj prime fund funds"
        " main centers centres campaign jd kd ro bd dh omr bhd jod egp share cables desert highway road heritage"
        " programme program list emergency organization organisation relief refugees women children some many"
        " several operations office airways airlines airline hotel hotels resort works civil land ground base camp"
        " palace holy mosque church gallery theatre theater festival film book fair expo games olympic match round"
        " division club federation tournament prize peace agreement treaty charter strategy vision plan initiative"
        " budget tax census chamber attorney prosecutor public private sector zone special envoy representative"
        " directorate unit movement party front coalition alliance points shares all parallel total net income"
        " revenue profit meteorology weather human rights climate nuclear atomic space cyber innovation"
        " entrepreneurship small medium enterprise"
    ).split()
)
"""Capitalised English words that are translated, not transliterated."""
_DISTINCTIVE = 1.0
"""Weight from which on a figure tells something."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")

Sounds = tuple[str, str]
"""Consonants of two words that follow each other."""


class ReleaseFacts:
    """The figures and names of a headline and body, without the text: made once and compared with many."""

    def __init__(self, title: str, body: str) -> None:
        facts = Facts(title, f"{title}\n{body}")
        in_title = facts.title_length
        self.word_count = len(facts.words)
        self.round_up = names_round_up(facts.title)
        """True if the headline announces several stories."""
        self.latin = frozenset(map(str.lower, _LATIN.findall(f"{title}\n{body}"))) - COMMON_WORDS
        """Words in Latin letters, in lower case."""
        self.places: dict[str, int] = {}
        """Position of the first occurrence of each figure and name."""
        self.figures: dict[str, float] = {}
        """Weight of each figure, by value."""
        self._add_figures(facts)
        self.distinctive = frozenset(value for value, weight in self.figures.items() if weight >= _DISTINCTIVE)
        """Figures that tell something."""
        lead = min(LEAD, self.word_count // 2)
        self.lead_figures = frozenset(value for value in self.distinctive if self.places[value] < lead)
        """Those of the headline and the beginning."""
        self.words = frozenset(_forms(facts))
        """Words of an Arabic text that are not common, with and without particles."""
        self.sounds = frozenset(map(consonants, self.words | frozenset(w for w in facts.words if w.isascii())))
        """Consonants of the words; of an Arabic text, of those that are not common."""
        self.names = dict(self._english_names(facts, in_title))
        """What stands for each name of an English text in an Arabic one: its consonants or an Arabic word."""
        self.full_names = frozenset(_following(facts, facts.names)) if facts.cased else frozenset[Sounds]()
        """Consonants of names that follow each other in an English text: ``Rima Hassan``."""
        self.neighbours = frozenset(_neighbours(facts)) if not facts.cased else frozenset[Sounds]()
        """Consonants of words that follow each other in an Arabic text."""
        self.title_names = self.names.keys() & set(facts.words[:in_title])
        """Names that the headline of an English text has."""
        places = (place for place in facts.listed_names if place < in_title)
        self.title_places = frozenset(facts.words[place] for place in places if facts.stems[place] in PLACE_NAMES)
        """Well-known places and nationalities that the headline of an Arabic text has."""
        self._exonyms = tuple({EXONYMS[word] for word in facts.words if word in EXONYMS})

    def _add_figures(self, facts: Facts) -> None:
        for place, text in sorted(facts.figures.items()):
            if text not in DATE_WORDS and ":" not in text:
                value = _value(text, facts.words[place + 1] if place + 1 < len(facts.words) else "")
                self.figures[value] = weight_of(value)
                self.places.setdefault(value, place)
        for place, word in enumerate(facts.words):
            if word in _TWO_OF:
                self.figures[_TWO_OF[word]] = weight_of(_TWO_OF[word])
                self.places.setdefault(_TWO_OF[word], place)

    def _english_names(self, facts: Facts, in_title: int) -> Iterator[tuple[str, str]]:
        """Yield the names of the body, where capitals mark them."""
        if not facts.cased:
            return
        for place in sorted(facts.names):
            self.places.setdefault(facts.words[place], place)
        for word in dict.fromkeys(facts.words[place] for place in sorted(facts.names) if place >= in_title):
            if word not in _TRANSLATED and (known := EXONYMS.get(word) or _sound(word)):
                yield word, known

    def has_name(self, name: str) -> bool:
        """Return True if an Arabic text has a name: its consonants, or an Arabic word in one of its forms."""
        return name in self.sounds if name.isascii() else any(word.startswith(name) for word in self.words)

    def has_place(self, word: str) -> bool:
        """Return True if an English text has a place that an Arabic one names *word*."""
        return consonants(word) in self.sounds or stem(word).startswith(self._exonyms) or word.startswith(self._exonyms)

    def starts_with(self, value: str, words: int) -> bool:
        """Return True if a figure or name stands among the first *words*."""
        place = self.places.get(value)
        return place is not None and place < words


def weight_of(value: str) -> float:
    """Return how much a figure tells: by its digits without zeros at the end; little for years and small numbers.

    >>> weight_of("7"), weight_of("2025"), weight_of("40"), weight_of("12400"), weight_of("61.37")
    (0.0, 0.3, 0.6, 2.2, 3.3)
    """
    digits = value.partition("e")[0].replace(".", "").strip("0")
    if len(value) == 4 and value.startswith(("19", "20")):
        return 0.3
    if len(digits) < 2:
        return 0.0 if len(value) == 1 else 0.6
    return {2: 1.2, 3: 2.2}.get(len(digits), 3.0) + (0.3 if "." in value else 0.0)


def _value(text: str, unit: str) -> str:
    """Return a figure times the magnitude behind it."""
    try:
        return f"{float(text) * _THOUSANDS.get(unit, _THOUSANDS.get(stem(unit), 1)):.12g}"
    except ValueError:
        return text


def _sound(word: str) -> str | None:
    sound = consonants(word)
    return sound if len(sound) >= SHORTEST - 1 else None


def _forms(facts: Facts) -> Iterator[str]:
    for word, stemmed in zip(facts.words, facts.stems, strict=True):
        if not word.isascii() and stemmed not in COMMON_WORDS:
            yield word
            yield stemmed


def _following(facts: Facts, names: Iterable[int]) -> Iterator[Sounds]:
    for place in names:
        if place + 1 in facts.names and _TRANSLATED.isdisjoint(facts.words[place : place + 2]):
            yield consonants(facts.words[place]), consonants(facts.words[place + 1])


def _neighbours(facts: Facts) -> Iterator[Sounds]:
    return ((one, other) for one, other in pairwise(map(consonants, facts.words)) if len(one) > 1 < len(other))
