"""Every field of every exported table is described in the docs as in its class."""

from __future__ import annotations

import pytest

from menafn_crawler.export import PROVIDERS, STORIES, SUFFIXES, Table, changed_since
from tests.crawls import PROJECT

DOCUMENT = (PROJECT / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [STORIES, PROVIDERS, changed_since(0)], ids=["stories", "providers", "changes"])
def test_a_table_is_documented(table: Table) -> None:
    columns = table.columns if table.rows != "changes" else table.columns[-2:]
    for column in columns:
        assert f"| `{column.name}` | " in DOCUMENT
        assert f" | {column.description} |\n" in DOCUMENT


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_format_is_documented(suffix: str) -> None:
    assert f"`.{suffix.removesuffix('.gz')}`" in DOCUMENT
