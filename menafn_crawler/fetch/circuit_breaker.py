"""Decide when a run stops asking: after too many failed answers in a row, or when articles disappear in masses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

PROBES = 3
"""Requests sent one at a time, each later than the one before, before the run stops."""
MIN_GONE = 10
"""Missing articles below which they are ordinary dead links."""
GONE_SHARE = 0.15
"""Share of the articles that today's lists show, above which missing ones are a fault of the site."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a run could not do its work: a fault of the site, of the store or of the disk."""

    reason: str
    """One line."""
    fatal: bool = False
    """True where the run is anomalous even if it read articles: exit code 4, files stay as they are."""


class State(StrEnum):
    """States of a circuit breaker, in standard words."""

    CLOSED = "closed"
    """Requests pass."""
    HALF_OPEN = "half-open"
    """One request at a time passes, slowly: a probe."""
    OPEN = "open"
    """No request passes any more."""


@dataclass(slots=True)
class CircuitBreaker:
    """Counts failed answers in a row. A *threshold* of 0 turns it off.

    >>> breaker = CircuitBreaker(threshold=2)
    >>> for _ in range(2): breaker.record_failure("blocked")
    >>> breaker.state.value
    'half-open'
    """

    threshold: int
    probes: int = PROBES
    state: State = State.CLOSED
    in_a_row: Counter[str] = field(default_factory=Counter)
    """Kinds of the failed answers since the last good one."""
    failed_probes: int = 0

    def record_success(self, failed_since: Iterable[str] = ()) -> None:
        """Note a good answer: requests pass again, unless too many answers that came after it failed.

        *failed_since*: the kinds of those answers.
        """
        if self.state is State.OPEN:
            return
        self.in_a_row = Counter(failed_since)
        if self.in_a_row.total() < max(self.threshold, 1):
            self.state = State.CLOSED
            self.failed_probes = 0

    def record_failure(self, kind: str, *, probe: bool = False) -> None:
        """Note a failed answer. While half-open only probes count: others were sent before."""
        self.in_a_row[kind] += 1
        if self.state is State.CLOSED and self.threshold and self.in_a_row.total() >= self.threshold:
            self.state = State.HALF_OPEN
        elif self.state is State.HALF_OPEN and probe:
            self.failed_probes += 1
            if self.failed_probes >= self.probes:
                self.state = State.OPEN

    def trip(self) -> None:
        """Open at once."""
        self.state = State.OPEN

    def wait(self, delay: float) -> float:
        """Return the seconds to wait before the next probe, for a normal *delay* between requests."""
        return 5.0 * max(delay, 0.1) * float(1 << self.failed_probes)

    @property
    def reason(self) -> str:
        """Why the run stops, in one line."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.in_a_row.most_common())
        return (
            f"blocked or out of order: {self.in_a_row.total()} answers in a row were useless ({kinds}); stopped asking"
        )


@dataclass(slots=True)
class Disappearance:
    """Tells dead links from a site that lost its pages, by what today's lists show."""

    listed: set[int] = field(default_factory=set)
    """Articles that lists, or the store for those looked at again, say exist."""
    gone: set[int] = field(default_factory=set)
    """Those of them that the site says do not exist."""

    def is_fault(self) -> bool:
        """Return True if too large a share of the listed articles is missing."""
        return len(self.gone) >= MIN_GONE and len(self.gone) > GONE_SHARE * len(self.listed)

    @property
    def reason(self) -> str:
        """What is wrong, in one line."""
        return (
            f"{len(self.gone)} of {len(self.listed)} listed articles are missing, a fault of the site; they stay open"
        )
