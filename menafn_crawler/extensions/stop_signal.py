"""Notice SIGTERM and Ctrl-C during an export: Scrapy's handlers need the reactor, which waits for the export."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

GRACE = 3.0
"""Seconds that exports have to end after a signal. A process has to obey SIGTERM within ten."""


class StopSignal:
    """Whether, and since when, a signal asks the process to end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None

    def note(self) -> None:
        """Count the seconds from now on; the first call counts."""
        if self._since is None:
            self._since = self._clock()

    def is_due(self) -> bool:
        """Return True once the process should have ended: ``GRACE`` seconds after the signal."""
        return self._since is not None and self._clock() - self._since >= GRACE

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Notice signals in this block; the handlers that are installed are called too."""
        handlers: dict[int, Callable[[int, FrameType | None], Any]] = {}

        def notice(number: int, frame: FrameType | None) -> None:
            self.note()
            handlers[number](number, frame)

        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                handler = signal.getsignal(number)
                if callable(handler):
                    handlers[number] = handler
                    signal.signal(number, notice)
        try:
            yield
        finally:
            for noticed, before in handlers.items():
                if signal.getsignal(noticed) is notice:  # Scrapy's own handler installs another at the first signal
                    signal.signal(noticed, before)
