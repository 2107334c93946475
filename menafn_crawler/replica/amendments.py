"""Changes to a story after it was published: corrected, re-dated, or removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amendment:
    """Changes to one story's page; what is None is as it was."""

    added: str | None = None
    """A paragraph put behind the others."""
    printed: str | None = None
    """Another date, near the title and in the footer."""
    removed: bool = False
    """The site answers that there is no such article."""


UNCHANGED = Amendment()


def read_amendment(query: Mapping[str, str]) -> Amendment:
    """Return the amendment that a control request asks for: ``added``, ``printed``, ``removed=1``."""
    return Amendment(query.get("added"), query.get("printed"), query.get("removed") == "1")
