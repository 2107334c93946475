"""The last answer of each feed, for conditional requests."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, select

from menafn_crawler.bounds import KEY_BYTES
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
    whole_at: str | None = field(default=None, compare=False)
    """Instant at which the whole feed last came, UTC text; None before the answer is stored."""


def last_answer(connection: Connection, path: str) -> FeedAnswer | None:
    """Return the last answer of a feed; None if it never gave one."""
    f = feeds.c
    known = select(f.site, f.etag, f.last_modified, f.entries, f.changed_at).where(f.path == _key(path))
    row = connection.execute(known).one_or_none()
    return FeedAnswer(path, *row) if row is not None else None


def remember_answer(connection: Connection, answer: FeedAnswer, now: str) -> None:
    """Keep an answer that came whole at *now*, in the transaction that remembers its entries."""
    row = {name: value for name, value in asdict(answer).items() if name != "whole_at"}
    insert_or_replace(connection, feeds, row | {"path": _key(answer.path), "changed_at": now})


def _key(path: str) -> str:
    """Return the key of a feed: its path, or the hash of one that is too long."""
    encoded = path.encode("utf-8", "surrogatepass")
    return path if len(encoded) <= KEY_BYTES else f"sha256:{hashlib.sha256(encoded).hexdigest()}"
