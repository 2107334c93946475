"""SQLAlchemy engines: how connections to SQLite and PostgreSQL are set up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

READING: dict[str, dict[str, Any]] = {
    "sqlite": {"menafn_reading": True},
    "postgresql": {"isolation_level": "REPEATABLE READ"},
}
"""Execution options of a transaction that only reads, on each database: it sees one moment."""
_CACHE = -2_000
"""SQLite's cache of a connection; negative: in kB. The system caches the file anyway, for all connections once."""
_PRAGMAS = (
    "journal_mode=WAL",  # readers do not stop the crawl
    "synchronous=NORMAL",  # a kill loses nothing, a power cut the last rows at most
    "foreign_keys=ON",
    f"cache_size={_CACHE}",
    "wal_autocheckpoint=8000",  # pages: 32 MB go into the file at a time, most pages of an index only once
)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a statement may wait or take, in seconds."""

    lock: float = 8
    """Wait for a lock, which another crawl or a shell holds. A crawl has to obey SIGTERM within ten seconds."""
    statement: float = 120
    """PostgreSQL: run one statement. Those of a store of a million articles take seconds at most."""


USUAL = Timeouts()


def make_engine(address: URL, timeouts: Timeouts) -> Engine:
    """Return the engine of a store; SQLite's directory is made. Raises OSError."""
    return _sqlite(address, timeouts) if address.get_backend_name() == "sqlite" else _postgresql(address, timeouts)


def _sqlite(address: URL, timeouts: Timeouts) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": timeouts.lock})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        """A transaction that will write waits for its turn at the start, where nothing is lost by waiting."""
        reading = READING["sqlite"].items() <= connection.get_execution_options().items()
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgresql(address: URL, timeouts: Timeouts) -> Engine:
    engine = create_engine(address, pool_pre_ping=True)
    options = {
        "lock_timeout": f"{timeouts.lock * 1000:.0f}",
        "statement_timeout": f"{timeouts.statement * 1000:.0f}",
        "plan_cache_mode": "force_custom_plan",  # a generic plan of the look-up of LSH keys takes 40 times as long
        "application_name": "menafn_crawler",
    }

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: object) -> None:
        for name, value in options.items():
            connection.execute(f"SET {name} = '{value}'")
        connection.commit()

    return engine
