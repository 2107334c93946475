"""A job in Redis: one spider with one set of arguments on one store, shared by all workers started with them.

Redis only distributes requests; the store knows what is open. Whenever requests may have been lost (a worker was
killed, Redis was restarted), the job is marked as *lost*, and before it ends, discovery runs again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from menafn_crawler.sharing import job_scripts

if TYPE_CHECKING:
    from redis import Redis

DEAD_AFTER = 10.0
"""Seconds without a heartbeat after which a worker counts as killed."""
REJOIN_WITHIN = 3.0
"""Seconds, some heartbeats, within which every living worker has been heard."""
_LOOK = 0.2
"""Seconds between looks for a worker that was not heard for a while."""
_PRIORITY = 10**12
"""Distance of two priorities in the sorted set; within one, requests are first in, first out."""


class Verdict(StrEnum):
    """What the worker that wants to end an idle job is told."""

    DONE = "done"
    """The job is over for every worker."""
    LOST = "lost"
    """Requests may have been lost: this worker discovers again."""
    HELD = "held"
    """Another worker still holds something back."""


@dataclass(frozen=True, slots=True)
class JobState:
    """What a heartbeat returns."""

    founded: bool
    """True if the job began with this worker, which runs discovery."""
    number: int
    """Number of the run under which all workers take candidates: that of the worker which began the job."""
    done: bool


def job_name(spider: str, site: str, given: Mapping[str, str], store: str) -> str:
    """Return the job's name in Redis: the same for workers with the same arguments on the same *store* (its id)."""
    arguments = {name: value for name, value in given.items() if name != "site"}
    asked = json.dumps([site, arguments, store], sort_keys=True)
    return f"menafn:{{{spider}-{hashlib.sha256(asked.encode()).hexdigest()[:12]}}}"


class Job:
    """One worker's view of the job. Every method is atomic and can raise redis.RedisError."""

    def __init__(self, server: Redis, name: str, worker: str) -> None:
        self.server = server
        self.worker = worker
        self._waiting = 0
        """Length of the queue after this worker's last push or pop."""
        self._unsent: list[object] = []
        """Requests that go to Redis with the next call, each with its place before it."""
        self._keys = [f"{name}:{key}" for key in job_scripts.KEYS]
        self._scripts = {text: server.register_script(text) for text in job_scripts.ALL}

    def key(self, what: str) -> str:
        """Return the Redis key of a part of the job: ``requests``, ``dupefilter``."""
        return self._keys[job_scripts.KEYS.index(what)]

    @property
    def unsent(self) -> int:
        """Number of requests that go to Redis with the next call."""
        return len(self._unsent) // 2

    @property
    def last_waiting(self) -> int:
        """Length of the queue when this worker last pushed or popped, and what it has pushed since."""
        return self._waiting + self.unsent

    def send(self) -> None:
        """Send the requests that were pushed. They are kept until Redis has them."""
        if self._unsent:
            self._waiting = int(self._call(job_scripts.PUSH, *self._unsent))
            self._unsent = []

    def _run(self, script: str, *arguments: object) -> Any:
        self.send()
        return self._call(script, *arguments)

    def _call(self, script: str, *arguments: object) -> Any:
        return self._scripts[script](keys=self._keys, args=[_plain(argument) for argument in arguments])

    def join(self, number: int) -> JobState:
        """Join the job as the run of this *number*; begin it if it has no living worker."""
        return self._beat(number, busy=True, holding=False, joins=True)

    def beat(self, number: int, *, busy: bool, holding: bool) -> JobState:
        """Send a heartbeat. After a restart of Redis it recreates the job."""
        return self._beat(number, busy=busy, holding=holding, joins=False)

    def _beat(self, number: int, *, busy: bool, holding: bool, joins: bool) -> JobState:
        info: Any = self.server.info("server")
        said = (info["run_id"], number, busy, holding, joins)
        told = self._call(job_scripts.BEAT, self.worker, *said, DEAD_AFTER, REJOIN_WITHIN)
        self.send()  # only now: a Redis that was restarted begins the job with the heartbeat
        return JobState(bool(told[0]), int(told[1]), told[2] == b"done")

    def report_idle(self, *, holding: bool, lost: bool = False, failed: int = 0) -> bool:
        """Report that this worker has nothing to do. Return True if nobody has, so that it may end the job.

        It counts as busy from then on. *holding*: it has something to look at once nobody else has work. *lost*: it
        took a request that it could not read. *failed*: articles that it could not have.
        """
        return bool(self._run(job_scripts.REST, self.worker, holding, lost, failed))

    def finish(self) -> Verdict:
        """End the job, if nothing was lost and nobody holds anything back."""
        return Verdict(self._run(job_scripts.FINISH, self.worker).decode())

    def count_failed(self) -> int:
        """Return how many articles could not be had, as told by workers that are alive or left in good order."""
        return int(self._run(job_scripts.FAILED))

    def leave(self, *, lost: bool) -> bool:
        """Leave the job; *lost* tells that work was left behind. Return True if no other worker is there any more.

        One that was not heard for some seconds may have been killed or be slow: unless work was left behind, and the
        process has to end soon, that is waited for. The last one to leave a job that is done deletes its keys.
        """
        silent = _silences(self._run(job_scripts.LEAVE, self.worker, lost))
        while undecided := [seconds for seconds in silent.values() if seconds < DEAD_AFTER]:
            if lost or min(undecided) < REJOIN_WITHIN:
                return min(undecided) >= REJOIN_WITHIN
            time.sleep(_LOOK)
            now = _silences(self._call(job_scripts.OTHERS))
            if not silent.keys() <= now.keys():
                return False  # it has left after this one
            silent = now
        return True

    def is_first(self) -> bool:
        """Return True if this is the first of the living workers by name: one of them at a time."""
        workers: Any = self.server.zrange(self.key("workers"), 0, -1)
        return min(workers, default=b"") == self.worker.encode()

    def push(self, priority: int, request: bytes) -> None:
        """Queue a request for any worker, higher priorities first. It goes to Redis with the next call."""
        self._unsent += (-priority * _PRIORITY, request)

    def pop(self) -> bytes | None:
        """Take the next request and count as busy; None if the queue is empty."""
        self._waiting, *taken = self._run(job_scripts.POP, self.worker)
        return taken[0] if taken else None

    def waiting(self) -> int:
        """Return the length of the queue."""
        self.send()
        waiting: Any = self.server.zcard(self.key("requests"))
        return int(waiting)


def _silences(told: list[bytes]) -> dict[bytes, float]:
    """Return the seconds since the last heartbeat of each worker, from what a script tells."""
    return {name: float(seconds) for name, seconds in zip(told[::2], told[1::2], strict=True)}


def _plain(argument: object) -> Any:
    return int(argument) if isinstance(argument, bool) else argument
