"""Pagination progress: how far each list has been read without a gap, and which articles it has shown.

A run may stop reading a list at the first page without anything new only if the run before it read as far as this one
wants to: a run that was killed after page one has left articles on page two that nobody has seen.
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


def start(connection: Connection, list_key: str) -> Depth | None:
    """Record that a list is being read; return how far the last reading came, None if none was finished."""
    last = connection.execute(select(walks).where(walks.c.list_key == list_key)).one_or_none()
    row = {"list_key": list_key, "finished": False, "pages": None, "since": None}
    insert_or_replace(connection, walks, row)
    return Depth(last.pages, last.since) if last is not None and last.finished else None


def note_shown(connection: Connection, list_key: str, article_ids: Iterable[int]) -> int:
    """Record what a page of a list shows; return how many of these articles this list had not shown before.

    Articles that another list has shown count as new here: what follows them in this list is still unknown.
    """
    ids = set(article_ids)
    new = sorted(ids.difference(connection.execute(_SHOWN, {"key": list_key, "ids": sorted(ids)}).scalars()))
    insert_new_tuples(connection, shown, [(list_key, article_id) for article_id in new])
    return len(new)


def finish(connection: Connection, list_key: str, depth: Depth) -> None:
    """Record that a list has been read without a gap to this *depth*."""
    row = {"list_key": list_key, "finished": True, "pages": depth.pages, "since": depth.since}
    insert_or_replace(connection, walks, row)
