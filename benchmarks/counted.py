"""``python -m benchmarks.counted FILE COMMAND...``: count the SQL statements of a Scrapy command, as JSON in FILE."""

from __future__ import annotations

import atexit
import json
import sys
import time
from collections import Counter
from typing import Any

from scrapy.cmdline import execute
from sqlalchemy import Engine, event


def main(told: str, *command: str) -> None:
    """Run the command."""
    statements: Counter[str] = Counter()
    seconds: Counter[str] = Counter()

    @event.listens_for(Engine, "before_cursor_execute")
    def _begin(connection: Any, *_: object) -> None:
        connection.info["begun"] = time.perf_counter()

    @event.listens_for(Engine, "after_cursor_execute")
    def _count(connection: Any, _cursor: object, statement: str, *_: object) -> None:
        key = " ".join(statement.split())[:140]
        statements[key] += 1
        seconds[key] += time.perf_counter() - connection.info["begun"]

    @event.listens_for(Engine, "commit")
    def _commit(_: Any) -> None:
        statements["COMMIT"] += 1

    @atexit.register
    def _tell() -> None:
        with open(told, "w", encoding="utf-8") as file:
            json.dump({"statements": statements, "seconds": seconds, "cpu": time.process_time()}, file)

    execute(["scrapy", *command])


if __name__ == "__main__":
    main(*sys.argv[1:])
