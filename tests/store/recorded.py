"""``scrapy`` that records the statements it sends: ``python -m tests.store.recorded FILE crawl menafn ...``."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

from scrapy import cmdline
from sqlalchemy import Engine, event


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


if __name__ == "__main__":
    file, statements = Path(sys.argv.pop(1)).open("ab"), set[str]()  # noqa: SIM115 - open until the process ends

    @event.listens_for(Engine, "before_cursor_execute")
    def _record(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        if sql not in statements:
            statements.add(sql)
            given = values[0] if many and values else values
            if isinstance(given, dict):
                plain: Any = {name: _plain(value) for name, value in given.items()}
            else:
                plain = tuple(map(_plain, given or ()))
            pickle.dump((sql, plain), file)
            file.flush()

    sys.argv[0] = "scrapy"
    cmdline.execute()
