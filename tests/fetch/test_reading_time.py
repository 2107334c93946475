"""The bound on the time that reading one page may take."""

from __future__ import annotations

import re
import signal
import threading
import time

import pytest

from menafn_crawler.fetch import TooSlow, time_bound


def never_ends() -> None:
    while True:
        pass


def backtracks() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


@pytest.mark.parametrize("reading", [never_ends, backtracks], ids=["a loop", "a pattern"])
def test_reading_ends_with_its_bound(reading: object) -> None:
    with pytest.raises(TooSlow, match=r"more than 0\.05 s"), time_bound(0.05):
        reading()  # type: ignore[operator]


def test_nothing_is_left_of_a_bound_that_was_kept() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_bound(0.05):
        pass
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_thread_has_no_bound() -> None:
    ended: list[bool] = []

    def read() -> None:
        with time_bound(0.01):
            time.sleep(0.05)
        ended.append(True)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert ended == [True]
