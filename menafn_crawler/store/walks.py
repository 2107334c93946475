"""How far each list has been read without a gap.

A list may be left at the first page that brings nothing new only if the walk before it came to its end: a run that was
killed after page one has left articles on page two that nobody has seen.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import walks
from menafn_crawler.store.upsert import insert_or_replace


def begin_walk(connection: Connection, list_key: str, max_pages: int | None) -> bool:
    """Note that a list is being read; True if this walk may stop where a page brings nothing new."""
    last = connection.execute(select(walks).where(walks.c.list_key == list_key)).one_or_none()
    deep_enough, pages = False, 0
    if last is not None and last.finished:
        deep_enough = last.pages is None or (max_pages is not None and last.pages >= max_pages)
        pages = last.pages
    insert_or_replace(connection, walks, {"list_key": list_key, "finished": False, "pages": pages})
    return deep_enough


def end_walk(connection: Connection, list_key: str, pages: int | None) -> None:
    """Note that a list has been read without a gap: *pages* deep, None for to its end."""
    insert_or_replace(connection, walks, {"list_key": list_key, "finished": True, "pages": pages})
