"""Compare two texts: how much of each the other holds, and which names and figures differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

from menafn_crawler.deduplicate.differences import Differences, differences
from menafn_crawler.deduplicate.spelling import stem
from menafn_crawler.deduplicate.tokens import TokenizedText

SHORTEST_NEAR = 20
"""Words below which two texts count as the same only if they are equal: a few sentences may be anybody's."""
COPIED = 0.5
"""Share of the shorter text that the other holds if it was copied. If 15 percent of the words are changed, 61 percent
of the shingles remain; different stories of one event share less than a third."""
PART = 0.75
"""Share of the longer text below which the shorter is only a part of it, as a story is of a digest of two."""
MOST = 0.55
"""The same if each headline announces the other text too, as that of a digest seldom does, or where there is none."""
_OPENED, _PREFIX, _PREFIX_SHARE, _SAME_LEAD = 0.2, 25, 0.6, 0.6
"""Two texts share only boilerplate if less than a fifth of the beginning of each, 25 words or more, is in the other,
unless the leads name the same: 0.6 of the names of each are in the other."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """Two texts compared. Shares are from 0 to 1."""

    jaccard: float
    """Shingles that both texts have, as a share of all shingles of either."""
    share_of_first: float
    """Share of the first text's shingles that the second has."""
    share_of_second: float
    """Share of the second text's shingles that the first has."""
    shortest: int
    """Words of the shorter text."""
    covered: float
    """Share of the longer text that is not in passages of its own, which the shorter does not have."""
    headlined: bool
    """True if each headline announces the other text."""
    opening: float
    """Highest share that any opening of the two texts has in the other; 1 where the openings are not suspicious."""
    differences: Differences | None
    """Names and figures that differ; None where too little of the text is common to compare them."""

    @property
    def contained(self) -> float:
        """Share of the shorter text that the longer one holds."""
        return max(self.share_of_first, self.share_of_second)

    @property
    def near(self) -> bool:
        """True if both texts tell one story; see also ``part``."""
        return self.difference is None

    @property
    def related(self) -> bool:
        """True if the texts may tell one story: near, or the one is the other with a figure corrected."""
        return self.near or (self.differences is not None and self.differences.corrected)

    @property
    def part(self) -> bool:
        """True if the shorter text is only a part of the longer one. Then the headlines decide: it may be a digest."""
        return self.covered < (MOST if self.headlined else PART)

    @property
    def difference(self) -> str | None:
        """Why the texts are two stories, in words; None if they are one."""
        if self.shortest < SHORTEST_NEAR:
            return f"the shorter has {self.shortest} words, fewer than {SHORTEST_NEAR}"
        if self.contained < COPIED:
            return f"only {self.contained:.0%} of the shorter stands in the other, less than {COPIED:.0%}"
        if self.opening < _OPENED:
            return f"only {self.opening:.0%} of their beginnings is common: what they share may be boilerplate"
        return self.differences.reason if self.differences is not None else None

    def turned(self) -> Similarity:
        """Return the same comparison with the second text first."""
        return replace(
            self,
            share_of_first=self.share_of_second,
            share_of_second=self.share_of_first,
            differences=self.differences.turned() if self.differences is not None else None,
        )


def worth_comparing(jaccard: float, one: int, other: int) -> bool:
    """Return True if texts with so many shingles and that estimated *jaccard* may be near duplicates.

    The estimate is sometimes wrong by 0.05, and so is the share of the shorter text that follows from it.
    """
    common = jaccard / (1 + jaccard) * (one + other)
    return common >= (COPIED - 0.1) * min(one, other)


def compare(one: TokenizedText, other: TokenizedText) -> Similarity:
    """Compare two texts. In the other order, borderline names may count otherwise.

    >>> one, other = TokenizedText("Oil rose 2 percent on Monday"), TokenizedText("Oil rose 5 percent on Monday")
    >>> compare(one, other).jaccard
    1.0
    """
    common = len(one.shingles & other.shingles)
    shortest = min(len(one.shingles), len(other.shingles))
    enough = common >= COPIED * shortest and min(one.word_count, other.word_count) >= SHORTEST_NEAR
    found = differences(one.facts, other.facts) if enough else None
    return Similarity(
        jaccard=_share(common, len(one.shingles) + len(other.shingles) - common),
        share_of_first=_share(common, len(one.shingles)),
        share_of_second=_share(common, len(other.shingles)),
        shortest=min(one.word_count, other.word_count),
        covered=found.covered if found is not None else 0.0,
        headlined=enough and one.facts.announces(other.facts) and other.facts.announces(one.facts),
        opening=_common_opening(one, other) if enough else 1.0,
        differences=found,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _common_opening(one: TokenizedText, other: TokenizedText) -> float:
    """Return how much of their openings is common; 1 if the leads name the same, in other words."""
    found = max(_opening(one, other), _opening(other, one))
    if found >= _OPENED:
        return found
    copied = frozenset(stem(word) for shingle in one.shingles & other.shingles for word in shingle.split())
    named = min(one.facts.lead_share(other.facts, copied), other.facts.lead_share(one.facts, copied))
    return 1.0 if named >= _SAME_LEAD else found


def _opening(one: TokenizedText, other: TokenizedText) -> float:
    """Return the lowest share in the other text that a beginning of the first one has."""
    lowest, common, last = 1.0, 0, _PREFIX_SHARE * len(one.shingle_list)
    for place, shingle in enumerate(one.shingle_list, 1):
        if place > last:
            break
        common += shingle in other.shingles
        if place >= _PREFIX:
            lowest = min(lowest, common / place)
    return lowest
