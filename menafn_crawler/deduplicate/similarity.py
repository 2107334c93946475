"""How far two texts say the same, exactly: shares of their wording, and the figures that both carry."""

from __future__ import annotations

from dataclasses import dataclass

from menafn_crawler.deduplicate.tokens import TokenizedText

SHORTEST_NEAR = 40
"""Words below which two texts are the same only where they are equal: of a few sentences, any may be another's."""
COPIED = 0.5
"""Share of the shorter text that the other has word for word, from which on it was copied: 15 percent of its words
changed leave more than half of its runs of three words; different stories of one event share less than a third."""
OPENED = 0.3
"""The least of that for the first half of it: different releases of one company end in the same paragraphs."""
_CONTRADICTED = 3
"""One figure in this many, said otherwise in the same words, makes another story."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """Two texts held beside each other. Shares are from 0 to 1."""

    jaccard: float
    """Of all runs of three words of either, the share that both have (Jaccard)."""
    share_of_first: float
    """Share of the first text's runs that the second has."""
    share_of_second: float
    """Share of the second text's runs that the first has."""
    opening: float
    """The same share of the first half of the shorter text."""
    shortest: int
    """Words of the shorter text."""
    agreeing: int
    """Figures that both carry among the same words; not counted where too little of the wording is common."""
    differing: int
    """Figures that stand among the same words and are not the same."""

    @property
    def contained(self) -> float:
        """Share of the shorter text that the longer one has."""
        return max(self.share_of_first, self.share_of_second)

    @property
    def contradicted(self) -> bool:
        """Whether the figures say that these are two stories: a series, or another company's release."""
        return self.differing > 0 and self.differing * _CONTRADICTED >= self.agreeing + self.differing

    @property
    def near(self) -> bool:
        """Whether both texts tell one story in the same words."""
        return self.difference is None

    @property
    def difference(self) -> str | None:
        """Why they do not; None if they do."""
        if self.shortest < SHORTEST_NEAR:
            return f"the shorter has {self.shortest} words, fewer than {SHORTEST_NEAR}"
        if self.contained < COPIED:
            return f"only {self.contained:.0%} of the shorter stands in the other, less than {COPIED:.0%}"
        if self.opening < OPENED:
            return f"only {self.opening:.0%} of the shorter's first half stands in the other, less than {OPENED:.0%}"
        if self.contradicted:
            return f"{self.differing} of {self.agreeing + self.differing} figures differ"
        return None


def worth_comparing(jaccard: float, one: int, other: int) -> bool:
    """Whether texts with so many runs, and of that estimated *jaccard*, are worth being held beside each other.

    The estimate is wrong by 0.05 at times, and so is the share of the shorter text that follows from it.
    """
    common = jaccard / (1 + jaccard) * (one + other)
    return common >= (COPIED - 0.1) * min(one, other)


def compare(one: TokenizedText, other: TokenizedText) -> Similarity:
    """Hold two texts beside each other.

    >>> one, other = TokenizedText("Oil rose 2 percent on Monday"), TokenizedText("Oil rose 5 percent on Monday")
    >>> similarity = compare(one, other)
    >>> similarity.jaccard, similarity.agreeing, similarity.differing
    (1.0, 0, 1)
    """
    common = len(one.shingles & other.shingles)
    either = len(one.shingles) + len(other.shingles) - common
    shortest = min(len(one.shingles), len(other.shingles))
    openings = [_opening(a, b) for a, b in ((one, other), (other, one)) if len(a.shingles) == shortest]
    enough = common >= COPIED * shortest
    agreeing, differing = _figures(one, other) if enough else (0, 0)
    return Similarity(
        jaccard=_share(common, either),
        share_of_first=_share(common, len(one.shingles)),
        share_of_second=_share(common, len(other.shingles)),
        opening=max(openings),
        shortest=min(one.words, other.words),
        agreeing=agreeing,
        differing=differing,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _opening(shorter: TokenizedText, longer: TokenizedText) -> float:
    return _share(len(shorter.opening & longer.shingles), len(shorter.opening))


def _figures(one: TokenizedText, other: TokenizedText) -> tuple[int, int]:
    """Figures that agree and that differ, among those that both texts have in the same words."""
    agreeing = differing = 0
    for context in one.figures.keys() & other.figures.keys():
        mine, theirs = one.figures[context], other.figures[context]
        same = (mine & theirs).total()
        agreeing += same
        differing += min(mine.total(), theirs.total()) - same
    return agreeing, differing
