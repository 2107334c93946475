"""Articles as Arrow's typed columns. Needs pyarrow, so it is imported where a typed file is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.json as pa_json

from menafn_crawler.export.columns import values_of
from menafn_crawler.export.schema import COLUMNS, EVIDENCE_KEYS, GENERATOR, VERSION, Kind
from menafn_crawler.items import ARTICLE_FIELDS, Article

_INSTANT = pa.timestamp("ms", tz="UTC")  # Parquet knows no seconds
_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.INSTANT: _INSTANT,
    Kind.DAY: pa.date32(),
    Kind.LIST: pa.list_(pa.string()),
    Kind.EVIDENCE: pa.list_(pa.struct([(key, pa.string()) for key in EVIDENCE_KEYS])),
}


def schema_of(columns: Sequence[str]) -> pa.Schema:
    """The typed columns, each with its description."""
    return pa.schema(
        [
            pa.field(
                name,
                _TYPES[COLUMNS[name].kind],
                nullable=COLUMNS[name].optional,
                metadata={"description": COLUMNS[name].description},
            )
            for name in columns
        ],
        metadata={"generator": f"{GENERATOR} {VERSION}", "source": "https://menafn.com"},
    )


def table_of(articles: Sequence[Article], columns: Sequence[str]) -> pa.Table:
    """At least one article as a table."""
    as_they_are = columns == ARTICLE_FIELDS and isinstance(articles[0], tuple)  # as the store gives them
    values = zip(*(articles if as_they_are else map(values_of(columns), articles)), strict=True)
    arrays = [_array(column, COLUMNS[name].kind) for name, column in zip(columns, values, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema_of(columns))


def joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables one below the other, without a copy."""
    return pa.concat_tables(tables)


def _array(values: Sequence[Any], kind: Kind) -> pa.Array:
    if kind in (Kind.INSTANT, Kind.DAY):
        return pa.array(values, pa.string()).cast(_TYPES[kind])
    if isinstance(values[0], str) and kind in (Kind.LIST, Kind.EVIDENCE):
        return _lists(values, _TYPES[kind])
    try:
        return pa.array(values, _TYPES[kind])
    except UnicodeEncodeError:  # half a character in one of them
        return pa.array(map(_whole, values), _TYPES[kind])


def _lists(texts: Iterable[str], kind: pa.DataType) -> pa.Array:
    """JSON texts, as the store has them, read all at once: several times as fast as one by one."""
    lines = "\n".join(f'{{"list":{text}}}' for text in texts).encode(errors="replace")
    table = pa_json.read_json(
        pa.BufferReader(lines),
        pa_json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        pa_json.ParseOptions(explicit_schema=pa.schema([("list", kind)]), unexpected_field_behavior="error"),
    )
    return table.column(0).combine_chunks()


def _whole(value: Any) -> Any:
    """A value in which each half of a character is a question mark."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return json.loads(_whole(json.dumps(value, ensure_ascii=False))) if isinstance(value, tuple) else value
