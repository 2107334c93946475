"""The whole newsroom: stories with their ids, missing articles, and which list shows which story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .edge_cases import NAMED_ID, Role, cast, missing_cast
from .ids import id_at
from .sections import MENU_KEYS, SECTIONS
from .story import COPY_WINDOW, LAYOUT_CHANGE, Story
from .story_factory import draft
from .translated_releases import twins

__all__ = ["Newsroom", "Story", "build_newsroom"]


@dataclass(frozen=True)
class Newsroom:
    """Everything the replica serves, and the truth about it."""

    seed: int
    stories: tuple[Story, ...] = field(repr=False)
    """Readable stories, ids rising."""
    gone: tuple[Story, ...] = field(repr=False)
    """Stories that lists name and the site no longer has."""
    unreadable: tuple[Story, ...] = field(repr=False)
    """Stories whose address shows a page without any article."""
    by_id: dict[int, Story] = field(repr=False)
    """All of the above by id."""
    lists: dict[str, tuple[Story, ...]] = field(repr=False)
    """Every list by key, newest first; `arabic` and `all` besides the sections."""

    def popular(self, section: str | None, turn: int = 0, count: int = 6) -> list[Story]:
        """Stories for a "Most popular" block: of the menu's sections, but never of `section`."""
        pool = self.lists["all"]
        start = turn % max(len(pool), 1)
        found: list[Story] = []
        for story in (*pool[start : start + 80], *pool[:80]):
            fits = story.sections & MENU_KEYS and section not in (*story.sections, story.country)
            if section == "arabic" and story.language == "ar":
                continue
            if fits and story.fate == "served" and story not in found:
                found.append(story)
            if len(found) == count:
                break
        return found


def _roles(count: int) -> list[Role]:
    """Return the hand-made cast, cut or filled up with ordinary stories so that three in ten are of the older era."""
    roles = [*cast(), *twins()][:count]
    old = sum(1 for role in roles if role.era == 2022 or (role.moment and role.moment < LAYOUT_CHANGE))
    missing = count - len(roles)
    share = min(max((0.3 * count - old) / missing, 0.0), 1.0) if missing else 0.0
    for number in range(missing):
        older = int((number + 1) * share) > int(number * share)
        roles.append(Role(language="ar" if number % 20 == 7 else "en", era=2022 if older else 2025))
    return roles


def _with_ids(drafts: Iterable[Story]) -> list[Story]:
    """Return the stories in order of time, with ids that rise as fast as the site's, and copies linked to originals."""
    stories: list[Story] = []
    first: dict[str, Story] = {}
    last = 0
    for story in sorted(drafts, key=lambda story: story.moment):
        last = max(id_at(story.moment), last + 1)
        numbered = replace(story, article_id=last)
        if story.release:
            original = first.setdefault(story.release, numbered)
            if original is not numbered and story.moment - original.moment <= COPY_WINDOW:
                numbered = replace(numbered, duplicate_of=original.article_id)
        if story.twin:
            other = first.setdefault(f"twin {story.twin}", numbered)
            if other is not numbered:
                numbered = replace(numbered, translation_of=other.article_id)
        stories.append(numbered)
    takes = {story.duplicate_of: story.article_id for story in stories if story.retelling == "update"}
    return [replace(story, latest_take=takes.get(story.article_id)) for story in stories]


def lists_of(stories: list[Story]) -> dict[str, tuple[Story, ...]]:
    lists: dict[str, list[Story]] = defaultdict(list)
    for story in reversed(stories):
        keys = {*story.sections, "all"} | ({story.country} if story.country else set())
        for key in keys | story.arabic_lists:
            lists[key].append(story)
    return {key: tuple(lists[key]) for key in SECTIONS}


def build_newsroom(seed: int = 2025, stories: int = 320) -> Newsroom:
    """Return a newsroom of so many readable stories, besides seven addresses without one.

    The same arguments give the same newsroom on any machine. Fewer than about 190 stories cut the hand-made cast,
    so some quirks are absent then. Raises ValueError for fewer than one story.
    """
    if stories < 1:
        raise ValueError("a newsroom needs at least one story")
    roles = _roles(stories) + missing_cast()
    everything = _with_ids(draft(role, number, seed) for number, role in enumerate(roles))
    if not any(story.article_id == NAMED_ID for story in everything):
        raise AssertionError("the story known by name lost its id")
    return Newsroom(
        seed=seed,
        stories=tuple(story for story in everything if story.fate == "served"),
        gone=tuple(story for story in everything if story.fate in ("soft_gone", "hard_gone")),
        unreadable=tuple(story for story in everything if story.fate == "promo"),
        by_id={story.article_id: story for story in everything},
        lists=lists_of(everything),
    )
