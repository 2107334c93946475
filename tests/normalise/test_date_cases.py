"""Whole pages and feeds with dates in odd forms and places, read with the library functions."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler import read_article, read_feed

FOLDER = Path(__file__).parents[1] / "cases" / "dates"
CASES: dict[str, Any] = json.loads((FOLDER / "cases.json").read_text("utf-8"))
ARABIC: list[dict[str, Any]] = [json.loads(line) for line in (FOLDER / "arabic.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES["pages"], ids=lambda case: case["file"].removesuffix(".html"))
def test_page(case: dict[str, Any]) -> None:
    page = (FOLDER / case["file"]).read_bytes()
    article = read_article(page, CASES["address"], fetched_at=datetime.fromisoformat(CASES["fetched_at"]))
    assert {name: getattr(article, name) for name in case["want"]} == case["want"]


@pytest.mark.parametrize("case", CASES["feeds"], ids=lambda case: case["file"].removesuffix(".xml"))
def test_feed(case: dict[str, Any]) -> None:
    entries = read_feed((FOLDER / case["file"]).read_bytes())
    found = [{"article_id": entry.article_id, "published_at": entry.published_at} for entry in entries]
    assert found == case["want"]["entries"]


@pytest.mark.parametrize("case", ARABIC, ids=lambda case: f"{case['group']}: {case['name']}")
def test_arabic_page(case: dict[str, Any]) -> None:
    url = f"https://menafn.com{case['path']}"
    fetched_at = datetime.fromisoformat("2026-10-01T12:00:00Z")
    article = read_article(case["page"], url, content_type=case["content_type"], fetched_at=fetched_at)
    for name, value in case["want"].items():
        if name.endswith("_not"):
            assert getattr(article, name.removesuffix("_not")) != value
        else:
            assert getattr(article, name) == value
