"""Pages of the Arabic edition in many spellings, and what their records say."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler import read_article

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "arabic.jsonl").read_text("utf-8").rstrip().split("\n")
]
WHOLE_BODY = next(case["want"]["body"] for case in CASES if case["group"] == "byline")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['group']}-{n}" for n, case in enumerate(CASES)])
def test_page(case: dict[str, Any]) -> None:
    page = case["page"].encode() if "page" in case else base64.b64decode(case["page_base64"])
    article = read_article(page, f"https://menafn.com{case['path']}", content_type=case["content_type"])
    for field, wanted in case["want"].items():
        if field == "body_or_flag":
            assert article.body == WHOLE_BODY or "mojibake" in article.quality
        elif field == "published_on_not":
            assert article.published_on != wanted
        else:
            value = getattr(article, field)
            assert (list(value) if isinstance(value, tuple) else value) == wanted, case["name"]
