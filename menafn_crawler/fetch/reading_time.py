"""Bound the time that reading a page may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlow(Exception):  # noqa: N818 - says what the page is
    """Reading took longer than its bound."""


@contextmanager
def time_bound(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the block once it has taken *seconds*.

    Works by SIGALRM, which also ends a regular expression that backtracks. Outside the main thread, where Python has no
    signals, there is no bound.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"reading took more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
