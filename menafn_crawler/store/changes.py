"""The change number: one number per transaction that changes published data.

``changes`` holds a row for each such transaction, its number and UTC time, and ``articles.changed`` holds the number of
the transaction that last changed the article's record. Every INSERT and UPDATE of ``articles`` takes the number by
itself, since it is that column's default. An export that remembers :func:`change_number` of the moment it was read is
behind the store exactly when the number has risen since, and the articles to write again are those with
``articles.changed`` above it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, column, func, insert, select, table, text

_CHANGES = table("changes", column("number"), column("changed_at"))
_LAST = select(func.max(_CHANGES.c.number))
_LOCK = text("SELECT pg_advisory_xact_lock(1109547046)")
_TOUCH = text("UPDATE articles SET changed = :number WHERE article_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_KEY, _LOCKED = "menafn_change", "menafn_locked"


def change_number(connection: Connection) -> int:
    """Return the number of the last transaction that changed published data; 0 where none did.

    Read it in the transaction that reads the articles, so that both are of one moment.
    """
    return int(connection.execute(_LAST).scalar() or 0)


def change_number_before(connection: Connection, instant: str) -> int:
    """Return the number of the last change before *instant* (UTC text): articles with a higher one changed since."""
    earlier = select(func.min(_CHANGES.c.number)).where(_CHANGES.c.changed_at >= instant)
    first = connection.execute(earlier).scalar()
    return int(first) - 1 if first is not None else change_number(connection)


def has_lock(connection: Connection) -> bool:
    """Return True if no other transaction can write articles before this one ends. On SQLite that is always so."""
    return connection.dialect.name != "postgresql" or _is_present(connection, connection.info.get(_LOCKED))


def lock_articles(connection: Connection) -> None:
    """Wait until no other transaction writes articles; the lock ends with the transaction.

    Of two workers that store similar texts, the second has to see the first one's, and change numbers are given one
    after the other. A transaction takes this lock before it changes a row of ``articles``, of ``candidates`` or of the
    texts: so no two can each hold a row that the other waits for. What only reads, such as the search for near
    duplicates, is done before, so that the lock is held for the writing alone.
    """
    if not has_lock(connection):
        connection.execute(_LOCK)
        connection.info[_LOCKED] = connection.get_transaction()


def next_change(connection: Connection) -> int:
    """Return the number of the present transaction, which changes published data; the same at every call in it.

    It takes the lock of :func:`lock_articles`, so a reader that sees number 7 sees all that is numbered below.
    """
    transaction, number = connection.info.get(_KEY, (None, 0))
    if not _is_present(connection, transaction):
        lock_articles(connection)
        number = change_number(connection) + 1
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        connection.execute(insert(_CHANGES).values(number=number, changed_at=now))
        connection.info[_KEY] = connection.get_transaction(), number
    return int(number)


def _is_present(connection: Connection, transaction: object) -> bool:
    return transaction is not None and transaction is connection.get_transaction()


def next_change_of(context: Any) -> int:
    """Return the number of the transaction in which SQLAlchemy executes a statement (a column's default)."""
    return next_change(context.root_connection)


def touch(connection: Connection, ids: Collection[int]) -> None:
    """Count the records of *ids* as changed, since another table holds something new of them."""
    if ids:
        connection.execute(_TOUCH, {"number": next_change(connection), "ids": sorted(ids)})
