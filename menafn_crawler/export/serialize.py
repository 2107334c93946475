"""Rows as JSON objects and as CSV fields.

A row is an ``Article``, or a ``StoredArticle``: as the store reads it, with lists as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from json.encoder import encode_basestring as json_text
from operator import attrgetter
from typing import Any

from menafn_crawler.export.schema import Column, Kind

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SKIPPED = " ;,|\u00a0\u200b\ufeff\u200e\u200f"
"""What a spreadsheet may drop, or take for the end of a cell, before a formula."""
_QUOTE = '"'
_SEPARATORS = (",", '"', "\n", "\r", ";", "\t")
"""A field with one of these is quoted; some programs split a line at ``;`` and tab too."""

Values = Callable[[Any], Sequence[Any]]


def values_of(columns: Sequence[Column]) -> Values:
    """Return a function that reads the values of *columns* from a row."""
    names = tuple(column.name for column in columns)
    read: Values = attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)
    return lambda row: row if getattr(row, "_fields", None) == names else read(row)


def escape_formula(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula, or that begins with an apostrophe.

    So the original is always the text without its first apostrophe, if it has one there.

    >>> escape_formula("=1+1"), escape_formula("'tis"), escape_formula("a=b")
    ("'=1+1", "''tis", 'a=b')
    """
    return f"'{text}" if text.startswith("'") or text.lstrip(_SKIPPED).startswith(_FORMULA) else text


def json_encoder(columns: Sequence[Column]) -> Callable[[Any], str]:
    """Return a function that writes a row as a JSON object, on one line.

    The same text as ``json.dumps(record, ensure_ascii=False)``; lists that the store has as JSON are copied.
    """
    values = values_of(columns)
    encoders = [_JSON[column.kind] for column in columns]
    keys = [f"{', ' if place else '{'}{json_text(column.name)}: " for place, column in enumerate(columns)]

    def encode(row: Any) -> str:
        parts = [
            key + ("null" if value is None else encoder(value))
            for key, encoder, value in zip(keys, encoders, values(row), strict=True)
        ]
        return "".join(parts) + "}"

    return encode


def csv_encoder(columns: Sequence[Column]) -> Callable[[Any], str]:
    """Return a function that writes a row as a line of CSV, without the line's end.

    Lists are joined by ``|``, objects are JSON, null is empty, and no cell is a formula. The standard library's writer
    looks at every character, which takes ten times as long.
    """
    values = values_of(columns)
    encoders = [_CELLS[column.kind] for column in columns]

    def encode(row: Any) -> str:
        return ",".join(
            "" if value is None else encoder(value) for encoder, value in zip(encoders, values(row), strict=True)
        )

    return encode


def csv_field(text: str) -> str:
    """Quote a field where it has to be."""
    for separator in _SEPARATORS:
        if separator in text:
            return f'"{text.replace(_QUOTE, _QUOTE * 2)}"'
    return text


def as_list(value: Sequence[Any] | str) -> list[Any]:
    """Return a list value, which a stored article has as JSON text."""
    return json.loads(value) if isinstance(value, str) else list(value)


def json_list(value: Sequence[Any] | str) -> str:
    """Return a list value as JSON text."""
    return value if isinstance(value, str) else json.dumps(list(value), ensure_ascii=False)


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _text_cell(value: str) -> str:
    return csv_field(value if value[:1].isalnum() else escape_formula(value))


def _list_cell(value: Sequence[str] | str) -> str:
    if value == "[]":
        return ""
    if isinstance(value, str) and "\\" not in value:  # nothing is escaped, so quotes only stand around the texts
        return csv_field(escape_formula(value[2:-2].replace('", "', "|")))
    return csv_field(escape_formula("|".join(as_list(value))))


def _objects_cell(value: Sequence[Any] | str) -> str:
    return csv_field(json_list(value))


_JSON: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: json_text,
    Kind.INTEGER: str,
    Kind.NUMBER: repr,
    Kind.BOOLEAN: _boolean,
    Kind.INSTANT: json_text,
    Kind.DAY: json_text,
    Kind.LIST: json_list,
    Kind.OBJECTS: json_list,
}
_CELLS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _text_cell,
    Kind.INTEGER: str,
    Kind.NUMBER: repr,
    Kind.BOOLEAN: _boolean,
    Kind.INSTANT: str,
    Kind.DAY: str,
    Kind.LIST: _list_cell,
    Kind.OBJECTS: _objects_cell,
}
