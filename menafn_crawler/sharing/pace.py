"""One pace for all workers: turns and pauses, timed by the clock of Redis."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis import Redis

_TURN = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local turn = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'), tonumber(redis.call('GET', KEYS[2]) or '0'))
local delay = tonumber(ARGV[1])
if delay > 0 then redis.call('SET', KEYS[1], string.format('%.6f', turn + delay), 'PX', ARGV[2]) end
return string.format('%.6f', turn - now)
"""
_PAUSE = """
local time = redis.call('TIME')
local till = time[1] + time[2] / 1000000 + ARGV[1]
if till > tonumber(redis.call('GET', KEYS[2]) or '0') then
    redis.call('SET', KEYS[2], string.format('%.6f', till), 'PX', math.ceil(ARGV[1] * 1000))
end
"""
_FORGOTTEN_AFTER = 3_600_000
"""Milliseconds after which Redis deletes a clock that no worker uses."""


class Pace:
    """The turns of one site. Every method can raise redis.RedisError."""

    def __init__(self, server: Redis, site: str) -> None:
        self._server = server
        self._keys = [f"menafn:pace:{{{site}}}:next", f"menafn:pace:{{{site}}}:pause"]
        self._turn = server.register_script(_TURN)
        self._pause = server.register_script(_PAUSE)

    def turn(self, delay: float) -> float:
        """Take the next turn; the one after it is *delay* seconds later. Return the seconds to wait for it."""
        return float(self._turn(keys=self._keys, args=[delay, _FORGOTTEN_AFTER]))

    def pause(self, seconds: float) -> None:
        """Let no worker send a request in the next *seconds*."""
        self._pause(keys=self._keys, args=[seconds])

    @property
    def paused(self) -> bool:
        """True during a pause: a turn that was taken before it does not count."""
        return bool(self._server.exists(self._keys[1]))
