"""A job: one spider with one set of arguments on one store, done by all workers that were started with it.

Redis only distributes. What there is to do stands in the store, so whatever may have been lost here (a worker was
killed, Redis was restarted) is marked as *lost*, and once nothing is left to do, the job is begun again from the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redis import Redis

DEAD_AFTER = 10.0
"""Seconds without a sign of life after which a worker counts as killed."""
REJOIN_WITHIN = 3.0
"""Seconds in which the living tell a Redis that was restarted that they are there."""

KEPT_FOR = 86_400
"""Seconds after its workers' last sign of life for which Redis keeps a job; of killed ones nothing stays for ever."""

_KEYS = ("job", "workers", "busy", "holding", "requests", "order", "dupefilter")

_BEAT = """
local job, workers, busy, holding = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local worker, server, number, is_busy, holds, joins = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', workers, '-inf', now - ARGV[7])) do
    redis.call('ZREM', workers, dead)
    redis.call('SREM', busy, dead)
    redis.call('SREM', holding, dead)
    redis.call('HSET', job, 'lost', 1)
end
local known = redis.call('HGET', job, 'server') == server
local over = redis.call('HGET', job, 'state') == 'done' or redis.call('ZCARD', workers) == 0
local founded = joins == '1' and (over or not known)
if founded or not known then
    redis.call('DEL', unpack(KEYS))
    redis.call('HSET', job, 'server', server, 'number', number, 'state', 'open', 'lost', founded and 0 or 1,
               'not_before', founded and 0 or now + ARGV[8])
end
redis.call('ZADD', workers, now, worker)
redis.call(is_busy == '1' and 'SADD' or 'SREM', busy, worker)
redis.call(holds == '1' and 'SADD' or 'SREM', holding, worker)
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[9]) end
return {founded and 1 or 0, redis.call('HGET', job, 'number'), redis.call('HGET', job, 'state')}
"""
_REST = """
local job, busy, holding, requests = KEYS[1], KEYS[3], KEYS[4], KEYS[5]
local time = redis.call('TIME')
redis.call('SREM', busy, ARGV[1])
redis.call(ARGV[2] == '1' and 'SADD' or 'SREM', holding, ARGV[1])
if redis.call('ZCARD', requests) > 0 or redis.call('SCARD', busy) > 0 then return 0 end
if tonumber(redis.call('HGET', job, 'not_before') or '0') > time[1] + time[2] / 1000000 then return 0 end
redis.call('SADD', busy, ARGV[1])
return 1
"""
_FINISH = """
local job, busy, holding = KEYS[1], KEYS[3], KEYS[4]
redis.call('SREM', busy, ARGV[1])
if redis.call('ZCARD', KEYS[5]) + redis.call('SCARD', busy) + redis.call('SCARD', holding) > 0 then return 'held' end
if redis.call('HGET', job, 'lost') == '1' then
    redis.call('HSET', job, 'lost', 0)
    redis.call('SADD', busy, ARGV[1])
    return 'lost'
end
redis.call('HSET', job, 'state', 'done')
return 'done'
"""
_LEAVE = """
local job, workers = KEYS[1], KEYS[2]
redis.call('ZREM', workers, ARGV[1])
redis.call('SREM', KEYS[3], ARGV[1])
redis.call('SREM', KEYS[4], ARGV[1])
if ARGV[2] == '1' then redis.call('HSET', job, 'lost', 1) end
local over = redis.call('ZCARD', workers) == 0 and redis.call('HGET', job, 'state') == 'done'
if over then redis.call('DEL', unpack(KEYS)) end
"""
_PUSH = """
redis.call('ZADD', KEYS[5], tonumber(ARGV[1]) + redis.call('INCR', KEYS[6]), ARGV[2])
return redis.call('ZCARD', KEYS[5])
"""
_POP = """
local first = redis.call('ZRANGE', KEYS[5], 0, 0)
if first[1] then
    redis.call('ZREMRANGEBYRANK', KEYS[5], 0, 0)
    redis.call('SADD', KEYS[3], ARGV[1])
end
return {redis.call('ZCARD', KEYS[5]), first[1]}
"""
_PRIORITY = 10**12
"""Requests of one priority that are kept apart from those of the next; within it, first come is first served."""


class Verdict(StrEnum):
    """What there is to do once nobody has anything left."""

    DONE = "done"
    """Nothing: all can go home."""
    LOST = "lost"
    """Something may have been lost: the worker that asked begins the job again."""
    HELD = "held"
    """Another worker holds something that it has to look at first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the job stands."""

    founded: bool
    """Whether it began with this worker, which has to say what there is to do."""
    number: int
    """Run under whose number candidates are taken: that of the worker which began the job."""
    done: bool


def job_name(spider: str, site: str, given: Mapping[str, str], store: str) -> str:
    """Name of the job in Redis; the same for workers with the same arguments on the same *store* (its identity)."""
    arguments = {name: value for name, value in given.items() if name != "site"}
    asked = json.dumps([site, arguments, store], sort_keys=True)
    return f"menafn:{{{spider}-{hashlib.sha256(asked.encode()).hexdigest()[:12]}}}"


class Job:
    """One worker's view of the job. Every method can raise redis.RedisError; what it does, it does at once or not."""

    def __init__(self, server: Redis, name: str, worker: str) -> None:
        self.server = server
        self.worker = worker
        self.last_waiting = 0
        """How many requests nobody had taken when this worker last put one in or took one."""
        self._keys = [f"{name}:{key}" for key in _KEYS]
        self._scripts = {text: server.register_script(text) for text in (_BEAT, _REST, _FINISH, _LEAVE, _PUSH, _POP)}

    def key(self, what: str) -> str:
        """Redis key of a part of the job: ``requests``, ``dupefilter``."""
        return self._keys[_KEYS.index(what)]

    def _run(self, script: str, *arguments: object) -> Any:
        return self._scripts[script](keys=self._keys, args=[_plain(argument) for argument in arguments])

    def join(self, number: int) -> Standing:
        """Come to the job, as the run of this *number*; begin it where nobody is at it."""
        return self._beat(number, busy=True, holding=False, joins=True)

    def beat(self, number: int, *, busy: bool, holding: bool) -> Standing:
        """A sign of life. A Redis that was restarted learns from it what there was."""
        return self._beat(number, busy=busy, holding=holding, joins=False)

    def _beat(self, number: int, *, busy: bool, holding: bool, joins: bool) -> Standing:
        info: Any = self.server.info("server")
        said = (info["run_id"], number, busy, holding, joins)
        told = self._run(_BEAT, self.worker, *said, DEAD_AFTER, REJOIN_WITHIN, KEPT_FOR)
        return Standing(bool(told[0]), int(told[1]), told[2] == b"done")

    def rest(self, *, holding: bool) -> bool:
        """Have nothing to do. Whether nobody has, so that this worker alone is to see whether that is the end.

        It counts as busy from then on. *holding*: whether it has something to look at when nobody has anything left.
        """
        return bool(self._run(_REST, self.worker, holding))

    def finish(self) -> Verdict:
        """End the job, if nothing was lost and nobody holds anything."""
        return Verdict(self._run(_FINISH, self.worker).decode())

    def leave(self, *, lost: bool) -> None:
        """Go; *lost* says whether work was left behind. Who goes last from a job that is done, cleans up."""
        self._run(_LEAVE, self.worker, lost)

    def push(self, priority: int, request: bytes) -> None:
        """Put a request where any worker takes it, higher priorities first."""
        self.last_waiting = int(self._run(_PUSH, -priority * _PRIORITY, request))

    def pop(self) -> bytes | None:
        """Take the next request and be busy; None if there is none."""
        self.last_waiting, *taken = self._run(_POP, self.worker)
        return taken[0] if taken else None

    def waiting(self) -> int:
        """How many requests nobody has taken yet."""
        waiting: Any = self.server.zcard(self.key("requests"))
        return int(waiting)


def _plain(argument: object) -> Any:
    return int(argument) if isinstance(argument, bool) else argument
