"""Columns of each exported table, read from the row classes, and their Table Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields
from enum import StrEnum
from typing import Any

GENERATOR = "menafn_crawler"
"""Each file names it, with its version."""


class Kind(StrEnum):
    """Kinds of values, named as in Table Schema."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    INSTANT = "datetime"
    DAY = "date"
    LIST = "list"
    OBJECTS = "array"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind
    optional: bool
    """True if a value can be null."""
    description: str
    constraints: Mapping[str, Any]
    keys: tuple[str, ...] = ()
    """Keys of the objects in a list."""


EVIDENCE_KEYS = ("source", "raw", "value", "verdict", "note")
"""Keys of the objects in ``date_evidence``; the last one is there only if there is something to note."""

_MARKED = {"instant": Kind.INSTANT, "day": Kind.DAY}
_TYPES = {
    "str": Kind.TEXT,
    "int": Kind.INTEGER,
    "float": Kind.NUMBER,
    "bool": Kind.BOOLEAN,
    "tuple[str, ...]": Kind.LIST,
    "tuple[dict[str, str | None], ...]": Kind.OBJECTS,
}


def columns_of(row: type) -> tuple[Column, ...]:
    """Return the columns of a dataclass whose fields are :func:`menafn_crawler.items.described`."""
    return tuple(map(_column, fields(row)))


def _column(field: Field[Any]) -> Column:
    plain = str(field.type).removesuffix(" | None")
    return Column(
        name=field.name,
        kind=_MARKED.get(field.metadata["kind"]) or _TYPES[plain],
        optional=plain != field.type,
        description=field.metadata["description"],
        constraints=field.metadata["constraints"],
        keys=field.metadata["keys"] or EVIDENCE_KEYS,
    )


def table_schema(columns: Sequence[Column], *, cells: bool) -> dict[str, Any]:
    """Return the Table Schema of a file with these columns. *cells*: values are text, as in CSV.

    >>> table_schema([Column("word_count", Kind.INTEGER, False, "Words in body.", {})], cells=True)["fields"]
    [{'name': 'word_count', 'type': 'integer', 'description': 'Words in body.', 'constraints': {'required': True}}]
    """
    keys = [column.name for column in columns if column.constraints.get("unique")]
    described = [_field(column, cells=cells) for column in columns]
    return {"fields": described, "missingValues": [""] if cells else []} | ({"primaryKey": keys} if keys else {})


def _field(column: Column, *, cells: bool) -> dict[str, Any]:
    constraints = {name: list(v) if isinstance(v, tuple) else v for name, v in column.constraints.items()}
    if not column.optional and not (cells and column.kind in _EMPTY_AS_CELL and not constraints):
        constraints = {"required": True, **constraints}
    field: dict[str, Any] = {"name": column.name, "type": str(column.kind), "description": column.description}
    if column.optional:
        field["nullable"] = True  # not a word of Table Schema, which only knows what is required
    if column.kind is Kind.LIST:
        field |= {"itemType": "string", "delimiter": "|"} if cells else {"type": "array"}
    return field | ({"constraints": constraints} if constraints else {})


_EMPTY_AS_CELL = (Kind.TEXT, Kind.LIST)
"""Kinds whose empty value is an empty cell, like null."""
