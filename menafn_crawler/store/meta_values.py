"""Single values that the store keeps of itself, by key."""

from __future__ import annotations

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import meta
from menafn_crawler.store.upsert import insert_or_replace


def read_value(connection: Connection, key: str) -> str | None:
    """Return the value of a key; None if it has none."""
    value: str | None = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    return value


def write_value(connection: Connection, key: str, value: str) -> None:
    """Keep a value, in place of the one before."""
    insert_or_replace(connection, meta, {"key": key, "value": value})
