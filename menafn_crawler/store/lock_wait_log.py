"""Log whom a statement waits for, once it has waited for some seconds; on PostgreSQL, where the server knows."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from menafn_crawler.bounds import printable
from menafn_crawler.normalise import utc_text

logger = logging.getLogger(__name__)

AFTER = 5.0
"""Seconds that a statement may wait without a line in the log."""
_LOOK = 1.0
"""Seconds between looks at what is running."""
_BLOCKERS = text(
    "SELECT pid, application_name, state, query_start FROM pg_stat_activity"
    " WHERE pid = ANY(pg_blocking_pids(:waiting)) ORDER BY pid LIMIT 3"
)


class LockWatch:
    """Watches the statements of an engine from a thread of its own, since the one that waits cannot log."""

    def __init__(self, engine: Engine, after: float = AFTER, look: float = _LOOK) -> None:
        self._engine, self._after, self._look = engine, after, look
        self._running: dict[int, tuple[int, float]] = {}
        """By thread: the server's process that works for it, and the monotonic time at which its statement began."""
        self._ended = threading.Event()
        event.listen(engine, "before_cursor_execute", self._begin)
        event.listen(engine, "after_cursor_execute", self._end)
        event.listen(engine, "handle_error", self._end)
        threading.Thread(target=self._watch, name="lock watch", daemon=True).start()

    def close(self) -> None:
        """End the thread."""
        self._ended.set()

    def _begin(self, connection: Connection, *_: Any) -> None:
        driver: Any = connection.connection.driver_connection
        self._running[threading.get_ident()] = driver.info.backend_pid, time.monotonic()

    def _end(self, *_: Any) -> None:
        self._running.pop(threading.get_ident(), None)

    def _watch(self) -> None:
        logged: set[tuple[int, float]] = set()
        while not self._ended.wait(self._look):
            for process, begun in list(self._running.values()):
                waited = time.monotonic() - begun
                if waited < self._after or (process, begun) in logged:
                    continue
                if blockers := self._blockers(process):
                    logged.add((process, begun))
                    logger.warning("the store has waited %.0f s for a lock held by %s", waited, blockers)

    def _blockers(self, process: int) -> str:
        """Return the sessions for which a process of the server waits, in words; empty for none."""
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(_BLOCKERS, {"waiting": process}).all()
        except SQLAlchemyError:
            return ""
        return ", ".join(
            f"process {row.pid} ({printable(row.application_name) or 'unnamed'}, {row.state}, query of"
            f" {utc_text(row.query_start)})"
            for row in rows
        )
