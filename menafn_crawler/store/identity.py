"""Which store this is, whatever address it is reached under."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import meta
from menafn_crawler.store.upsert import insert_new

_KEY = "identity"


def identity(connection: Connection) -> str:
    """A name of the store, given to it by whoever asks first."""
    insert_new(connection, meta, [{"key": _KEY, "value": uuid4().hex}])
    return str(connection.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar_one())
