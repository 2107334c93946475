"""Cursors of deltas: the last change that each named consumer has received."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from menafn_crawler.store.meta_values import read_value, write_value

LONGEST_NAME = 30
_PREFIX = "delta:"


def read_cursor(connection: Connection, name: str) -> dict[str, Any] | None:
    """Return the cursor of a consumer: ``change`` and ``selection``; None before its first delta."""
    found = read_value(connection, _PREFIX + name)
    return json.loads(found) if found is not None else None


def write_cursor(connection: Connection, name: str, change: int, selection: Mapping[str, Any]) -> None:
    """Remember that a consumer has all changes up to number *change*."""
    value = json.dumps({"change": change, "selection": dict(selection)}, sort_keys=True)
    write_value(connection, _PREFIX + name, value)
