"""The rule: do two texts that share most of their words differ in whom or what they are about?

Sibling releases are made from one template, with another company, person, place or other figures. A copy that was
edited differs in any words. So what counts is what stands *in the place of* a name or figure: another one or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from menafn_crawler.deduplicate.alignment import PASSAGE, Alignment, Gap, align, covered
from menafn_crawler.deduplicate.facts import FIGURE, LEAD, Facts
from menafn_crawler.deduplicate.spelling import skeleton
from menafn_crawler.deduplicate.vocabulary import COMMON_WORDS, DATE_WORDS

_FEW = 8
"""Words of a gap in which a word stands in the place of another one; in longer ones the sentence was rewritten."""
_OF_SUBJECT, _OF_LEAD, _OF_NAMES = 15, 2, 3
"""Names make two stories if they are in one of so many replaced places: names of the subject, of the lead; or if one
name in so many differs. Random edits replace a name by a name in fewer places."""
_REPEATED = 3
"""Times that a word stands in the place of the same other word, in a text with capitals; once less in another."""
_PASSAGE_SHARE = 0.3
"""Share of the shorter text from which on another passage in its place makes another story."""
_SHOWN = 8
"""Names and figures that the evidence lists."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two aligned texts, and whether it makes them two stories."""

    covered: float
    """Share of the longer text that is not in passages of its own, which the shorter text does not have."""
    replaced: int
    """Places where other words stand in the place of words."""
    agreeing: int
    """Figures that stand in the same place and are equal."""
    figures: Pairs
    """Figures that stand in the same place and differ."""
    names_agreeing: int
    """Names that both texts have."""
    names: Pairs
    """Names that stand in the place of each other, each in one of the texts only."""
    words: Pairs
    """Other words that stand in the place of each other throughout the texts, or in the headlines too."""
    reason: str | None
    """Why the texts are two stories; None if they are one."""
    corrected: bool = False
    """Whether nothing differs but one figure of several, below the same headline, as after a correction."""

    @property
    def only_figures(self) -> bool:
        """True if hardly anything but figures differs: a sibling, unless a provider corrected its own text."""
        return only_figures(len(self.figures), self.replaced)


def only_figures(figures: int, replaced: int) -> bool:
    """Return True if *figures* differ, and other words stand in no more places than these: an edit replaces words."""
    return 0 < figures >= replaced


@dataclass(slots=True)
class _Conflicts:
    """Names of two texts that stand in the place of each other."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    first: set[str] = field(default_factory=set)
    """Names of the first text in short gaps."""
    second: set[str] = field(default_factory=set)
    subject: bool = False
    """Whether one is in the headline, or repeated, or listed, in both texts."""
    lead: bool = False
    """Whether one is in the lead of both texts."""
    passages: int = 0
    """Places of names that are in long gaps: the sentence was rewritten, or another one stands there."""
    longest: int = 0
    """Words of the longest such gap."""


def differences(one: Facts, other: Facts) -> Differences:
    """Compare the names and figures of two texts."""
    found = align(one.words, other.words)
    replaced = [gap for gap in found.gaps if gap.first and gap.second]
    agreeing, figures = _figures(one, other, found)
    conflicts = _names(one, other, replaced)
    repeated = _repeated(one, other, replaced)
    common = _common_names(one, other, found)
    shortest = min(len(one.words), len(other.words))
    reason = _reason_figures(agreeing, figures, one, other)
    reason = reason or _reason_names(conflicts, common, len(replaced), repeated, shortest)
    return Differences(
        covered=covered(found, len(one.words), len(other.words)),
        replaced=len(replaced),
        agreeing=agreeing,
        figures=tuple(figures[:_SHOWN]),
        names_agreeing=common,
        names=tuple(dict.fromkeys(conflicts.pairs))[:_SHOWN],
        words=tuple(repeated[:_SHOWN]),
        reason=reason,
        corrected=not replaced and len(figures) == 1 <= agreeing and one.title == other.title,
    )


# --- figures ---------------------------------------------------------------------------------------------------------


def _figures(one: Facts, other: Facts, found: Alignment) -> tuple[int, list[tuple[str, str]]]:
    """Return how many figures agree, and the pairs that differ."""
    agreeing, differing = 0, []
    for i, j in found.matches:
        if one.words[i] == FIGURE and i >= one.dateline and j >= other.dateline:
            if _equal(one.figures[i], other.figures[j]):
                agreeing += 1
            elif (one.figures[i] in DATE_WORDS) is (other.figures[j] in DATE_WORDS):
                differing.append((one.figures[i], other.figures[j]))
    for gap in found.gaps:
        mine, its = _figures_in(one, gap.first), _figures_in(other, gap.second)
        both = mine & its
        agreeing += both.total()
        if min(len(gap.first), len(gap.second)) <= PASSAGE or mine.total() * 3 >= len(gap.first):
            lost = [value for value in (mine - both).elements() if value not in other.values]
            new = [value for value in (its - both).elements() if value not in one.values]
            differing += _paired(lost, new)
    return agreeing, differing


def _figures_in(facts: Facts, gap: range) -> Counter[str]:
    return Counter(facts.figures[place] for place in gap if place in facts.figures and place >= facts.dateline)


def _paired(lost: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pair figures with figures and days with days, in order."""
    for dates in (True, False):
        yield from zip(
            [value for value in lost if (value in DATE_WORDS) is dates],
            [value for value in new if (value in DATE_WORDS) is dates],
            strict=False,
        )


def _equal(one: str, other: str) -> bool:
    """Return True if two figures are equal, or one is the other rounded to fewer decimals."""
    if one == other:
        return True
    (_, _, a), (_, _, b) = one.partition("."), other.partition(".")
    if len(a) == len(b) or ":" in one + other:
        return False
    try:
        return round(float(one), min(len(a), len(b))) == round(float(other), min(len(a), len(b)))
    except ValueError:
        return False


def _titled(differing: list[tuple[str, str]], one: Facts, other: Facts) -> bool:
    return any(a in one.title and b in other.title for a, b in differing)


def _reason_figures(agreeing: int, differing: list[tuple[str, str]], one: Facts, other: Facts) -> str | None:
    every = agreeing + len(differing)
    titled = _titled(differing, one, other)
    many = len(differing) * 3 >= every or (len(differing) >= 3 and len(differing) * 5 >= every)
    if differing and (many or titled):
        return f"{len(differing)} of {every} figures differ{_examples(differing)}"
    return None


# --- names -----------------------------------------------------------------------------------------------------------


def _names(one: Facts, other: Facts, replaced: list[Gap]) -> _Conflicts:
    found = _Conflicts()
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
    return False


def _common_names(one: Facts, other: Facts, found: Alignment) -> int:
    """Return how many different names stand in both texts in the same place."""
    return len({one.stems[i] for i, j in found.matches if i in one.names and i >= one.dateline})


def _reason_names(
    conflicts: _Conflicts, common: int, replaced: int, repeated: list[tuple[str, str]], shortest: int
) -> str | None:
    fewer, places = min(len(conflicts.first), len(conflicts.second)), len(conflicts.pairs)
    short = places - conflicts.passages
    subject = conflicts.subject and places * _OF_SUBJECT >= replaced
    lead = conflicts.lead and short * _OF_LEAD >= replaced - conflicts.passages
    many = fewer * _OF_NAMES >= fewer + common and (fewer > 1 or short * _OF_LEAD >= replaced > 0)
    passage = conflicts.longest >= _PASSAGE_SHARE * shortest
    alone = short == replaced
    if places and (subject or lead or (fewer and many) or passage or alone):
        return f"names differ{_examples(conflicts.pairs)}"
    return f"words differ throughout{_examples(repeated)}" if repeated else None


# --- other words -----------------------------------------------------------------------------------------------------


def _repeated(one: Facts, other: Facts, replaced: list[Gap]) -> list[tuple[str, str]]:
    """Return the words that stand in the place of each other throughout the texts, or in the headlines too."""
    pairs = Counter(pair for gap in replaced for pair in _words_of(one, other, gap))
    titled = {(a, b) for a, b in pairs if a in one.title - other.title and b in other.title - one.title}
    often = _REPEATED if one.cased or other.cased else _REPEATED - 1
    return [pair for pair, times in pairs.items() if times >= often or pair in titled]


def _words_of(one: Facts, other: Facts, gap: Gap) -> Iterator[tuple[str, str]]:
    if len(gap.first) > _FEW or len(gap.second) > _FEW:
        return
    mine = {one.stems[i]: i for i in gap.first if i >= one.dateline and i not in one.figures}
    its = {other.stems[j]: j for j in gap.second if j >= other.dateline and j not in other.figures}
    for a, b in product(sorted(mine.keys() - COMMON_WORDS), sorted(its.keys() - COMMON_WORDS)):
        if skeleton(a) != skeleton(b) and (_lost(one, mine[a], other) or _lost(other, its[b], one)):
            yield a, b


def _joined(facts: Facts, places: list[int]) -> str:
    return " ".join(facts.words[place] for place in places)


def _examples(pairs: list[tuple[str, str]]) -> str:
    shown = "; ".join(f"{a} / {b}" for a, b in list(dict.fromkeys(pairs))[:3])
    return f" ({shown})"
