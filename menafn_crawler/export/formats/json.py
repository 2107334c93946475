"""JSON: one object a line (``.jsonl``), or one array (``.json``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from menafn_crawler.export.formats.base import Format
from menafn_crawler.export.schema import Column
from menafn_crawler.export.serialize import json_encoder


def write_jsonl(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write one object a line."""
    encode = json_encoder(columns)
    written = 0
    for row in rows:
        file.write((encode(row) + "\n").encode(errors="replace"))
        written += 1
    return written


def write_json(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write one array, an object a line."""
    encode = json_encoder(columns)
    written = 0
    file.write(b"[")
    for row in rows:
        file.write(((",\n" if written else "\n") + encode(row)).encode(errors="replace"))
        written += 1
    file.write(b"\n]\n")
    return written


JSONL = Format(
    write_jsonl,
    "application/jsonl",
    lambda path, fields: {"pandas": f"articles = pandas.read_json({path}, lines=True, dtype=False)"},
)
JSON = Format(
    write_json,
    "application/json",
    lambda path, fields: {"pandas": f"articles = pandas.read_json({path}, dtype=False)"},
    tabular=False,
    appendable=False,
)
