"""Group publications of one story: which came first, and what the others are to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from menafn_crawler.deduplicate.publications import Publication, in_order
from menafn_crawler.deduplicate.vocabulary import names_round_up
from menafn_crawler.normalise.content_hash import comparable

SHORTEST = 8
"""Words that a text needs before an equal text counts as its copy."""
USUAL_DAYS = 7
"""Default of ``MENAFN_DUPLICATE_DAYS``: the last wire carries a release within so many days."""
TAKE = timedelta(hours=12)
"""Longest time between two takes of one provider. A daily series has longer gaps."""
REPEATED = 0.9
"""Share of an earlier take that a later take repeats."""
_IDS_A_DAY = 7_000
"""Most ids the site gave in a day (``menafn-facts.md``): bounds the distance in time of undated articles."""
_LONG_OVER = 2
"""A story is closed after this many times its days, also if only ids tell the distance of a publication."""
_HEADLINE, _HEADLINE_SHARE = 3, 0.6
"""Words that a headline needs before it tells anything, and the share of them that the same headline has."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two near-duplicate texts have in common."""

    share: float
    """Share of the first text that the second holds (0 to 1)."""
    part: bool = False
    """True if the shorter is only a part of the longer one. Then it is a copy only under the same headline."""
    forced: bool = False
    """True if an analyst said that they tell one story."""
    only_figures: bool = False
    """True if hardly anything but figures differs: a correction by the same provider, or another story."""


SharedText = Mapping[Pair, Shared]
"""Near-duplicate texts by the ids of both, in both orders."""


class Kind(StrEnum):
    """What a copy is to the first publication of its story."""

    SAME_TEXT = "same_text"
    """The same words, by another provider."""
    NEAR_TEXT = "near_text"
    """Nearly the same words, by another provider."""
    UPDATE = "update"
    """A later take by the same provider, within hours, that repeats the earlier one."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a copy is a copy of."""

    head: int
    """Article id of the story's first publication."""
    kind: Kind
    share: float = 1.0
    """Share of the copy's text that the head holds (0 to 1)."""


@dataclass(slots=True)
class _Story:
    """A story found so far. Publications arrive in order of time."""

    head: Publication
    last_take: Publication

    def closed(self, publication: Publication, days: int) -> bool:
        """Return True if neither this publication nor a later one can belong to the story."""
        last, now = self.last_take.instant, publication.instant
        return last is not None and now is not None and now - last > _LONG_OVER * timedelta(days=days) + TAKE

    def relation(self, publication: Publication, shared: SharedText, days: int) -> Relation | None:
        """Return what a later publication is to the story; None if it belongs to another one."""
        found = shared.get((self.head.text, publication.text))
        kind = Kind.NEAR_TEXT if found is not None and found.forced else None
        if kind is None and _same_provider(self.head, publication):
            kind = Kind.UPDATE if self._is_take(publication, shared) else None
        elif kind is None and _within(self.head, publication, days):
            kind = self._kind(publication, shared)
        return Relation(self.head.article_id, kind, self._share(publication, shared)) if kind is not None else None

    def _share(self, publication: Publication, shared: SharedText) -> float:
        texts = (self.head.text, self.last_take.text)
        held = (shared[publication.text, text].share for text in texts if (publication.text, text) in shared)
        return 1.0 if publication.text in texts else next(held, 1.0)

    def _is_take(self, publication: Publication, shared: SharedText) -> bool:
        before, now = self.last_take.instant, publication.instant
        if before is None or now is None or not timedelta(0) <= now - before <= TAKE:
            return False
        return any(
            text == publication.text
            or ((text, publication.text) in shared and shared[text, publication.text].share >= REPEATED)
            for text in (self.last_take.text, self.head.text)
        )

    def _kind(self, publication: Publication, shared: SharedText) -> Kind | None:
        """Compare with the head only: a chain of copies would lead to another story."""
        if publication.text == self.head.text:
            return Kind.SAME_TEXT
        found = shared.get((self.head.text, publication.text))
        if (
            found is None
            or found.only_figures
            or (found.part and not same_headline(self.head.title, publication.title))
        ):
            return None
        return Kind.NEAR_TEXT


def relations(
    publications: Iterable[Publication], shared: SharedText, days: int, apart: Collection[Pair] = ()
) -> dict[int, Relation | None]:
    """Return for each article id its relation to the first publication of its story; None for that one itself.

    A copy is by another provider, within *days* of the first publication. A take is by the same provider, within
    hours of the take before it. *apart* are pairs of article ids that are never merged, in both orders. The order of
    *publications* does not matter.
    """
    found: dict[int, Relation | None] = {}
    stories: deque[_Story] = deque()
    for publication in in_order(publications):
        while stories and stories[0].closed(publication, days):  # a text printed daily would gather very many
            stories.popleft()
        story, relation = _first_story(stories, publication, shared, days, apart)
        found[publication.article_id] = relation
        if story is None or relation is None:
            stories.append(_Story(publication, publication))
        elif relation.kind is Kind.UPDATE:
            story.last_take = publication
    return found


def _first_story(
    stories: Iterable[_Story], publication: Publication, shared: SharedText, days: int, apart: Collection[Pair]
) -> tuple[_Story | None, Relation | None]:
    for story in stories:
        if (story.head.article_id, publication.article_id) not in apart:
            relation = story.relation(publication, shared, days)
            if relation is not None:
                return story, relation
    return None, None


def same_headline(one: str, other: str) -> bool:
    """Return True if two headlines share most of the words of the shorter one, and not only one names a round-up.

    >>> same_headline("UAE- Oil rises on supply fears", "Oil rises on supply fears PHOTO")
    True
    """
    words, others = set(comparable(one).split()), set(comparable(other).split())
    shorter = min(len(words), len(others))
    if names_round_up(words) is not names_round_up(others):
        return False
    return shorter >= _HEADLINE and len(words & others) >= _HEADLINE_SHARE * shorter


def latest_takes(publications: Iterable[Publication], found: Mapping[int, Relation | None]) -> dict[int, int]:
    """Return for each first publication that was updated the article id of its latest take."""
    ordered = (publication.article_id for publication in in_order(publications))
    updates = ((number, found[number]) for number in ordered)
    return {one.head: number for number, one in updates if one is not None and one.kind is Kind.UPDATE}


def _same_provider(one: Publication, other: Publication) -> bool:
    same_code = one.provider_code is not None and one.provider_code == other.provider_code
    names = [publication.provider.casefold() for publication in (one, other) if publication.provider is not None]
    return same_code or (len(names) == 2 and names[0] == names[1])


def _within(one: Publication, other: Publication, days: int) -> bool:
    if one.instant is None or other.instant is None:
        return abs(one.article_id - other.article_id) <= days * _IDS_A_DAY
    return abs(one.instant - other.instant) <= timedelta(days=days)
