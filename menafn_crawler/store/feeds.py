"""What each feed answered last, so that it can be asked whether it has changed since."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select

from menafn_crawler.store.schema import feeds
from menafn_crawler.store.upsert import insert_or_replace


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """An answer whose entries are remembered. A validator is None where the server gave none."""

    path: str
    """Path and query of the feed on the site."""
    site: str
    """Base from which it was read; another server may use the same validators for something else."""
    etag: str | None
    last_modified: str | None
    entries: int
    """Articles that it showed."""


def last_answer(connection: Connection, path: str) -> FeedAnswer | None:
    """The last answer of a feed; None if it never gave one."""
    f = feeds.c
    known = select(f.path, f.site, f.etag, f.last_modified, f.entries).where(f.path == path)
    row = connection.execute(known).one_or_none()
    return FeedAnswer(*row) if row is not None else None


def remember_answer(connection: Connection, answer: FeedAnswer, now: str) -> None:
    """Keep an answer, in the transaction that remembers its entries; one that says what the last did writes nothing."""
    if last_answer(connection, answer.path) != answer:
        insert_or_replace(connection, feeds, asdict(answer) | {"changed_at": now})
