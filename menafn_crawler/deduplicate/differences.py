"""The rule: do two texts that share most of their words differ in whom or what they are about?

Sibling releases are made from one template, with another company, person, place or other figures. A copy that was
edited differs in any words. So what counts is what stands *in the place of* a name or figure: another one or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from menafn_crawler.deduplicate.alignment import align, covered
from menafn_crawler.deduplicate.facts import Facts
from menafn_crawler.deduplicate.figure_differences import compare_figures, examples, figures_reason
from menafn_crawler.deduplicate.name_differences import common_names, compare_names, names_reason, repeated_words

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
    """True if nothing differs but one figure of several, below the same headline, as after a correction."""

    @property
    def only_figures(self) -> bool:
        """True if hardly anything but figures differs: a sibling, unless a provider corrected its own text."""
        return only_figures(len(self.figures), self.replaced)

    def turned(self) -> Differences:
        """Return the same differences with the second text first."""
        pairs = self.figures, self.names, self.words
        figures, names, words = (tuple((b, a) for a, b in one) for one in pairs)
        reason = self.reason
        for before, after in zip(pairs, (figures, names, words), strict=True):
            reason = reason and reason.replace(examples(before), examples(after))
        return replace(self, figures=figures, names=names, words=words, reason=reason)


def only_figures(figures: int, replaced: int) -> bool:
    """Return True if *figures* differ, and other words stand in no more places than these: an edit replaces words."""
    return 0 < figures >= replaced


def differences(one: Facts, other: Facts) -> Differences:
    """Compare the names and figures of two texts."""
    found = align(one.words, other.words)
    replaced = [gap for gap in found.gaps if gap.first and gap.second]
    agreeing, figures = compare_figures(one, other, found)
    conflicts = compare_names(one, other, replaced)
    repeated = repeated_words(one, other, replaced)
    common = common_names(one, other, found)
    shortest = min(len(one.words), len(other.words))
    reason = figures_reason(agreeing, figures, one, other)
    reason = reason or names_reason(conflicts, common, len(replaced), repeated, shortest)
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
