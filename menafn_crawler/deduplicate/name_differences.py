"""Compare the names of two aligned texts, and other words that stand in the place of each other throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from menafn_crawler.deduplicate.alignment import PASSAGE, Alignment, Gap
from menafn_crawler.deduplicate.facts import LEAD, Facts
from menafn_crawler.deduplicate.figure_differences import examples
from menafn_crawler.deduplicate.spelling import alike, skeleton
from menafn_crawler.deduplicate.vocabulary import COMMON_WORDS, CURRENCIES

_FEW = 8
"""Words of a gap in which a word stands in the place of another one; in longer ones the sentence was rewritten."""
_OF_SUBJECT, _OF_LEAD, _OF_NAMES = 15, 2, 3
"""Names make two stories if they are in one of so many replaced places: names of the subject, of the lead; or if one
name in so many differs. Random edits replace a name by a name in fewer places."""
_REPEATED = 3
"""Times that a word stands in the place of the same other word, in a text with capitals; once less in another."""
_ALONE = 2
"""The same where nothing else differs."""
_PASSAGE_SHARE = 0.3
"""Share of the shorter text from which on another passage in its place makes another story."""


@dataclass(slots=True)
class NameConflicts:
    """Names of two texts that stand in the place of each other."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    first: set[str] = field(default_factory=set)
    """Names of the first text in short gaps."""
    second: set[str] = field(default_factory=set)
    subject: bool = False
    """True if one is in the headline, or repeated, or listed, in both texts."""
    lead: bool = False
    """True if one is in the lead of both texts."""
    passages: int = 0
    """Places of names that are in long gaps: the sentence was rewritten, or another one stands there."""
    longest: int = 0
    """Words of the longest such gap."""


def compare_names(one: Facts, other: Facts, replaced: list[Gap]) -> NameConflicts:
    """Return the names in the *replaced* gaps that stand in the place of each other."""
    found = NameConflicts()
    named, others = one.names_compared_with(other), other.names_compared_with(one)
    for gap in replaced:
        mine = [i for i in gap.first if i in named and i >= one.dateline and _lost(one, i, other)]
        its = [j for j in gap.second if j in others and j >= other.dateline and _lost(other, j, one)]
        if not mine or not its or _same_name(one, mine, other, its):
            continue
        found.pairs.append((_joined(one, mine), _joined(other, its)))
        found.subject |= any(_subject(one, i) for i in mine) and any(_subject(other, j) for j in its)
        found.subject |= not one.listed_names.isdisjoint(mine) and not other.listed_names.isdisjoint(its)
        length = min(len(gap.first), len(gap.second))
        if length > PASSAGE:
            found.passages += 1
            found.longest = max(found.longest, length)
        else:
            found.first.update(one.stems[i] for i in mine)
            found.second.update(other.stems[j] for j in its)
            found.lead |= min(mine) < one.dateline + LEAD and min(its) < other.dateline + LEAD
    return found


def _lost(one: Facts, place: int, other: Facts) -> bool:
    """Return True if the other text does not have a word of the first one, nor another spelling of it.

    A word that both texts have is another word, not a spelling: Ryazan is not Russian.
    """
    word = one.stems[place]
    if word in other.counts or word in other.title:
        return False
    return all(spelling in one.counts for spelling in other.skeletons.get(skeleton(word), ()))


def _subject(facts: Facts, place: int) -> bool:
    """Return True if a name stands in the headline, or more than once."""
    name = facts.stems[place]
    return name in facts.title or facts.counts[name] > 1


def _same_name(one: Facts, mine: list[int], other: Facts, its: list[int]) -> bool:
    """Return True if one is the other's abbreviation: ``UAE`` and ``United Arab Emirates``."""
    names, others = [one.words[i] for i in mine], [other.words[j] for j in its]
    for short, long in ((names, others), (others, names)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
            return True
        if _is_initial(short[0], long[0]) and short[1:] == long[1:]:
            return True
    return False


def common_names(one: Facts, other: Facts, found: Alignment) -> int:
    """Return how many different names stand in both texts in the same place."""
    return len({one.stems[i] for i, j in found.matches if i in one.names and i >= one.dateline})


def names_reason(
    conflicts: NameConflicts, common: int, replaced: int, repeated: list[tuple[str, str]], shortest: int
) -> str | None:
    """Return why names or words make two stories; None if they do not. *shortest*: words of the shorter text."""
    fewer, places = min(len(conflicts.first), len(conflicts.second)), len(conflicts.pairs)
    short = places - conflicts.passages
    subject = conflicts.subject and places * _OF_SUBJECT >= replaced
    lead = conflicts.lead and short * _OF_LEAD >= replaced - conflicts.passages
    many = fewer * _OF_NAMES >= fewer + common and (fewer > 1 or short * _OF_LEAD >= replaced > 0)
    passage = conflicts.longest >= _PASSAGE_SHARE * shortest
    alone = short == replaced
    if places and (subject or lead or (fewer and many) or passage or alone):
        return f"names differ{examples(conflicts.pairs)}"
    return f"words differ throughout{examples(repeated)}" if repeated else None


def repeated_words(one: Facts, other: Facts, replaced: list[Gap]) -> list[tuple[str, str]]:
    """Return the words that stand in the place of each other throughout the texts, or in the headlines too.

    Twice is throughout where nothing else differs, and once for currencies: dollars are no euros.
    """
    pairs = Counter(pair for gap in replaced for pair in _words_of(one, other, gap))
    titled = {(a, b) for a, b in pairs if a in one.title - other.title and b in other.title - one.title}
    often = _REPEATED if one.cased or other.cased else _REPEATED - 1
    alone = {pair for pair in _respelled_out(pairs) if pairs[pair] == len(replaced) >= _ALONE}
    return [
        pair
        for pair, times in pairs.items()
        if times >= often or pair in titled or pair in alone or _are_currencies(*pair)
    ]


def _respelled_out(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *pairs* without those of words that stand in the place of another spelling of them."""
    alike_pairs = [pair for pair in pairs if alike(*pair)]
    first, second = {one for one, _ in alike_pairs}, {other for _, other in alike_pairs}
    return [(one, other) for one, other in pairs if one not in first and other not in second]


def _are_currencies(one: str, other: str) -> bool:
    return one in CURRENCIES and other in CURRENCIES and CURRENCIES[one] != CURRENCIES[other]


def _words_of(one: Facts, other: Facts, gap: Gap) -> Iterator[tuple[str, str]]:
    if len(gap.first) > _FEW or len(gap.second) > _FEW:
        return
    mine = {one.stems[i]: i for i in gap.first if i >= one.dateline and i not in one.figures}
    its = {other.stems[j]: j for j in gap.second if j >= other.dateline and j not in other.figures}
    for a, b in product(sorted(mine.keys() - COMMON_WORDS), sorted(its.keys() - COMMON_WORDS)):
        same = skeleton(a) == skeleton(b) or _is_initial(a, b) or CURRENCIES.get(a, a) == CURRENCIES.get(b, b)
        if not same and (_lost(one, mine[a], other) or _lost(other, its[b], one)):
            yield a, b


def _is_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _joined(facts: Facts, places: list[int]) -> str:
    return " ".join(facts.words[place] for place in places)
