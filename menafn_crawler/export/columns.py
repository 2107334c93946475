"""An article as the values of a record, and as the cells of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import Any

from menafn_crawler.items import ARTICLE_FIELDS, Article, Revision, StoredArticle

_JSON = partial(json.dumps, ensure_ascii=False)
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SKIPPED = " \u00a0\u200b\ufeff\u200e\u200f"
"""What a spreadsheet may leave out at the beginning of a cell."""


def record(article: Article | StoredArticle, columns: Sequence[str] = ARTICLE_FIELDS) -> dict[str, Any]:
    """The article's fields in order, lists as lists."""
    return recorder(columns)(article)


def cells(article: Article | StoredArticle, columns: Sequence[str] = ARTICLE_FIELDS) -> list[str]:
    """The article's fields as text for a table, in order."""
    return tabulator(columns)(article)


def recorder(columns: Sequence[str]) -> Callable[[Article], dict[str, Any]]:
    """A function that makes the record of an article, for many articles."""
    values = values_of(columns)
    lists = [name for name in columns if name in _LISTS or name == "date_evidence"]

    def record_of(article: Article) -> dict[str, Any]:
        made = dict(zip(columns, values(article), strict=True))
        for name in lists:
            made[name] = _as_list(made[name])
        return made

    return record_of


def tabulator(columns: Sequence[str]) -> Callable[[Article], list[str]]:
    """A function that makes the cells of an article, for many articles."""
    values = values_of(columns)
    kinds = [_CELLS[name] for name in columns]

    def cells_of(article: Article) -> list[str]:
        return [kind(value) for kind, value in zip(kinds, values(article), strict=True)]

    return cells_of


def values_of(columns: Sequence[str]) -> Callable[[Article], tuple[Any, ...]]:
    """A function that gives the values of an article's *columns* as they are."""
    if len(columns) == 1:  # attrgetter gives a bare value for one name
        return lambda article: (getattr(article, columns[0]),)
    return attrgetter(*columns)


def cell(value: object) -> str:
    """One value as the text of a cell: lists joined by ``|``, null empty, nothing that a spreadsheet would run.

    >>> cell(("asia", "economy")), cell(None), cell(True), cell("=1+1")
    ('asia|economy', '', 'true', "'=1+1")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless("|".join(value) if isinstance(value, tuple) else str(value))


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe is put before one that would be run."""
    return f"'{text}" if text.lstrip(_SKIPPED).startswith(_RUN_BY_SPREADSHEETS) else text


def _as_list(value: tuple[Any, ...] | str) -> list[Any]:
    """A list field, which a stored article has as JSON text."""
    return json.loads(value) if isinstance(value, str) else list(value)


def _list_cell(value: tuple[str, ...] | str) -> str:
    return "" if value == "[]" else harmless("|".join(_as_list(value)))


def _evidence_cell(value: tuple[Any, ...] | str) -> str:
    return value if isinstance(value, str) else _JSON(value)


def _text_cell(value: str | None) -> str:
    if not value:
        return ""
    return value if value[0].isalnum() else harmless(value)


def _number_cell(value: int | None) -> str:
    return "" if value is None else str(value)


_LISTS = ("sections", "tags", "quality")
_KINDS: dict[str, Callable[[Any], str]] = {"str": _text_cell, "int": _number_cell}
_CELLS = {field.name: _KINDS.get(str(field.type).removesuffix(" | None"), cell) for field in fields(Revision)}
_CELLS |= dict.fromkeys(_LISTS, _list_cell) | {"date_evidence": _evidence_cell}
