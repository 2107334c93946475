"""Which store this is, whatever address it is reached under."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import meta
from menafn_crawler.store.upsert import insert_new

_KEY = "identity"


def identity(connection: Connection) -> str:
    """Return the store's name, which whoever asks first gives it; later calls only read."""
    found = select(meta.c.value).where(meta.c.key == _KEY)
    if (name := connection.execute(found).scalar()) is None:
        insert_new(connection, meta, [{"key": _KEY, "value": uuid4().hex}])
        name = connection.execute(found).scalar_one()
    return str(name)
