"""JSON: one object a line (``.jsonl``), or one array (``.json``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from menafn_crawler.export.formats.base import Format
from menafn_crawler.export.schema import Column
from menafn_crawler.export.serialize import batches, json_encoder


def write_jsonl(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write one object a line."""
    encode = json_encoder(columns)
    written = 0
    for some in batches(rows):
        file.write(b"\n".join([*encode(some), b""]))
        written += len(some)
    return written


def write_json(file: BinaryIO, rows: Iterable[Any], columns: Sequence[Column]) -> int:
    """Write one array, an object a line."""
    encode = json_encoder(columns)
    written = 0
    file.write(b"[")
    for some in batches(rows):
        file.write((b",\n" if written else b"\n") + b",\n".join(encode(some)))
        written += len(some)
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
