"""Excel files, read back by openpyxl."""

from __future__ import annotations

import io
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from menafn_crawler.export import ARTICLES, MissingLibraryError
from menafn_crawler.export.formats import write_xlsx, xlsx
from menafn_crawler.items import ARTICLE_FIELDS
from tests.export.samples import article


def sheet(*articles: Any) -> Any:
    file = io.BytesIO()
    assert write_xlsx(file, articles, ARTICLES.columns) == len(articles)
    return openpyxl.load_workbook(file).active


def rows(*articles: Any) -> list[dict[str, Any]]:
    head, *body = sheet(*articles).iter_rows(values_only=True)
    assert head == (*ARTICLE_FIELDS, "cut_cells")
    return [dict(zip(head, row, strict=True)) for row in body]


def test_values_are_typed_and_null_is_an_empty_cell() -> None:
    (row,) = rows(article(published_at="2025-05-14T08:44:27Z", provider=None, tags=("Oil", "Gas")))
    assert row["published_at"] == datetime(2025, 5, 14, 8, 44, 27)
    assert row["published_on"] == datetime(2025, 5, 14)
    assert (row["article_id"], row["date_conflict"], row["provider"]) == (1109547045, False, None)
    assert (row["tags"], row["cut_cells"]) == ("Oil|Gas", None)


TEXTS = [
    "=1+1",
    "https://example.org/",
    "007",
    "NA",
    "'tis",
    "a\nb",
    "_x0041_",
    "bell \x07",
    "half \ud800",
    "\ufffe",
    "النفط 😀",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text(text: str) -> None:
    file = io.BytesIO()
    write_xlsx(file, [article(title=text)], ARTICLES.columns)
    cell = openpyxl.load_workbook(file).active["D2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert openpyxl.utils.escape.unescape(cell.value) == text.replace("\ud800", "?").replace("\ufffe", "?")


def test_the_header_is_frozen() -> None:
    assert sheet(article()).freeze_panes == "A2"


@pytest.mark.parametrize(
    ("body", "kept", "cut"),
    [("a" * 32_767, 32_767, None), ("a" * 32_768, 32_767, "body"), ("😀" * 16_384, 16_383, "body")],
    ids=["just fits", "one too many", "pairs"],
)
def test_a_cell_that_is_cut_is_flagged(body: str, kept: int, cut: str | None) -> None:
    (row,) = rows(article(body=body))
    assert (len(row["body"]), row["cut_cells"]) == (kept, cut)


def test_more_rows_than_a_sheet_holds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    with pytest.raises(OSError, match="a sheet holds 2 rows"):
        write_xlsx(io.BytesIO(), [article()] * 3, ARTICLES.columns)
    assert len(rows(article(), article())) == 2


def test_without_xlsxwriter_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingLibraryError, match="pip install 'XlsxWriter"):
        write_xlsx(io.BytesIO(), [article()], ARTICLES.columns)


def test_a_killed_process_s_temporary_directory_goes_at_the_next_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / ".menafn-xlsx.0123456789abcdef.part"
    left.mkdir()
    (left / "sheet").write_bytes(b"half")
    sheet(article())
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_no_temporary_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ZeroDivisionError):
        write_xlsx(io.BytesIO(), (1 // 0 for _ in range(1)), ARTICLES.columns)
    assert list(tmp_path.iterdir()) == []
