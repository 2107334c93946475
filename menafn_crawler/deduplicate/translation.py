"""Whether an English and an Arabic article tell one release, from what survives translation.

Figures, names in transliteration, words that an Arabic text prints in Latin letters, the picture, and the distance of
the two articles. No translation model, no store: the rule is a pure function of two articles. It prefers a missed link
to a false one: figures have to agree in both directions, so a digest, the next day of a series and another release of
the same company are not linked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from menafn_crawler.deduplicate.release_facts import ReleaseFacts, weight_of
from menafn_crawler.deduplicate.stories import Pair
from menafn_crawler.deduplicate.transliteration import SHORTEST

LANGUAGES = ("en", "ar")
NEAR = timedelta(hours=30)
"""Longest time between the two: a release is translated within a day."""
NEAR_IDS = 7_000
"""Article numbers of as much time, for one whose time of day is unknown; see ``_IDS_A_DAY`` of stories."""
LINKED = 6.0
"""Score from which on two articles are linked."""
MARGIN = 1.5
"""An article is linked to the best candidate only if the next one scores less by so much."""
_MOST_SHARE, _LEAST_SHARE, _LEAD_SHARE = 0.8, 0.4, 0.5
"""Shares of the distinctive figures of one text that the other has: of the text with the higher share, of the other one
(which may have been cut), and of the leads of both."""
_REPLACED = 0.2
"""Two texts differ if each has distinctive figures alone with more than this share of the weight of those in common: a
translation leaves figures out, or adds some, but seldom both."""
_LENGTHS = (0.4, 1.8)
"""Words of the Arabic text as a share of the English one's, at least and at most."""
_CERTAIN, _SOME = 6.0, 2.4
"""Weight of common figures from which on names may be missing, and below which names alone have to be enough."""
_NAMES, _MISSING = 4.0, 8
"""Names alone are enough with this weight, if no more than one name in eight is missing and none of the headline."""
_PICTURE = re.compile(r"/\d{4}-\d\d/\d\d?/([^/]+)$")
"""The file of a picture of its own; pictures of the own desk have no date in their path and stand in many stories."""


@dataclass(frozen=True, slots=True)
class Release:
    """An article without its text."""

    article_id: int
    language: str
    image_url: str | None
    published_at: str | None

    @property
    def instant(self) -> datetime | None:
        """UTC instant of publication; None if the time of day is unknown."""
        return datetime.fromisoformat(self.published_at) if self.published_at else None


@dataclass(frozen=True, slots=True)
class TranslationEvidence:
    """What two articles in two languages have in common."""

    score: float
    """Sum of the weights of what agrees less those of what differs."""
    figures: tuple[str, ...]
    """Figures that both texts have, the most distinctive first."""
    figures_differing: int
    """Distinctive figures that only one of the texts has."""
    names: tuple[str, ...]
    """English names that the Arabic text has in transliteration."""
    names_missing: tuple[str, ...]
    """English names that it does not have."""
    latin: tuple[str, ...]
    """Words in Latin letters that both texts have."""
    picture: bool
    """True if both have the same picture."""
    reason: str | None
    """Why they are not linked; None if they may be."""

    @property
    def linked(self) -> bool:
        """True if both tell one release."""
        return self.reason is None


def are_near(one: Release, other: Release) -> bool:
    """Return True if two articles were published within ``NEAR``, or within ``NEAR_IDS`` numbers if one has no time."""
    if one.instant is not None and other.instant is not None:
        return abs(one.instant - other.instant) <= NEAR
    return abs(one.article_id - other.article_id) <= NEAR_IDS


def worth_translating(one: ReleaseFacts, other: ReleaseFacts) -> bool:
    """Return True if two texts may tell one release: a fraction of the cost of comparing their names."""
    return _figures_reason(one, other) is None


def compare_releases(one: Release, other: Release, facts: tuple[ReleaseFacts, ReleaseFacts]) -> TranslationEvidence:
    """Compare an English and an Arabic article, in either order; *facts* are theirs in the same order."""
    if one.language == "ar":
        one, other, facts = other, one, (facts[1], facts[0])
    english, arabic = facts
    common = {value: weight for value, weight in english.figures.items() if weight and value in arabic.figures}
    latin, reach = arabic.latin & english.latin, _reach(arabic)
    found = tuple(name for name, known in english.names.items() if name in latin or arabic.has_name(known))
    missing = tuple(name for name in english.names if name not in found and english.starts_with(name, reach))
    names = sum(_name_weight(english.names[name]) for name in found)
    names += 1.2 * len(english.full_names & arabic.neighbours)
    score = sum(common.values()) - 0.8 * _only(english, arabic) - 0.8 * _only(arabic, english)
    score += names - 0.5 * len(missing)
    score += min(2.0 * len(latin), 6.0) - 1.5 * len(arabic.latin - latin)
    picture = _same_picture(one.image_url, other.image_url)
    score = round(score + 3.0 * picture + _closeness(one, other), 2)
    reason = _figures_reason(english, arabic)
    reason = reason or _names_reason(english, arabic, set(found), len(missing), names, sum(common.values()))
    return TranslationEvidence(
        score=score,
        figures=tuple(sorted(common, key=lambda value: (-common[value], value))),
        figures_differing=len(english.distinctive ^ arabic.distinctive),
        names=found,
        names_missing=missing,
        latin=tuple(sorted(latin)),
        picture=picture,
        reason=reason or (f"score {score:.1f} is below {LINKED}" if score < LINKED else None),
    )


def best_pairs(scores: Mapping[Pair, float]) -> set[Pair]:
    """Return the pairs in which each is the other's best partner, the next one worse by ``MARGIN``.

    So a release has one translation at most, and links make no chains.

    >>> best_pairs({(1, 10): 9.0, (1, 11): 7.0, (2, 11): 6.0})
    {(1, 10)}
    """
    found: dict[tuple[int, int], list[float]] = {}
    for pair, score in scores.items():
        for side in enumerate(pair):
            found.setdefault(side, []).append(score)
    clear = {side: max(values) if _is_clear(values) else None for side, values in found.items()}
    return {pair for pair, score in scores.items() if all(clear[side] == score for side in enumerate(pair))}


def _is_clear(scores: list[float]) -> bool:
    *_, second, best = -1e9, *sorted(scores)
    return best - second >= MARGIN


# --- weights ---------------------------------------------------------------------------------------------------------


def _only(one: ReleaseFacts, other: ReleaseFacts) -> float:
    """Return the weight of the figures that only the first text has, at most 1.2 each."""
    own = (value for value in one.figures if value not in other.figures and one.starts_with(value, _reach(other)))
    return sum(min(one.figures[value], 1.2) for value in own)


def _reach(shorter: ReleaseFacts) -> int:
    """Return how many words of the other text a shorter one can tell: what stands behind them may have been cut."""
    return shorter.word_count * 13 // 10 + 10


def _name_weight(known: str) -> float:
    if not known.isascii():
        return 0.4
    return {SHORTEST - 1: 0.2, SHORTEST: 0.8}.get(len(known), 1.4)


def _same_picture(one: str | None, other: str | None) -> bool:
    files = [match[1] for url in (one, other) if url and (match := _PICTURE.search(url))]
    return len(files) == 2 and files[0] == files[1]


def _closeness(one: Release, other: Release) -> float:
    """Return what the distance of two articles adds: most within half an hour or 150 numbers."""
    if one.instant is not None and other.instant is not None:
        hours = abs(one.instant - other.instant) / timedelta(hours=1)
        return 1.0 if hours <= 0.5 else 0.5 if hours <= 3 else 0.0 if hours <= 12 else -1.0
    return 1.0 if abs(one.article_id - other.article_id) <= 150 else 0.0


# --- reasons ---------------------------------------------------------------------------------------------------------


def _figures_reason(one: ReleaseFacts, other: ReleaseFacts) -> str | None:
    """Return why figures or kind make two texts two stories; the order of the texts does not matter."""
    if one.round_up is not other.round_up:
        return "only one is a round-up"
    if one.distinctive and other.distinctive and one.distinctive.isdisjoint(other.distinctive):
        return "figures differ"
    both = ((one, other), (other, one))
    shares = [_share(a.distinctive, b) for a, b in both]
    leads = [_share(a.lead_figures, b) for a, b in both]
    own = min(_weight(a.distinctive - b.distinctive) for a, b in both)
    replaced = own > _REPLACED * _weight(one.distinctive & other.distinctive)
    if max(shares) < _MOST_SHARE or min(shares) < _LEAST_SHARE or min(leads) < _LEAD_SHARE or replaced:
        return "figures differ"
    return None


def _share(values: Set[str], other: ReleaseFacts) -> float:
    """Return the weighted share of distinctive figures that the other text has; 1 if there are none."""
    return _weight(values & other.distinctive) / _weight(values) if values else 1.0


def _weight(values: Set[str]) -> float:
    return sum(map(weight_of, values))


def _names_reason(
    english: ReleaseFacts, arabic: ReleaseFacts, found: Set[str], missing: int, names: float, figures: float
) -> str | None:
    """Return why names or length make them two stories; *names* and *figures* are the weights of those in common."""
    shortest, longest = _LENGTHS
    if not shortest <= arabic.word_count / max(english.word_count, 1) <= longest:
        return "one is much longer"
    if figures < _SOME and (names < _NAMES or missing * _MISSING > len(found) + missing):
        return "too little is common"
    if missing > len(found):
        return "names are missing"
    least = 0.01 if figures >= _CERTAIN else 0.5 if figures >= _SOME else 1.0
    places = set(filter(english.has_place, arabic.title_places))
    for heads, known in ((english.title_names, found), (arabic.title_places, places)):
        if len(heads & known) < least * len(heads):
            return "a name of the headline is missing"
    return None
