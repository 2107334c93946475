"""The documents name files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.crawls import PROJECT

DOCUMENTS = sorted(
    path.relative_to(PROJECT) for path in (*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md")) if path.is_file()
)
_NAMED = re.compile(r"`((?:menafn_crawler|tests|docs|benchmarks|deploy)/[\w/.-]+)`")
_LINKED = re.compile(r"\]\(((?!https?:)[\w/.-]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    named = {PROJECT / name for name in _NAMED.findall(text)}
    linked = {(PROJECT / document).parent / name for name in _LINKED.findall(text)}
    assert sorted(str(path) for path in named | linked if not path.exists()) == []
