"""Groups of articles that are stored in one transaction: full ones, or what has come when nothing more follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

WAIT = 0.1
"""Seconds without another article after which a group is stored though it is not full: a polite crawl stores each
article by itself, a fast one fills its groups, also on a slow machine."""

_Request = TypeVar("_Request")
_Result = TypeVar("_Result")


class Group(Generic[_Request, _Result]):
    """Collects requests; each gets its result when its group is stored."""

    def __init__(self, size: int, store: Callable[[list[_Request]], Sequence[_Result]]) -> None:
        """*store* returns a result for each request of a group, in order; *size* is that of a full group."""
        self._size, self._store = size, store
        self._waiting: list[tuple[_Request, asyncio.Future[_Result]]] = []
        self._timer: asyncio.TimerHandle | None = None

    def add(self, request: _Request) -> asyncio.Future[_Result]:
        """Add a request; the result comes with the group's transaction."""
        loop = asyncio.get_running_loop()
        result: asyncio.Future[_Result] = loop.create_future()
        self._waiting.append((request, result))
        self._stop_timer()
        self._timer = loop.call_later(WAIT, self._store_all)
        if len(self._waiting) >= self._size:
            self._store_all()
        return result

    def clear(self) -> None:
        """Forget the requests that are not stored yet."""
        self._stop_timer()
        self._waiting.clear()

    def _store_all(self) -> None:
        """Store the group. An error is every request's of it, since nothing of it is stored."""
        self._stop_timer()
        group, self._waiting = self._waiting, []
        try:
            results = self._store([request for request, _ in group])
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait have to learn of it
            for _, waiting in group:
                waiting.set_exception(error)
            return
        for (_, waiting), result in zip(group, results, strict=True):
            waiting.set_result(result)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
