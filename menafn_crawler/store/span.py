"""The span of publication that a run wants."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """What a run wants, in UTC texts, inclusive; None where it has no bound."""

    since: str | None = None
    until: str | None = None

    def covers(self, first: str | None, last: str | None) -> bool:
        """Whether an article published between *first* and *last* can be wanted; an undated one always is."""
        if first is None or last is None:
            return True
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


EVERYTHING = Span()
"""A span without bounds."""
