"""When a group of articles is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from scrapy.utils.test import get_crawler

from menafn_crawler.pipelines import store
from menafn_crawler.pipelines.store import StorePipeline
from menafn_crawler.store import GROUP, Change, WriteRequest, WriteResult
from tests.store.made import article


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


class Writer:
    """Remembers the size of each group."""

    def __init__(self) -> None:
        self.groups: list[int] = []

    def write(self, requests: Sequence[WriteRequest]) -> list[WriteResult]:
        self.groups.append(len(requests))
        return [WriteResult(one.article, Change.NEW) for one in requests]


@pytest.mark.parametrize("count", [1, 3, GROUP - 1])
def test_a_group_that_is_not_full_is_stored_once_no_other_article_comes(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, writer = stored(count, monkeypatch)
    assert writer.groups == []
    (timer,) = loop.live
    assert timer.delay == store.WAIT
    timer.call()
    assert writer.groups == [count]


def test_a_full_group_is_stored_at_once_and_the_next_one_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, writer = stored(GROUP, monkeypatch)
    assert writer.groups == [GROUP]
    assert loop.live == []
    loop, writer = stored(GROUP + 1, monkeypatch)
    assert (writer.groups, len(loop.live)) == ([GROUP], 1)


def stored(count: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Loop, Writer]:
    """Give articles to a pipeline, one right after the other."""
    loop, writer, pipeline = Loop(), Writer(), StorePipeline(get_crawler())
    monkeypatch.setattr(store.asyncio, "get_running_loop", lambda: loop)  # type: ignore[attr-defined]
    pipeline._writer = writer  # type: ignore[assignment]
    for number in range(count):
        pipeline._stored(WriteRequest(article(number)))
    loop.close()
    return loop, writer
