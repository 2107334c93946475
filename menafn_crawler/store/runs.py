"""The crawler's runs: arguments, start and end, exit code, counters, and the lease on articles in progress."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from menafn_crawler.store import interrupted_runs
from menafn_crawler.store.schema import runs


@dataclass(frozen=True, slots=True)
class EndedRun:
    """A run that came to its end, in whatever order."""

    run_id: int
    spider: str
    started_at: str
    """UTC text."""
    finished_at: str
    """UTC text."""
    exit_code: int
    reason: str
    """Why it has that exit code; empty where the run did not record it."""
    counters: Mapping[str, Any]
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BegunRun:
    """A run that has not ended: under way, or killed."""

    run_id: int
    spider: str
    started_at: str
    """UTC text."""


LEASE_SECONDS = 45
"""Seconds for which a run's articles in progress stay its own after its last sign of life."""


_ON_REDIS = "Redis, "
"""Beginning of the place of a run whose queue is on Redis."""


class QueueBusy(Exception):  # noqa: N818
    """Another run on this store has the other kind of queue; the message says in one line what to do."""


def begin_run(
    connection: Connection,
    spider: str,
    arguments: Mapping[str, str],
    now: str,
    place: str | None = None,
    *,
    on_redis: bool = False,
) -> int:
    """Record a run's start (UTC text); return its number.

    *place* names the host and the data directory. One run holds it at a time, so the leases of earlier ones end.
    """
    if place is not None:
        connection.execute(update(runs).where(runs.c.place.in_(_forms(place))).values(alive_until=None))
    interrupted_runs.count_old_store_as_finished(connection)
    row = {"spider": spider, "arguments": json.dumps(dict(arguments), sort_keys=True), "started_at": now}
    kept = _ON_REDIS + place if place is not None and on_redis else place
    key = connection.execute(insert(runs).values(**row, place=kept)).inserted_primary_key
    assert key is not None
    return int(key[0])


def check_queue(connection: Connection, now: str, place: str, *, on_redis: bool) -> None:
    """Raise QueueBusy if a run is alive elsewhere whose queue is on Redis and ours is not, or the other way round.

    Each kind of queue has a pace of its own, so the site would see the sum of both.
    """
    other_kind = runs.c.place.startswith(_ON_REDIS) if not on_redis else runs.c.place.not_like(f"{_ON_REDIS}%")
    alive = select(runs).where(runs.c.alive_until > now, runs.c.place.not_in(_forms(place)), other_kind)
    other = connection.execute(alive.order_by(runs.c.run_id.desc()).limit(1)).one_or_none()
    if other is None:
        return
    says, do = ("without", "leave MENAFN_REDIS_URL out") if on_redis else ("with", "set MENAFN_REDIS_URL as it does")
    raise QueueBusy(
        f"run {other.run_id} ({other.spider}) is under way on this store {says} a queue on Redis: {do}, or wait for its"
        f" end (a killed run counts as alive until {other.alive_until})"
    )


def _forms(place: str) -> tuple[str, str]:
    return place, _ON_REDIS + place


def renew_lease(connection: Connection, run_ids: Collection[int], until: str) -> None:
    """Keep what these runs have in progress for them until then (UTC text)."""
    connection.execute(update(runs).where(runs.c.run_id.in_(run_ids)).values(alive_until=until))


def end_leases_of_job(connection: Connection, run_id: int) -> None:
    """End the leases of earlier runs of the same spider with the same arguments: nobody works for them any more."""
    own = select(runs.c.spider, runs.c.arguments).where(runs.c.run_id == run_id).subquery()
    same = select(runs.c.run_id).join(own, (runs.c.spider == own.c.spider) & (runs.c.arguments == own.c.arguments))
    connection.execute(update(runs).where(runs.c.run_id.in_(same), runs.c.run_id != run_id).values(alive_until=None))


def leasing(connection: Connection, now: str, run_id: int) -> list[int]:
    """Return the other runs whose articles in progress are their own at *now* (UTC text)."""
    alive = select(runs.c.run_id).where(runs.c.alive_until > now, runs.c.run_id != run_id)
    return list(connection.execute(alive).scalars())


def end_run(
    connection: Connection, run_id: int, exit_code: int, counters: Mapping[str, object], now: str, reason: str
) -> None:
    """Record a run's end (UTC text) with its exit code, why it has that one, and its counters."""
    ended = {
        "finished_at": now,
        "alive_until": None,
        "exit_code": exit_code,
        "counters": json.dumps(dict(counters), sort_keys=True),
    }
    connection.execute(update(runs).where(runs.c.run_id == run_id).values(**ended, reason=reason))


def recent_runs(connection: Connection, count: int, spider: str | None = None) -> list[EndedRun]:
    """Return the last *count* runs that have ended, of one *spider* or of all, the latest first."""
    return [_ended(row) for row in connection.execute(_recent(count, spider))]


def ended_run(connection: Connection, run_id: int) -> EndedRun:
    """Return the run of that number, which has ended."""
    return _ended(connection.execute(_recent(1).where(runs.c.run_id == run_id)).one())


def unended_run(connection: Connection) -> BegunRun | None:
    """Return the last run if it has not ended; None if it has, or if there is none."""
    r = runs.c
    last = select(r.run_id, r.spider, r.started_at, r.exit_code).order_by(r.run_id.desc()).limit(1)
    row = connection.execute(last).one_or_none()
    return BegunRun(row.run_id, row.spider, row.started_at) if row is not None and row.exit_code is None else None


def _recent(count: int, spider: str | None = None) -> Select[Any]:
    r = runs.c
    named = [r.run_id, r.spider, r.started_at, r.finished_at, r.exit_code, r.reason, r.counters, r.arguments]
    ended = select(*named).where(r.exit_code.is_not(None)).order_by(r.run_id.desc()).limit(count)
    return ended if spider is None else ended.where(r.spider == spider)


def _ended(row: Row[Any]) -> EndedRun:
    reason, counters = row.reason or "", json.loads(row.counters or "{}")
    arguments = json.loads(row.arguments or "{}")
    return EndedRun(**{**row._mapping, "reason": reason, "counters": counters, "arguments": arguments})
