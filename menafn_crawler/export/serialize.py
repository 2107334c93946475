"""Rows as JSON objects and as CSV fields.

A row is an ``Article``, or a ``StoredArticle``: as the store reads it, with lists as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, repeat
from json.encoder import encode_basestring as json_text
from operator import attrgetter
from typing import Any, AnyStr

from menafn_crawler.export.schema import Column, Kind

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SKIPPED = " ;,|\u00a0\u200b\ufeff\u200e\u200f"
"""What a spreadsheet may drop, or take for the end of a cell, before a formula."""
_QUOTE = '"'
_SEPARATORS = (",", '"', "\n", "\r", ";", "\t")
"""A field with one of these is quoted; some programs split a line at ``;`` and tab too."""

_BATCH = 128
"""Rows encoded together: their values are in memory once more."""
_SAMPLE = 16
"""Values of a column that tell whether the same ones come again and again."""
_HASHABLE = (Kind.TEXT, Kind.INSTANT, Kind.DAY, Kind.BOOLEAN)

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


def json_encoder(columns: Sequence[Column]) -> Callable[[Sequence[Any]], list[bytes]]:
    """Return a function that writes rows as JSON objects in UTF-8.

    The same text as ``json.dumps(record, ensure_ascii=False)``; lists that the store has as JSON are copied.
    """
    values = values_of(columns)
    kinds = [column.kind for column in columns]
    encoders = [_JSON[kind] for kind in kinds]
    keys = [f"{', ' if place else '{'}{json_text(column.name)}: ".encode() for place, column in enumerate(columns)]

    def encode(rows: Sequence[Any]) -> list[bytes]:
        parts: list[Iterable[bytes]] = []
        for kind, key, encoder, column in zip(kinds, keys, encoders, zip(*map(values, rows), strict=True), strict=True):
            parts += repeat(key), _encoded(kind, column, encoder, b"null")
        return list(map(b"".join, zip(*parts, repeat(b"}"))))

    return encode


def csv_encoder(columns: Sequence[Column]) -> Callable[[Sequence[Any]], list[str]]:
    """Return a function that writes rows as lines of CSV, without their ends.

    Lists are joined by ``|``, objects are JSON, null is empty, and no cell is a formula. The standard library's writer
    looks at every character, which takes ten times as long.
    """
    values = values_of(columns)
    kinds = [column.kind for column in columns]
    encoders = [_CELLS[column.kind] for column in columns]

    def encode(rows: Sequence[Any]) -> list[str]:
        cells = zip(*map(values, rows), strict=True)
        lines = [
            _encoded(kind, column, encoder, "") for kind, encoder, column in zip(kinds, encoders, cells, strict=True)
        ]
        return list(map(",".join, zip(*lines, strict=True)))

    return encode


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the rows, some at a time: by columns they are encoded in half the time."""
    rest = iter(rows)
    while some := list(islice(rest, _BATCH)):
        yield some


def _encoded(kind: Kind, values: Sequence[Any], encode: Callable[[Any], AnyStr], null: AnyStr) -> Iterable[AnyStr]:
    """Return the encoded values of a column; those that come again and again are encoded once."""
    hashable = kind in _HASHABLE or (kind is Kind.LIST and {*map(type, values)} <= {str, tuple})
    if hashable and 2 * len(set(values[:_SAMPLE])) <= len(values[:_SAMPLE]):
        return map(_Encoded(encode, null).__getitem__, values)
    return [null if value is None else encode(value) for value in values]


class _Encoded(dict[Any, Any]):
    """Encoded values by value."""

    def __init__(self, encode: Callable[[Any], Any], null: Any) -> None:
        super().__init__({None: null})
        self._encode = encode

    def __missing__(self, value: Any) -> Any:
        self[value] = encoded = self._encode(value)
        return encoded


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


def _json_string(value: str) -> bytes:
    return json_text(value).encode(errors="replace")


def _json_number(value: float) -> bytes:
    return repr(value).encode()


def _json_list(value: Sequence[Any] | str) -> bytes:
    return json_list(value).encode(errors="replace")


def _json_boolean(value: bool) -> bytes:
    return b"true" if value else b"false"


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


_JSON: dict[Kind, Callable[[Any], bytes]] = {
    Kind.TEXT: _json_string,
    Kind.INTEGER: _json_number,
    Kind.NUMBER: _json_number,
    Kind.BOOLEAN: _json_boolean,
    Kind.INSTANT: _json_string,
    Kind.DAY: _json_string,
    Kind.LIST: _json_list,
    Kind.OBJECTS: _json_list,
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
