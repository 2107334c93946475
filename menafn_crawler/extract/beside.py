"""A process beside the crawl's own that does part of its work, so that the crawl has its core for the network.

It is there for fast crawls: started when pages have come for a while faster than a polite crawl fetches them, and given
only as much as it can keep up with. Whatever happens to it, the crawl does the work itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections import deque
from typing import Any

from menafn_crawler.extract import frames, process

logger = logging.getLogger(__name__)

BACKLOG = 12
"""Pieces of work that wait for the second process at most; one more is done here meanwhile."""
MANY = 20
"""Pages by which the pace is judged."""
FAST = 10.0
"""Pages per second from which on a second process is worth its start (0.3 s of a core)."""
_BUFFER = 1 << 21


class SecondProcess:
    """The process and what it has been asked. Use from one event loop."""

    def __init__(self, module: str, first: object = None) -> None:
        """Start ``python -m module``, and tell it *first* what it has to know.

        It is busy until it can be reached. Raises OSError where no process can be had.
        """
        self._first = first
        self._asked: deque[asyncio.Future[Any]] = deque()
        self._writer: asyncio.StreamWriter | None = None
        self._process, stream = process.start(module, _BUFFER)
        self._listening = asyncio.ensure_future(self._listen(stream))

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def busy(self) -> bool:
        """Whether it should not be asked now: it has enough to do, or is not there."""
        return self._writer is None or len(self._asked) >= BACKLOG

    def ask(self, work: object) -> asyncio.Future[Any]:
        """What the process answers to a piece of work; None where that is left to the crawl."""
        assert self._writer is not None
        asked: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked.append(asked)
        self._writer.write(frames.packed(work))
        return asked

    async def _listen(self, stream: socket.socket) -> None:
        reader, self._writer = await asyncio.open_connection(sock=stream, limit=_BUFFER)
        try:
            self.ask(self._first)
            while True:
                head = await reader.readexactly(frames.HEAD)
                answer = frames.unpacked(await reader.readexactly(frames.length(head)))
                self._asked.popleft().set_result(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            logger.warning("the second process has ended; the crawl does its work itself")
        finally:
            self._writer.transport.abort()
            self._writer = None
            while self._asked:
                self._asked.popleft().set_result(None)

    async def close(self) -> None:
        """End it. It holds nothing that could be lost."""
        self._listening.cancel()
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(asyncio.CancelledError):
            await self._listening


class Pace:
    """Whether pages come so fast that a second process is worth its start."""

    def __init__(self) -> None:
        self._pages = 0
        self._since = 0.0

    def fast(self, seconds: float) -> bool:
        """Count a page that came at *seconds* of any clock; whether the last ``MANY`` came fast."""
        if self._pages == 0:
            self._since = seconds
        self._pages += 1
        if self._pages <= MANY:
            return False
        self._pages = 0
        return seconds - self._since < MANY / FAST
