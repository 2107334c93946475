"""Articles of runs that were killed: what a run learns is applied to its articles when it ends.

``meta`` holds the change number up to which that is done. The next run begins with the articles changed since, as if it
had read them itself.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from menafn_crawler.store.changes import change_number
from menafn_crawler.store.meta_values import read_value, write_value
from menafn_crawler.store.schema import articles, meta, runs
from menafn_crawler.store.upsert import insert_new

_KEY = "articles_finished_to"


def articles_to_finish(connection: Connection) -> list[int]:
    """Return the ids of the articles that changed since the last run came to its end, in ascending order."""
    done = read_value(connection, _KEY)
    if done is None:
        return []
    changed = select(articles.c.article_id).where(articles.c.changed > int(done))
    return sorted(connection.execute(changed).scalars())


def count_old_store_as_finished(connection: Connection) -> None:
    """Call it when a run begins: what a store of an older version holds counts as finished."""
    ended = select(runs.c.run_id).where(runs.c.finished_at.is_not(None)).limit(1)
    done = change_number(connection) if connection.execute(ended).scalar() is not None else 0
    insert_new(connection, meta, [{"key": _KEY, "value": str(done)}])


def note_finished(connection: Connection, started_at: str) -> None:
    """Note that a run that began at *started_at* (UTC text) has applied what it learned to every article.

    Call it once that run is recorded as ended. Nothing is noted while another run is alive, or if one was killed
    meanwhile: its articles are left to the next run.
    """
    others = select(runs.c.run_id).where(runs.c.finished_at.is_(None), runs.c.alive_until > started_at)
    if connection.execute(others.limit(1)).scalar() is None:
        write_value(connection, _KEY, str(change_number(connection)))
