"""Parts read on all cores, their results in order: processes of ours, which end when this one does."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import BinaryIO

from menafn_crawler.archive.reading import Order, PartRead, read_part
from menafn_crawler.extract import frames, process

AHEAD = 2
"""Parts per process that are read before they are wanted: memory stays flat."""


class _Worker:
    """One process, asked one part at a time."""

    def __init__(self) -> None:
        self._process, own = process.start("menafn_crawler.archive")
        with own:
            self._asked: BinaryIO = own.makefile("wb")
            self._answers: BinaryIO = own.makefile("rb")

    def read(self, order: Order) -> PartRead:
        """What a part says; where the process ends over it, it is read here."""
        try:
            self._asked.write(frames.packed(order))
            self._asked.flush()
            head = self._answers.read(frames.HEAD)
            pickled = self._answers.read(frames.length(head)) if len(head) == frames.HEAD else b""
        except OSError:
            pickled = b""
        if not pickled:
            return read_part(order)
        done = frames.unpacked(pickled)
        assert isinstance(done, PartRead)
        return done

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):  # it may hold what the process did not take
            self._asked.close()
        self._answers.close()


def read_in_order(orders: Iterable[Order], processes: int | None = None) -> Iterator[PartRead]:
    """What each part says, in order, on as many *processes* as the machine has cores unless told otherwise.

    Raises OSError for a file that is gone.
    """
    count = processes or len(os.sched_getaffinity(0))
    if count == 1:
        yield from map(read_part, orders)
        return
    workers: list[_Worker] = []
    own = threading.local()

    def begin() -> None:
        own.worker = _Worker()
        workers.append(own.worker)

    with ThreadPoolExecutor(count, "worker", begin) as threads:
        try:
            under_way: deque[Future[PartRead]] = deque()
            for order in orders:
                under_way.append(threads.submit(lambda order: own.worker.read(order), order))
                if len(under_way) > count * AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            threads.shutdown(cancel_futures=True)
            for worker in workers:
                worker.close()
