"""One file: its bytes, and the facts that describe it."""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
from pathlib import PurePath

import pytest

from menafn_crawler.export import ARTICLES
from menafn_crawler.export.file_writer import write_file
from tests.export.samples import article

DAYS = ("2025-05-14", None, "2024-12-31", "2025-05-13")
ROWS = [article(article_id=number, published_on=day) for number, day in enumerate(DAYS, 1)]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl.gz", "a.parquet"])
def test_the_facts_are_those_of_the_file(name: str) -> None:
    file = io.BytesIO()
    facts = write_file(file, PurePath(name), ROWS, ARTICLES.columns)
    data = file.getvalue()
    assert (facts.bytes, facts.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (facts.path, facts.rows, facts.columns) == (name, len(ROWS), ARTICLES.columns)
    assert (facts.first, facts.last) == ("2024-12-31", "2025-05-14")


@pytest.mark.parametrize("rows", [[], [article(published_on=None)]], ids=["no row", "no day"])
def test_without_a_day_there_is_no_span(rows: list[object]) -> None:
    facts = write_file(io.BytesIO(), PurePath("a.csv"), rows, ARTICLES.columns)
    assert (facts.first, facts.last) == (None, None)


@pytest.mark.parametrize("isal", [True, False], ids=["isal", "zlib"])
def test_compressed_is_the_same_text_and_twice_the_same_bytes(isal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not isal:
        monkeypatch.setitem(sys.modules, "isal.igzip", None)
    plain, *packed = io.BytesIO(), io.BytesIO(), io.BytesIO()
    rows = ROWS * 400  # more than one block
    write_file(plain, PurePath("a.jsonl"), rows, ARTICLES.columns)
    for file in packed:
        write_file(file, PurePath("a.jsonl.gz"), rows, ARTICLES.columns)
    assert gzip.decompress(packed[0].getvalue()) == plain.getvalue()
    assert packed[0].getvalue() == packed[1].getvalue()


def test_an_error_in_the_compressing_thread_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    class FullDisk(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        write_file(FullDisk(), PurePath("a.jsonl.gz"), ROWS * 400, ARTICLES.columns)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="known format"):
        write_file(io.BytesIO(), PurePath("a.xls"), ROWS, ARTICLES.columns)
