"""Parse segments in several processes, results in order. The processes end when this one does."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain, islice
from zoneinfo import ZoneInfo

from menafn_crawler.archive.parse_segment import SegmentContent, parse_segment
from menafn_crawler.archive.segments import Segment

QUEUED_PER_PROCESS = 2
"""Segments that each process is given in advance; bounds the memory."""
_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""A page leaves hardly any reference cycle; looking for them as often as by default takes a tenth of the time."""
_PR_SET_PDEATHSIG = 1
_LINUX = sys.platform == "linux"


def parse_segments(
    segments: Iterable[Segment], zone: ZoneInfo, processes: int | None = None
) -> Iterator[SegmentContent]:
    """Yield what each segment contains, in order; *processes* defaults to the number of usable cores."""
    count = processes or len(os.sched_getaffinity(0))
    remaining = iter(segments)
    first = list(islice(remaining, 2))
    if count == 1 or len(first) < 2:  # a single segment does not pay for starting processes
        futures = ((segment, None) for segment in chain(first, remaining))
        yield from _joined(futures, zone)
        return
    pool = start_pool(count)
    try:
        yield from _joined(_submitted(pool, chain(first, remaining), zone, count), zone)
    finally:
        stop_pool(pool)


Submitted = tuple[Segment, Future[SegmentContent] | None]


def _submitted(
    pool: ProcessPoolExecutor, segments: Iterable[Segment], zone: ZoneInfo, count: int
) -> Iterator[Submitted]:
    waiting: deque[Submitted] = deque()
    for segment in segments:
        try:
            waiting.append((segment, pool.submit(parse_segment, segment, zone)))
        except BrokenProcessPool:
            waiting.append((segment, None))
        if len(waiting) > count * QUEUED_PER_PROCESS:
            yield waiting.popleft()
    yield from waiting


def _joined(submitted: Iterable[Submitted], zone: ZoneInfo) -> Iterator[SegmentContent]:
    """Yield the results; parse again what began inside a record of the segment before, or whose process died."""
    unread = b""
    for segment, future in submitted:
        content = None
        if not unread and future is not None:
            with suppress(BrokenProcessPool):
                content = future.result()
        whole = segment.after(unread)
        content = content if content is not None else parse_segment(whole, zone)
        unread = b"" if segment.last else whole.data[content.end :]
        yield content


def start_pool(count: int) -> ProcessPoolExecutor:
    """Return a pool of *count* processes that end with this one.

    Start it before the first thread: a process with threads must not fork, and one that is spawned imports Scrapy
    first, for a second of processor time. What a fork inherits ends with the parent.
    """
    method = "fork" if _LINUX and threading.active_count() == 1 else "spawn"
    pool = ProcessPoolExecutor(count, multiprocessing.get_context(method), _start_worker, (os.getpid(),))
    pool.submit(int)  # forks them now
    return pool


def stop_pool(pool: ProcessPoolExecutor) -> None:
    """End the processes at once; ``shutdown`` alone would wait for the segments that they are parsing."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


def _start_worker(parent: int) -> None:
    """Prepare a process of the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent(parent)
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 50)  # a spawned process has not imported the commands


def _end_with_parent(parent: int) -> None:
    """Have this process killed when its parent ends in any way, also in the middle of a page."""
    if _LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before
            os._exit(1)
    else:
        threading.Thread(target=_exit_after_parent, daemon=True).start()


def _exit_after_parent() -> None:
    process = multiprocessing.parent_process()
    if process is not None:
        process.join()
    os._exit(1)
