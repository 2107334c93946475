"""How long a run without work of its own waits for the articles that other runs have in progress."""

from __future__ import annotations

import time
from collections.abc import Callable

from menafn_crawler.store.runs import LEASE_SECONDS

PATIENCE = LEASE_SECONDS + 15.0
"""Seconds without a change after which a run ends all the same. A killed run's lease has ended by then; articles that
a living run still has were answered as missing, and it judges those at its end."""


class OtherRuns:
    """Watches the number of articles that other runs have in progress."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held = 0
        self._since = clock()

    def is_worth_waiting(self, held: int) -> bool:
        """Return True if other runs have *held* articles in progress and that number changed not long ago."""
        if held != self._held:
            self._held, self._since = held, self._clock()
        return held > 0 and self._clock() - self._since < PATIENCE
