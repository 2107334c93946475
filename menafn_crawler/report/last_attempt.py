"""The last ``scrapy crawl`` that was started, also if it left no record in the store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from menafn_crawler.report.formatting import format_instant
from menafn_crawler.store import atomic_write

ATTEMPT = "last-attempt.json"
"""File in the data directory."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call of ``scrapy crawl``. The end is None for one that is under way or was killed."""

    spider: str
    started_at: str
    """UTC text."""
    exit_code: int | None = None
    reason: str | None = None

    def describe(self) -> str:
        """Return one sentence about an attempt that the store knows nothing of."""
        how = f"exit {self.exit_code}, {self.reason}" if self.exit_code is not None else "it was killed"
        return f"{self.spider}: the crawl begun {format_instant(self.started_at)} UTC left no record: {how}"


def write_attempt(data_dir: Path, attempt: Attempt) -> None:
    """Write the file. Raises OSError; makes no data directory where there is none."""
    if data_dir.is_dir():
        with atomic_write(data_dir / ATTEMPT) as file:
            file.write(json.dumps(asdict(attempt)).encode() + b"\n")


def unrecorded_attempt(data_dir: Path, last_started_at: str | None) -> Attempt | None:
    """Return the last attempt if it began after the last run of the store (UTC text, None without one); else None."""
    try:
        kept = json.loads((data_dir / ATTEMPT).read_text(encoding="utf-8"))
        attempt = Attempt(**{field.name: kept[field.name] for field in fields(Attempt)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return attempt if last_started_at is None or attempt.started_at > last_started_at else None
