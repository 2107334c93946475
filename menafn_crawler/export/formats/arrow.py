"""Rows as Arrow tables with typed columns. Imports pyarrow, so import it only when a typed file is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.json as pa_json

from menafn_crawler.export.schema import GENERATOR, Column, Kind
from menafn_crawler.export.serialize import json_encoder
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
    """Return at least one row as a table.

    Arrow parses the rows as lines of JSON: as fast as arrays made from Python's values, which would import pandas.
    Days are numbers in them, so that nothing is cast: the cast's library takes 10 MB.
    """
    lines = b"\n".join(json_encoder(columns, numbered_days=True)(rows))
    schema = schema_of(columns)
    table = pa_json.read_json(
        pa.BufferReader(lines),
        pa_json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        pa_json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
    )
    return pa.Table.from_arrays(table.columns, schema=schema)


def concatenate(tables: Sequence[pa.Table]) -> pa.Table:
    """Return the rows of all tables, without a copy."""
    return pa.concat_tables(tables)


def release_memory() -> None:
    """Give freed memory back to the system."""
    pa.default_memory_pool().release_unused()
