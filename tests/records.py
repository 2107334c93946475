"""Real records of menafn.com: addresses, titles, bylines and numbers, as its pages printed them."""

from __future__ import annotations

import json
from pathlib import Path

RECORDS: tuple[dict[str, str | None], ...] = tuple(
    json.loads(line) for line in (Path(__file__).parent / "records.jsonl").read_text("utf-8").splitlines()
)


def pairs(*names: str) -> list[tuple[str, ...]]:
    """The values of *names* in every record that has them all, each combination once."""
    found = (tuple(record[name] for name in names) for record in RECORDS)
    return list(dict.fromkeys(tuple(str(value) for value in values) for values in found if all(values)))
