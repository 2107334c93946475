"""Compare the figures of two aligned texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from menafn_crawler.deduplicate.alignment import PASSAGE, Alignment
from menafn_crawler.deduplicate.facts import FIGURE, Facts
from menafn_crawler.deduplicate.vocabulary import DATE_WORDS, FIRST


def compare_figures(one: Facts, other: Facts, found: Alignment) -> tuple[int, list[tuple[str, str]]]:
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
        if mine.total() != its.total() and (first := _first(one, gap.first, its) or _first(other, gap.second, mine)):
            differing.append(first)
            continue
        both = mine & its
        agreeing += both.total()
        if min(len(gap.first), len(gap.second)) <= PASSAGE or mine.total() * 3 >= len(gap.first):
            lost = [value for value in (mine - both).elements() if value not in other.values]
            new = [value for value in (its - both).elements() if value not in one.values]
            differing += _paired(lost, new)
    return agreeing, differing


def _figures_in(facts: Facts, gap: range) -> Counter[str]:
    return Counter(facts.figures[place] for place in gap if place in facts.figures and place >= facts.dateline)


def _first(facts: Facts, gap: range, opposite: Counter[str]) -> tuple[str, str] | None:
    """Return "first" and the figure that stands in its place: the second quarter is not the first."""
    word = next((facts.words[place] for place in gap if facts.words[place] in FIRST), None)
    return (word, min(opposite)) if word is not None and opposite and len(gap) <= PASSAGE else None


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


def figures_reason(agreeing: int, differing: list[tuple[str, str]], one: Facts, other: Facts) -> str | None:
    """Return why figures make two stories; None if they do not."""
    every = agreeing + len(differing)
    titled = _titled(differing, one, other)
    many = len(differing) * 3 >= every or (len(differing) >= 3 and len(differing) * 5 >= every)
    if differing and (many or titled):
        return f"{len(differing)} of {every} figures differ{examples(differing)}"
    return None


def examples(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the first three of *pairs* for a reason, in parentheses."""
    shown = "; ".join(f"{a} / {b}" for a, b in list(dict.fromkeys(pairs))[:3])
    return f" ({shown})"
