"""Pages of kinds that public bug reports of this field describe: what their record has and lacks."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler import read_article

FOLDER = Path(__file__).parent / "cases" / "pages"
CASES: dict[str, Any] = json.loads((FOLDER / "cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["file"].removesuffix(".html"))
def test_a_page_of_its_kind(case: dict[str, Any]) -> None:
    fetched_at = datetime.fromisoformat(CASES["fetched_at"])
    article = read_article((FOLDER / case["file"]).read_bytes(), CASES["address"], fetched_at=fetched_at)
    want = dict(case["want"])
    assert [text for text in want.pop("body_has", ()) if text not in article.body] == []
    assert [text for text in want.pop("body_lacks", ()) if text in article.body] == []
    assert {name: getattr(article, name) for name in want} == want
