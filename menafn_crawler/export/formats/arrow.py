"""Rows as Arrow tables with typed columns. Imports pyarrow, so import it only when a typed file is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.json as pa_json

from menafn_crawler.export.schema import GENERATOR, Column, Kind
from menafn_crawler.export.serialize import values_of
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


def table_of(rows: Sequence[Any], columns: Sequence[Column]) -> pa.Table:
    """Return at least one row as a table."""
    values = zip(*map(values_of(columns), rows), strict=True)
    arrays = [_array(found, column.kind, _type(column)) for column, found in zip(columns, values, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema_of(columns))


def concatenate(tables: Sequence[pa.Table]) -> pa.Table:
    """Return the rows of all tables, without a copy."""
    return pa.concat_tables(tables)


def _array(values: Sequence[Any], kind: Kind, arrow: pa.DataType) -> pa.Array:
    if kind in (Kind.INSTANT, Kind.DAY):
        return pa.array(values, pa.string()).cast(arrow)
    if kind in (Kind.LIST, Kind.OBJECTS) and all(isinstance(value, str) for value in values):
        return _lists(values, arrow)
    try:
        return pa.array(values, arrow)
    except UnicodeEncodeError:  # a lone surrogate
        return pa.array(map(_without_surrogates, values), arrow)


def _lists(texts: Iterable[str], kind: pa.DataType) -> pa.Array:
    """Parse JSON texts, as the store has them, all at once: several times as fast as one by one."""
    lines = "\n".join(f'{{"list":{text}}}' for text in texts).encode(errors="replace")
    table = pa_json.read_json(
        pa.BufferReader(lines),
        pa_json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        pa_json.ParseOptions(explicit_schema=pa.schema([("list", kind)]), unexpected_field_behavior="error"),
    )
    return table.column(0).combine_chunks()


def _without_surrogates(value: Any) -> Any:
    """Replace lone surrogates by question marks, also inside lists."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return json.loads(_without_surrogates(json.dumps(value, ensure_ascii=False))) if isinstance(value, tuple) else value
