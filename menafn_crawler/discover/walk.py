"""The way through one list: from its newest page back until nothing more can come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Walk:
    """Where the walk of one list stands."""

    section: str | None
    list_key: str
    """Edition and section: ``en/asia``."""
    path: str
    """Path and query of the page to ask for next."""
    may_stop: bool = False
    """Whether a page that brings nothing new ends the walk: everything behind it is known."""
    pages: int = 0
    """Pages read so far."""
    ended: bool = False
    """Nothing can come any more: the list has no further page, or all behind this one is known."""
    shown: list[int] = field(default_factory=list)
    """Articles of the last page read."""
    undecided: set[int] = field(default_factory=set)
    """Those of them whose date has yet to be learned before it is known whether to go on."""
    _visited: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)

    def turn(self, shown: Sequence[int], new: int, next_path: str | None) -> None:
        """Take note of a page: the articles it shows, how many were new to the store, and the way to the next.

        A page that shows nothing but what earlier pages of this walk showed is the last: some sites repeat their last
        page for ever.
        """
        self._visited.add(self.path)
        repeats = self._seen.issuperset(shown)
        self._seen.update(shown)
        self.shown = list(shown)
        self.pages += 1
        self.ended = next_path is None or next_path in self._visited or repeats or (self.may_stop and not new)
        if next_path is not None:
            self.path = next_path
