"""The crawler's runs: what was asked, when, what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, insert, update

from menafn_crawler.store.schema import runs


def begin_run(connection: Connection, spider: str, arguments: Mapping[str, str], now: str) -> int:
    """Record a run's start (UTC text); its number."""
    row = {"spider": spider, "arguments": json.dumps(dict(arguments), sort_keys=True), "started_at": now}
    key = connection.execute(insert(runs).values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def end_run(
    connection: Connection, run_id: int, exit_code: int, counters: Mapping[str, object], now: str, reason: str
) -> None:
    """Record a run's end (UTC text) with its exit code, why it has that one, and its counters."""
    ended = {"finished_at": now, "exit_code": exit_code, "counters": json.dumps(dict(counters), sort_keys=True)}
    connection.execute(update(runs).where(runs.c.run_id == run_id).values(**ended, reason=reason))
