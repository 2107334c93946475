"""Signals that come while a file is written."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from menafn_crawler.extensions.stop_signal import GRACE, StopSignal


class Clock:
    """A clock that stands still until it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def handled() -> Iterator[list[int]]:
    """Signals that reached the handler that was there before."""
    found: list[int] = []
    before = {number: signal.signal(number, lambda number, _: found.append(number)) for number in SIGNALS}
    yield found
    for number, handler in before.items():
        signal.signal(number, handler)


SIGNALS = (signal.SIGTERM, signal.SIGINT)


@pytest.mark.parametrize("number", SIGNALS, ids=["SIGTERM", "SIGINT"])
def test_a_signal_is_due_after_the_grace_and_reaches_its_handler(number: int, handled: list[int]) -> None:
    clock = Clock()
    stop = StopSignal(clock)
    before = signal.getsignal(number)
    with stop.noticed():
        assert not stop.is_due()
        os.kill(os.getpid(), number)
        clock.now += GRACE - 0.1
        assert not stop.is_due()
        clock.now += 0.1
        assert stop.is_due()
    assert handled == [number]
    assert signal.getsignal(number) is before


def test_a_second_signal_gives_no_more_time(handled: list[int]) -> None:
    clock = Clock()
    stop = StopSignal(clock)
    with stop.noticed():
        os.kill(os.getpid(), signal.SIGTERM)
        clock.now += GRACE
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.is_due()
    assert handled == [signal.SIGTERM] * 2


def test_a_handler_that_was_replaced_meanwhile_stays(handled: list[int]) -> None:
    stop = StopSignal()
    with stop.noticed():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN


def test_a_signal_that_kills_still_kills() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with StopSignal().noticed():
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before)
