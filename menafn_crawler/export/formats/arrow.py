"""Rows as Arrow tables with typed columns. Imports pyarrow, so import it only when a typed file is written."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence, Sized
from datetime import date, datetime
from itertools import accumulate
from typing import Any

import pyarrow as pa

from menafn_crawler.export.schema import GENERATOR, Column, Kind
from menafn_crawler.export.serialize import as_list, values_of
from menafn_crawler.version import __version__

_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.INSTANT: pa.timestamp("ms", tz="UTC"),  # Parquet has no seconds
    Kind.DAY: pa.date32(),
    Kind.LIST: pa.list_(pa.string()),
}


def _type(column: Column) -> pa.DataType:
    if column.kind is Kind.OBJECTS:
        return pa.list_(pa.struct([(key, pa.string()) for key in column.keys]))
    return _TYPES[column.kind]


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """Return the typed columns, each with its description."""
    described = [
        pa.field(
            column.name,
            _type(column),
            nullable=column.optional,
            metadata={"description": column.description},
        )
        for column in columns
    ]
    return pa.schema(described, metadata={"generator": f"{GENERATOR} {__version__}", "source": "https://menafn.com"})


def table_of(rows: Sequence[Any], schema: pa.Schema, columns: Sequence[Column]) -> pa.Table:
    """Return at least one row as a table of this schema.

    The arrays are made from their buffers: ``pa.array`` takes as long to look at each value, and imports pandas.
    """
    cells = zip(*map(values_of(columns), rows), strict=True)
    return pa.Table.from_arrays(
        [_ARRAYS[column.kind](values, kind) for column, values, kind in zip(columns, cells, schema.types, strict=True)],
        schema=schema,
    )


def _texts(values: Sequence[str | None], _kind: pa.DataType | None = None) -> pa.Array:
    encoded = [b"" if value is None else value.encode(errors="replace") for value in values]
    return pa.StringArray.from_buffers(len(values), _ends(encoded), pa.py_buffer(b"".join(encoded)), _known(values))


def _numbers(code: str, number: Callable[[Any], float]) -> Callable[[Sequence[Any], pa.DataType], pa.Array]:
    """Return a function that makes the array of a column; *code*: of the type, see the standard library's array."""

    def numbers(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
        plain = array(code, [0 if value is None else number(value) for value in values])
        return pa.Array.from_buffers(kind, len(values), [_known(values), pa.py_buffer(plain)])

    return numbers


def _booleans(values: Sequence[bool | None], kind: pa.DataType) -> pa.Array:
    return pa.Array.from_buffers(kind, len(values), [_known(values), _bits(values)])


def _lists(values: Sequence[Sequence[str] | str | None], kind: pa.DataType) -> pa.Array:
    lists = [as_list(value or ()) for value in values]
    texts = _texts([text for some in lists for text in some])
    return pa.Array.from_buffers(kind, len(values), [_known(values), _ends(lists)], children=[texts])


def _objects(values: Sequence[Sequence[Mapping[str, str | None]] | str | None], kind: pa.DataType) -> pa.Array:
    lists = [as_list(value or ()) for value in values]
    objects, struct = [one for some in lists for one in some], kind.value_type
    fields = [_texts([one.get(field.name) for one in objects]) for field in struct]
    child = pa.Array.from_buffers(struct, len(objects), [None], children=fields)
    return pa.Array.from_buffers(kind, len(values), [_known(values), _ends(lists)], children=[child])


def _ends(parts: Sequence[Sized]) -> pa.Buffer:
    """Return where each part begins in all of them together, and where the last one ends."""
    return pa.py_buffer(array("i", accumulate(map(len, parts), initial=0)))


def _known(values: Sequence[Any]) -> pa.Buffer | None:
    """Return a bit for each value, not set for None; None if there is no None."""
    return _bits([value is not None for value in values]) if None in values else None


def _bits(values: Sequence[bool | None]) -> pa.Buffer:
    digits = "".join("1" if value else "0" for value in reversed(values))
    return pa.py_buffer(int(digits, 2).to_bytes(len(values) // 8 + 1, "little"))


def _milliseconds(instant: str) -> int:
    return round(datetime.fromisoformat(instant).timestamp()) * 1000


def _day_number(day: str) -> int:
    return date.fromisoformat(day).toordinal() - _DAY_ZERO


_DAY_ZERO = date(1970, 1, 1).toordinal()
_ARRAYS: dict[Kind, Callable[[Sequence[Any], pa.DataType], pa.Array]] = {
    Kind.TEXT: _texts,
    Kind.INTEGER: _numbers("q", int),
    Kind.NUMBER: _numbers("d", float),
    Kind.BOOLEAN: _booleans,
    Kind.INSTANT: _numbers("q", _milliseconds),
    Kind.DAY: _numbers("i", _day_number),
    Kind.LIST: _lists,
    Kind.OBJECTS: _objects,
}
"""How the array of a column of each kind is made."""


def concatenate(tables: Sequence[pa.Table]) -> pa.Table:
    """Return the rows of all tables, without a copy."""
    return pa.concat_tables(tables)


def release_memory() -> None:
    """Give freed memory back to the system."""
    pa.default_memory_pool().release_unused()
