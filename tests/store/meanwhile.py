"""Work of another worker that stops before a given statement, so that a test decides what happens in between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from menafn_crawler.store import Database

LONGEST = 30
"""Seconds that a step of a test may take."""


class Meanwhile(threading.Thread):
    """Work in another thread; it stops once, where it is about to execute a statement that contains *at*."""

    def __init__(self, database: Database, at: str, work: Callable[[Database], Any]) -> None:
        super().__init__(daemon=True)
        self._database, self._at, self._work = database, at, work
        self.arrived, self.may_go = threading.Event(), threading.Event()
        self.result: Any = None
        event.listen(database._engine, "before_cursor_execute", self._pause)

    def _pause(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if threading.current_thread() is self and self._at in statement and not self.arrived.is_set():
            self.arrived.set()
            assert self.may_go.wait(LONGEST)

    def run(self) -> None:
        """Work."""
        self.result = self._work(self._database)

    def reach(self) -> None:
        """Start, and return once it has stopped."""
        self.start()
        assert self.arrived.wait(LONGEST)

    def go(self) -> None:
        """Let it go on to its end."""
        self.may_go.set()
        self.join(LONGEST)
        assert not self.is_alive()
