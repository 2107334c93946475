"""An article as the values of a record, and as the cells of a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from menafn_crawler.items import ARTICLE_FIELDS, Article

_JSON = partial(json.dumps, ensure_ascii=False)
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SKIPPED = " \u00a0\u200b\ufeff\u200e\u200f"
"""What a spreadsheet may leave out at the beginning of a cell."""


def record(article: Article, columns: Sequence[str] = ARTICLE_FIELDS) -> dict[str, Any]:
    """The article's fields in order, lists as lists."""
    values = ((name, getattr(article, name)) for name in columns)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def cells(article: Article, columns: Sequence[str] = ARTICLE_FIELDS) -> list[str]:
    """The article's fields as text for a table, in order."""
    return [_JSON(article.date_evidence) if n == "date_evidence" else cell(getattr(article, n)) for n in columns]


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
