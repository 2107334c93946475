"""Which of the articles that tell one story told it first, and what the others are to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from menafn_crawler.deduplicate.likeness import COPIED, REPEATED

SHORTEST = 8
"""Words that a text needs before being the same as another means anything."""
USUAL_DAYS = 7
"""Within so many days a release reaches the last wire, unless ``MENAFN_DUPLICATE_DAYS`` says otherwise."""
TAKE = timedelta(hours=12)
"""How long after a take of a provider its next one can come; a daily series comes later."""
_IDS_A_DAY = 7_000
"""No more ids than this were given in a day (``menafn-facts.md``); bounds the distance of undated articles."""
_LONG_OVER = 2
"""Times the days of a story after which it is over, also for articles whose distance only their numbers tell."""
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)

Repeats = Mapping[tuple[int, int], float]
"""For two texts that are near, in both orders: the share of the first that stands in the second (0 to 1)."""


class Kind(StrEnum):
    """What an article is to the one that told its story first."""

    SAME_TEXT = "same_text"
    """The same words by another provider."""
    NEAR_TEXT = "near_text"
    """Nearly the same words by another provider."""
    UPDATE = "update"
    """A later take of the same provider, within hours, that repeats the earlier one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One article that tells a story, as far as the verdict needs it."""

    article_id: int
    provider: str | None
    provider_code: str | None
    published_at: str | None
    published_on: str | None
    text: int = 0
    """Number of its text; two articles with one number say the same word for word."""

    @property
    def instant(self) -> datetime | None:
        """UTC instant of publication; noon where only the day is known, None where not even that."""
        text = self.published_at or (f"{self.published_on}T12:00:00Z" if self.published_on else None)
        return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Relation:
    """A copy's relation to the article that told the story first."""

    head: int
    """That article's number."""
    kind: Kind


@dataclass(slots=True)
class _Story:
    """One story, its tellings in order."""

    head: Telling
    last_take: Telling
    texts: set[int] = field(default_factory=set)
    """Texts that are the head's, or nearly: what is like one of them is like the head, by a chain of small changes."""

    def over(self, telling: Telling, days: int) -> bool:
        """Whether nothing that comes with or behind a telling can belong to this story any more."""
        last, now = self.last_take.instant, telling.instant
        return last is not None and now is not None and now - last > _LONG_OVER * timedelta(days=days) + TAKE

    def relation(self, telling: Telling, repeats: Repeats, days: int) -> Relation | None:
        """What a later telling is to this story; None if it tells another."""
        if _same_provider(self.head, telling):
            kind = Kind.UPDATE if self._is_take(telling, repeats) else None
        elif _near(self.head, telling, days):
            kind = self._kind(telling, repeats)
        else:
            kind = None
        return Relation(self.head.article_id, kind) if kind is not None else None

    def _is_take(self, telling: Telling, repeats: Repeats) -> bool:
        before, now = self.last_take.instant, telling.instant
        if before is None or now is None or not timedelta(0) <= now - before <= TAKE:
            return False
        earlier = (self.last_take.text, self.head.text)
        return any(text == telling.text or repeats.get((text, telling.text), 0) >= REPEATED for text in earlier)

    def _kind(self, telling: Telling, repeats: Repeats) -> Kind | None:
        if telling.text == self.head.text:
            return Kind.SAME_TEXT
        by_chain = telling.text in self.texts or any(_mutual(text, telling.text, repeats) for text in self.texts)
        return Kind.NEAR_TEXT if by_chain or (self.head.text, telling.text) in repeats else None

    def add(self, telling: Telling, kind: Kind, repeats: Repeats) -> None:
        """Take a telling into the story."""
        if kind is Kind.UPDATE:
            self.last_take = telling
        if any(_mutual(text, telling.text, repeats) for text in self.texts):
            self.texts.add(telling.text)


def relations(tellings: Iterable[Telling], repeats: Repeats, days: int) -> dict[int, Relation | None]:
    """For each of the articles: its relation to the one that told its story first; None for that one itself.

    A copy is by another provider within *days* of the first telling; a take is by the same provider within hours of
    the take before it. The result does not depend on the order in which the articles were crawled.
    """
    found: dict[int, Relation | None] = {}
    stories: deque[_Story] = deque()
    for telling in in_order(tellings):
        while stories and stories[0].over(telling, days):  # of a text that comes every day there are very many
            stories.popleft()
        told = ((story, story.relation(telling, repeats, days)) for story in stories)
        story, relation = next(((story, one) for story, one in told if one is not None), (None, None))
        found[telling.article_id] = relation
        if story is None or relation is None:
            stories.append(_Story(telling, telling, {telling.text}))
        else:
            story.add(telling, relation.kind, repeats)
    return found


def latest_takes(tellings: Iterable[Telling], found: Mapping[int, Relation | None]) -> dict[int, int]:
    """For each first telling that was updated: the article with the latest take."""
    ordered = (telling.article_id for telling in in_order(tellings))
    updates = ((number, found[number]) for number in ordered)
    return {one.head: number for number, one in updates if one is not None and one.kind is Kind.UPDATE}


def in_order(tellings: Iterable[Telling]) -> list[Telling]:
    """First published first: by instant, then by number.

    Where the time of day is not known, the number decides, which rises with time: an article of a day stands behind
    the timed one of that day with the number next below its own, and one without any date behind the dated one.
    """
    by_number = sorted(tellings, key=lambda telling: telling.article_id)
    keys: dict[int, tuple[str, datetime]] = {}
    day, instant = "", _EARLIEST
    for telling in by_number:
        if telling.published_on is not None and telling.published_on != day:
            day, instant = telling.published_on, _EARLIEST
        if telling.published_at is not None:
            instant = datetime.fromisoformat(telling.published_at)
        keys[telling.article_id] = (day, instant)
    return sorted(by_number, key=lambda telling: (*keys[telling.article_id], telling.article_id))


def _mutual(one: int, other: int, repeats: Repeats) -> bool:
    """Whether each of two texts has most of the other: neither is a mere part of a page that tells more."""
    return one == other or min(repeats.get((one, other), 0), repeats.get((other, one), 0)) >= COPIED


def _same_provider(one: Telling, other: Telling) -> bool:
    same_code = one.provider_code is not None and one.provider_code == other.provider_code
    names = [telling.provider.casefold() for telling in (one, other) if telling.provider is not None]
    return same_code or (len(names) == 2 and names[0] == names[1])


def _near(one: Telling, other: Telling, days: int) -> bool:
    if one.instant is None or other.instant is None:
        return abs(one.article_id - other.article_id) <= days * _IDS_A_DAY
    return abs(one.instant - other.instant) <= timedelta(days=days)
