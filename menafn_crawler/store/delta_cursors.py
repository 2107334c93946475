"""Cursors of deltas: the last change that each named consumer has received."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import meta
from menafn_crawler.store.upsert import insert_or_replace

LONGEST_NAME = 30
_PREFIX = "delta:"


def read_cursor(connection: Connection, name: str) -> dict[str, Any] | None:
    """Return the cursor of a consumer: ``change`` and ``selection``; None before its first delta."""
    found = connection.execute(select(meta.c.value).where(meta.c.key == _PREFIX + name)).scalar()
    return json.loads(found) if found is not None else None


def write_cursor(connection: Connection, name: str, change: int, selection: Mapping[str, Any]) -> None:
    """Remember that a consumer has all changes up to number *change*."""
    value = json.dumps({"change": change, "selection": dict(selection)}, sort_keys=True)
    insert_or_replace(connection, meta, {"key": _PREFIX + name, "value": value})
