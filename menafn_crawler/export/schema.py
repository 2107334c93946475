"""What kind of value each field holds, read off the classes once: typed files and descriptions are made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields
from enum import StrEnum
from typing import Any

from menafn_crawler.items import Article, Revision

GENERATOR = "menafn_crawler"
VERSION = "0.1.0"
"""The one of pyproject.toml; the files name it."""


class Kind(StrEnum):
    """Kinds of values, by their names in Table Schema."""

    TEXT = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    INSTANT = "datetime"
    DAY = "date"
    LIST = "list"
    EVIDENCE = "array"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of the data set."""

    name: str
    kind: Kind
    optional: bool
    """Whether a value can be null."""
    description: str
    constraints: Mapping[str, Any]


EVIDENCE_KEYS = ("source", "raw", "value", "verdict", "note")
"""What a witness of the date tells; the last one only where there is something to note."""

_MARKED = {"instant": Kind.INSTANT, "day": Kind.DAY}
_TYPES = {
    "str": Kind.TEXT,
    "int": Kind.INTEGER,
    "bool": Kind.BOOLEAN,
    "tuple[str, ...]": Kind.LIST,
    "tuple[dict[str, str | None], ...]": Kind.EVIDENCE,
}


def _column(field: Field[Any]) -> Column:
    plain = str(field.type).removesuffix(" | None")
    return Column(
        name=field.name,
        kind=_MARKED.get(field.metadata["kind"]) or _TYPES[plain],
        optional=plain != field.type,
        description=field.metadata["description"],
        constraints=field.metadata["constraints"],
    )


COLUMNS: dict[str, Column] = {field.name: _column(field) for field in fields(Revision)}
"""The columns by name, also those that only a history of revisions has."""


def table_schema(columns: Sequence[str], *, cells: bool) -> dict[str, Any]:
    """The Table Schema of a file with these columns; *cells* where values are texts of cells, as in CSV, not JSON's.

    >>> table_schema(["article_id"], cells=True)["fields"][0]["type"]
    'integer'
    """
    is_history = any(name in columns for name in _HISTORY)
    key = {} if is_history or "article_id" not in columns else {"primaryKey": ["article_id"]}
    described = [_field(COLUMNS[name], cells=cells, is_history=is_history) for name in columns]
    return {"fields": described, "missingValues": [""] if cells else [], **key}


_HISTORY = tuple(field.name for field in fields(Revision)[len(fields(Article)) :])


def _field(column: Column, *, cells: bool, is_history: bool) -> dict[str, Any]:
    constraints = {name: _plain(value) for name, value in column.constraints.items()}
    if is_history:
        constraints.pop("unique", None)  # an article has a row for each thing that happened to it
    if not column.optional and not (cells and column.kind in _EMPTY_AS_CELL and not constraints):
        constraints = {"required": True, **constraints}
    field: dict[str, Any] = {"name": column.name, "type": str(column.kind), "description": column.description}
    if column.kind is Kind.LIST:
        field |= {"itemType": "string", "delimiter": "|"} if cells else {"type": "array"}
    return field | ({"constraints": constraints} if constraints else {})


_EMPTY_AS_CELL = (Kind.TEXT, Kind.LIST)
"""Kinds whose empty value is an empty cell, as null is."""


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
