"""A file of JSON lines that grows by one line at a time and stays small: the older half is put aside in time."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

LARGEST = 4 << 20
"""Bytes after which a new file is begun: some thousand runs. The one before is kept beside it, as ``NAME.1``."""


def append_line(path: Path, record: Mapping[str, object], largest: int = LARGEST) -> None:
    """Add *record* as one line. Raises OSError.

    What a run that was killed while it wrote has left of a line is ended, so that every other line stays readable.
    """
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    with path.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)
    if size + len(line) > largest:
        path.replace(path.with_name(f"{path.name}.1"))
