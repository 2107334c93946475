"""When a group is stored, and what those learn who wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from menafn_crawler.pipelines import group
from menafn_crawler.pipelines.group import Group

SIZE = 4


class Timer:
    """A call that is to come."""

    def __init__(self, delay: float, call: Callable[[], None]) -> None:
        self.delay, self.call, self.cancelled = delay, call, False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """An event loop whose time stands still."""

    def __init__(self) -> None:
        self.timers: list[Timer] = []
        self._loop = asyncio.new_event_loop()

    def create_future(self) -> asyncio.Future[Any]:
        return self._loop.create_future()

    def call_later(self, delay: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(delay, call))
        return self.timers[-1]

    @property
    def live(self) -> list[Timer]:
        return [timer for timer in self.timers if not timer.cancelled]

    def close(self) -> None:
        self._loop.close()


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The loop that is running."""
    loop = Loop()
    monkeypatch.setattr(group.asyncio, "get_running_loop", lambda: loop)  # type: ignore[attr-defined]
    yield loop
    loop.close()


class Store:
    """Remembers the groups; gives each request twice its number."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []

    def __call__(self, requests: list[int]) -> list[int]:
        self.groups.append(requests)
        return [2 * request for request in requests]


@pytest.mark.parametrize("count", [1, 3, SIZE - 1])
def test_a_group_that_is_not_full_is_stored_once_no_other_request_comes(count: int, loop: Loop) -> None:
    store = Store()
    results = added(Group(SIZE, store), count)
    assert store.groups == []
    (timer,) = loop.live
    assert timer.delay == group.WAIT
    timer.call()
    assert store.groups == [list(range(count))]
    assert [result.result() for result in results] == [2 * number for number in range(count)]


@pytest.mark.parametrize(("count", "live"), [(SIZE, 0), (SIZE + 1, 1)], ids=["full", "next begun"])
def test_a_full_group_is_stored_at_once(count: int, live: int, loop: Loop) -> None:
    store = Store()
    added(Group(SIZE, store), count)
    assert (store.groups, len(loop.live)) == ([list(range(SIZE))], live)


def test_an_error_is_every_requests_of_the_group(loop: Loop) -> None:
    def fail(requests: list[int]) -> list[int]:
        raise OSError("disk full")

    results = added(Group(SIZE, fail), SIZE)
    assert [str(result.exception()) for result in results] == ["disk full"] * SIZE


def test_what_is_forgotten_is_not_stored(loop: Loop) -> None:
    store = Store()
    forgetful = Group(SIZE, store)
    added(forgetful, SIZE - 1)
    forgetful.clear()
    assert loop.live == []
    added(forgetful, SIZE)
    assert store.groups == [list(range(SIZE))]


def added(requests: Group[int, int], count: int) -> list[asyncio.Future[int]]:
    """Add requests, one right after the other."""
    return [requests.add(number) for number in range(count)]
