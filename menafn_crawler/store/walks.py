"""How far each list has been read without a gap, and what it has shown.

A list may be left at the first page that brings nothing new only if the walk before it came as deep as this one wants
to go: a run that was killed after page one has left articles on page two that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from menafn_crawler.discover import Depth
from menafn_crawler.store.schema import shown, walks
from menafn_crawler.store.upsert import insert_new_tuples, insert_or_replace

_SHOWN = select(shown.c.article_id).where(
    shown.c.list_key == bindparam("key"), shown.c.article_id.in_(bindparam("ids", expanding=True))
)


def begin_walk(connection: Connection, list_key: str) -> Depth | None:
    """Note that a list is being read; how deep the walk before came, None if there was none or it did not finish."""
    last = connection.execute(select(walks).where(walks.c.list_key == list_key)).one_or_none()
    row = {"list_key": list_key, "finished": False, "pages": None, "since": None}
    insert_or_replace(connection, walks, row)
    return Depth(last.pages, last.since) if last is not None and last.finished else None


def note_shown(connection: Connection, list_key: str, article_ids: Iterable[int]) -> int:
    """Note what a page of a list shows; how many of these articles no page of the same list had shown before.

    That the store knows an article says nothing: another list may have shown it, and what stands behind it here is
    unknown all the same.
    """
    ids = set(article_ids)
    new = sorted(ids.difference(connection.execute(_SHOWN, {"key": list_key, "ids": sorted(ids)}).scalars()))
    insert_new_tuples(connection, shown, [(list_key, article_id) for article_id in new])
    return len(new)


def end_walk(connection: Connection, list_key: str, depth: Depth) -> None:
    """Note that a list has been read without a gap to this *depth*."""
    row = {"list_key": list_key, "finished": True, "pages": depth.pages, "since": depth.since}
    insert_or_replace(connection, walks, row)
