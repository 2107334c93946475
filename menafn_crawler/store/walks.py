"""How far each list has been read without a gap.

A list may be left at the first page that brings nothing new only if the walk before it came as deep as this one wants
to go: a run that was killed after page one has left articles on page two that nobody has seen.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from menafn_crawler.discover.walk import Depth
from menafn_crawler.store.schema import walks
from menafn_crawler.store.upsert import insert_or_replace


def begin_walk(connection: Connection, list_key: str) -> Depth | None:
    """Note that a list is being read; how deep the walk before came, None if there was none or it did not finish."""
    last = connection.execute(select(walks).where(walks.c.list_key == list_key)).one_or_none()
    row = {"list_key": list_key, "finished": False, "pages": None, "since": None}
    insert_or_replace(connection, walks, row)
    return Depth(last.pages, last.since) if last is not None and last.finished else None


def end_walk(connection: Connection, list_key: str, depth: Depth) -> None:
    """Note that a list has been read without a gap to this *depth*."""
    row = {"list_key": list_key, "finished": True, "pages": depth.pages, "since": depth.since}
    insert_or_replace(connection, walks, row)
