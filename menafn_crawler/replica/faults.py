"""Faults that happen once: an answer 503 or 429, a dropped connection. Armed anew by `arm()`."""

from __future__ import annotations

from dataclasses import dataclass, field

from .newsroom import Newsroom
from .sections import MENU_KEYS
from .story import Story

RETRY_AFTER = "1"
"""Seconds, as sent with 503 and 429."""

FAULTY_LIST = ("economy", 2)
"""Section and page that answers 503 once."""


@dataclass(frozen=True)
class Faults:
    """Which request fails next, and how: `503`, `429` or `drop`."""

    planned: dict[int | tuple[str, int], str]
    """The plan by article id, or by section and page."""
    pending: dict[int | tuple[str, int], str] = field(default_factory=dict)
    """What has not happened yet."""

    def __post_init__(self) -> None:
        self.arm()

    def arm(self) -> None:
        """Lets every planned fault happen once more."""
        self.pending.clear()
        self.pending.update(self.planned)

    def strike(self, target: int | tuple[str, int]) -> str | None:
        """Return the fault of a request for `target`, used up by this call; None if it goes well."""
        return self.pending.pop(target, None)


def _may_get_fault(story: Story) -> bool:
    return story.fate == "served" and bool(story.sections & MENU_KEYS) and story.duplicate_of is None


def plan_faults(newsroom: Newsroom) -> Faults:
    """Three articles and one list page that fail once each; articles that all menu crawls come to."""
    stories = [story for story in newsroom.stories if _may_get_fault(story)]
    count = len(stories)
    planned: dict[int | tuple[str, int], str] = {FAULTY_LIST: "503"}
    for part, fault in ((1, "503"), (2, "429"), (3, "drop")):
        planned[stories[count * part // 4].article_id] = fault
    return Faults(planned)


def no_faults() -> Faults:
    """Return a plan under which nothing fails."""
    return Faults({})
