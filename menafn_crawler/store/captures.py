"""Where the answers to requests for articles are kept: file and offset of each, noted with what they led to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from menafn_crawler.items import Capture
from menafn_crawler.store.schema import captures
from menafn_crawler.store.upsert import insert_new


def note(connection: Connection, answers: Sequence[tuple[int, Capture]]) -> None:
    """Note where answers to requests for articles, by number, are kept; what is noted already stays as it is."""
    insert_new(connection, captures, [_row(number, answer) for number, answer in answers])


def _row(article_id: int, answer: Capture) -> dict[str, object]:
    at = {"file": answer.file, "offset": answer.offset, "fetched_at": answer.fetched_at}
    return at | {"article_id": article_id, "status": answer.status, "url": answer.url, "length": answer.length}


def captures_of(connection: Connection, article_id: int) -> list[Capture]:
    """Return the kept answers to requests for an article, first to last."""
    c = captures.c
    rows = select(c.file, c.offset, c.fetched_at, c.status, c.url, c.length).where(c.article_id == article_id)
    return [Capture(*row) for row in connection.execute(rows.order_by(c.fetched_at, c.file, c.offset))]


def noted(connection: Connection, ids: Sequence[int]) -> set[tuple[str, int]]:
    """File and offset of the kept answers to requests for any of *ids*."""
    c = captures.c
    rows = connection.execute(select(c.file, c.offset).where(c.article_id.in_(ids)))
    return {(row.file, row.offset) for row in rows}
