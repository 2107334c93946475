"""Lua scripts that change a job in Redis, each in one step."""

from __future__ import annotations

KEPT_FOR = 86_400
"""Seconds after the last heartbeat after which Redis deletes a job: killed workers leave nothing for ever."""

KEYS = ("job", "workers", "busy", "holding", "requests", "order", "dupefilter")
"""Parts of a job: every script gets their Redis keys in this order."""

_EXPIRE = f"for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, {KEPT_FOR}) end\n"
"""Lua at the end of every script that can create a key."""
BEAT = (
    """
local job, workers, busy, holding = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local worker, server, number, is_busy, holds, joins = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', workers, '-inf', now - ARGV[7])) do
    redis.call('ZREM', workers, dead)
    redis.call('SREM', busy, dead)
    redis.call('SREM', holding, dead)
    redis.call('HDEL', job, 'failed:' .. dead)
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
"""
    + _EXPIRE
    + "return {founded and 1 or 0, redis.call('HGET', job, 'number'), redis.call('HGET', job, 'state')}"
)
"""A worker's heartbeat. Begins the job if it has no living worker or Redis was restarted; drops dead workers."""
REST = (
    """
local job, busy, holding, requests = KEYS[1], KEYS[3], KEYS[4], KEYS[5]
local time = redis.call('TIME')
redis.call('SREM', busy, ARGV[1])
redis.call(ARGV[2] == '1' and 'SADD' or 'SREM', holding, ARGV[1])
if ARGV[3] == '1' then redis.call('HSET', job, 'lost', 1) end
redis.call('HSET', job, 'failed:' .. ARGV[1], ARGV[4])
local idle = redis.call('ZCARD', requests) == 0 and redis.call('SCARD', busy) == 0
    and tonumber(redis.call('HGET', job, 'not_before') or '0') <= time[1] + time[2] / 1000000
if idle then redis.call('SADD', busy, ARGV[1]) end
"""
    + _EXPIRE
    + "return idle and 1 or 0"
)
"""A worker has nothing to do: 1 if nobody has, and the worker counts as busy from then on."""
FINISH = (
    """
local job, busy, holding = KEYS[1], KEYS[3], KEYS[4]
redis.call('SREM', busy, ARGV[1])
local verdict = 'done'
if redis.call('ZCARD', KEYS[5]) + redis.call('SCARD', busy) + redis.call('SCARD', holding) > 0 then
    verdict = 'held'
elseif redis.call('HGET', job, 'lost') == '1' then
    redis.call('HSET', job, 'lost', 0)
    redis.call('SADD', busy, ARGV[1])
    verdict = 'lost'
else
    redis.call('HSET', job, 'state', 'done')
end
"""
    + _EXPIRE
    + "return verdict"
)
"""End an idle job: ``done``, ``held`` if a worker still holds something back, ``lost`` if requests were lost."""
OTHERS = """
local time, told = redis.call('TIME'), {}
for at, value in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')) do
    told[at] = at % 2 == 1 and value or string.format('%.6f', time[1] + time[2] / 1000000 - value)
end
return told
"""
"""The workers of the job, each followed by the seconds since its last heartbeat."""
LEAVE = (
    """
local job, workers = KEYS[1], KEYS[2]
redis.call('ZREM', workers, ARGV[1])
redis.call('SREM', KEYS[3], ARGV[1])
redis.call('SREM', KEYS[4], ARGV[1])
if ARGV[2] == '1' then redis.call('HSET', job, 'lost', 1) end
local over = redis.call('ZCARD', workers) == 0 and redis.call('HGET', job, 'state') == 'done'
if over then redis.call('DEL', unpack(KEYS)) end
"""
    + _EXPIRE
    + OTHERS
)
"""A worker leaves; the last one to leave a job that is done deletes it. Returns what ``OTHERS`` does."""
FAILED = """
local failed, fields = 0, redis.call('HGETALL', KEYS[1])
for at = 1, #fields, 2 do
    if string.sub(fields[at], 1, 7) == 'failed:' then failed = failed + fields[at + 1] end
end
return failed
"""
"""Number of articles that the workers could not have."""
PUSH = (
    """
for at = 1, #ARGV, 2 do
    redis.call('ZADD', KEYS[5], tonumber(ARGV[at]) + redis.call('INCR', KEYS[6]), ARGV[at + 1])
end
"""
    + _EXPIRE
    + "return redis.call('ZCARD', KEYS[5])"
)
"""Queue requests, each after its place; returns the length of the queue."""
POP = (
    """
local first = redis.call('ZRANGE', KEYS[5], 0, 0)
if first[1] then
    redis.call('ZREMRANGEBYRANK', KEYS[5], 0, 0)
    redis.call('SADD', KEYS[3], ARGV[1])
end
"""
    + _EXPIRE
    + "return {redis.call('ZCARD', KEYS[5]), first[1]}"
)
"""Take the first request, and count as busy; returns the length of the queue before it."""

ALL = (BEAT, REST, FINISH, LEAVE, OTHERS, FAILED, PUSH, POP)
