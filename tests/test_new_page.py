"""The script that makes a test page of a page that was kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from menafn_crawler.store import Evidence, set_aside
from tests.archive.samples import STORIES, ours
from tests.articles import article_of
from tests.pages.new import UNTOLD, main

UNREAD = b"<html><body><h1>Archive</h1><p>Nothing that any layout reads.</p></body></html>"


def told(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found


def test_of_an_archived_page_what_is_read_now_is_expected(tmp_path: Path) -> None:
    (archive,) = ours(tmp_path)
    assert main(["story-2025/new-case", str(archive), str(STORIES[2].number)], tmp_path / "pages") == 0
    case = tmp_path / "pages" / "story-2025" / "new-case"
    body = (case / "page.html").read_bytes()
    assert body == STORIES[2].reply().body.encode()
    article = article_of(body, str(told(case)["asked"]))
    expected = told(case)["expected"]
    assert expected["title"] == article.title
    assert expected["published_at"] == article.published_at == "2025-05-14T08:44:03Z"


def test_an_article_is_named_by_any_address(tmp_path: Path) -> None:
    (archive,) = ours(tmp_path)
    named = f"http://127.0.0.1:8461/{STORIES[2].number}/x"
    assert main(["story-2025/new-case", str(archive), named], tmp_path / "pages") == 0
    assert told(tmp_path / "pages" / "story-2025" / "new-case")["expected"]["article_id"] == STORIES[2].number


def test_of_a_page_that_was_set_aside_everything_is_left_to_be_filled_in(tmp_path: Path) -> None:
    evidence = Evidence("http://x/", 200, {"Content-Type": "text/html"}, "no layout reads it", "2025-05-15T08:00:00Z")
    page = set_aside(tmp_path, 1109547045, UNREAD, evidence, 10**6)
    assert main(["story-2026/first", str(page)], tmp_path / "pages") == 0
    case = tmp_path / "pages" / "story-2026" / "first"
    assert (case / "page.html").read_bytes() == UNREAD
    assert told(case)["content_type"] == "text/html"
    expected = told(case)["expected"]
    assert expected.pop("extraction") == "story-2026"
    assert set(expected.values()) == {UNTOLD}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param(["story-2025/x"], "usage:", id="no source"),
        pytest.param(["story-2025", "{archive}", "1"], "usage:", id="no case"),
        pytest.param(["story-2025/x", "{archive}"], "as long as none is named", id="no article named"),
        pytest.param(["story-2025/x", "{archive}", "1109540000"], "holds no page of 1109540000", id="no such article"),
        pytest.param(["story-2025/x", "{archive}", "http://x/1109540000/x"], "holds no page", id="a mirror's"),
        pytest.param(["story-2025/x", "{archive}", "http://127.0.0.1:1/x"], "is no article", id="no article's address"),
        pytest.param(["story-2025/x", "{archive}", "9" * 30], "is no article", id="no article's number"),
        pytest.param(["story-2025/x", "nowhere.warc.gz", "1109547001"], "No such file", id="no such file"),
        pytest.param(["there/already", "{archive}", "1109547001"], "is there already", id="there already"),
    ],
)
def test_one_line_says_what_is_wrong(
    arguments: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive,) = ours(tmp_path)
    (tmp_path / "there" / "already").mkdir(parents=True)
    assert main([part.format(archive=archive) for part in arguments], tmp_path) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert said.count("\n") == 1
